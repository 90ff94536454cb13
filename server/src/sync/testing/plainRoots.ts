import { roots } from '@brygga/shared/document/roots';
import { withSortedKeys } from '@brygga/shared/sortedKeys';
import type * as Y from 'yjs';

/** The roots that the server alone writes. */
export const serverRoots: readonly string[] = Object.entries(roots).flatMap(([name, { writer }]) =>
  writer === 'server' ? [name] : [],
);

/** The contents of a document as JSON, root by root: equal for equal copies. */
export const plainRoots = (doc: Y.Doc, names: readonly string[] = Object.keys(roots)): readonly string[] =>
  names.map((name) => JSON.stringify(doc.getMap(name).toJSON(), withSortedKeys));
