import { roots } from '@brygga/shared/document/roots';
import type * as Y from 'yjs';

/** The roots that the server alone writes. */
export const serverRoots: readonly string[] = Object.entries(roots).flatMap(([name, { writer }]) =>
  writer === 'server' ? [name] : [],
);

/** The contents of a document as JSON, root by root: equal for equal copies. */
export const plainRoots = (doc: Y.Doc, names: readonly string[] = Object.keys(roots)): readonly string[] =>
  names.map((name) => JSON.stringify(doc.getMap(name).toJSON(), withSortedKeys));

/** A Y.Map lists its keys in the order of writing, which may differ between copies. */
const withSortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
