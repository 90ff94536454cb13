import { roots } from '@brygga/shared/document/roots';
import type * as Y from 'yjs';

/** The roots that the server alone writes. */
export const serverRoots: readonly string[] = Object.entries(roots).flatMap(([name, { writer }]) =>
  writer === 'server' ? [name] : [],
);

/** What a board says, root by root: the same text where two copies say the same. */
export const plainRoots = (doc: Y.Doc, names: readonly string[] = Object.keys(roots)): readonly string[] =>
  names.map((name) => JSON.stringify(doc.getMap(name).toJSON(), inOrder));

/** A Y.Map lists its keys by when they were written, in which copies may differ. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
