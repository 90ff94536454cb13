import type * as Y from 'yjs';
import { roots } from '../document/roots.ts';
import { withSortedKeys } from '../sortedKeys.ts';

/** What a document holds, root by root, whether or not a root has been opened in this copy. */
export const documentContents = (doc: Y.Doc): object =>
  Object.fromEntries(Object.keys(roots).map((name) => [name, doc.getMap(name).toJSON()]));

/** The same as JSON with sorted keys: equal for equal contents. */
export const contentsText = (doc: Y.Doc): string => JSON.stringify(documentContents(doc), withSortedKeys);
