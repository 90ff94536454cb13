import type * as Y from 'yjs';
import { roots } from '../document/roots.ts';

/** What a document holds, root by root, whether or not a root has been opened in this copy. */
export const documentContents = (doc: Y.Doc): object =>
  Object.fromEntries(Object.keys(roots).map((name) => [name, doc.getMap(name).toJSON()]));

/** The same as JSON with sorted keys: equal for equal contents. */
export const contentsText = (doc: Y.Doc): string =>
  JSON.stringify(documentContents(doc), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
