import * as Y from 'yjs';

/** Any shared type, root or nested. Yjs's own signature is borrowed, which leaves its events' type open. */
export type YType = Parameters<typeof Y.findRootTypeKey>[0];

/** Where a type lies: below which root, by which keys (`null` in a sequence), and the types on the way, itself last. */
export interface TypePath {
  readonly root: string;
  readonly keys: readonly (string | null)[];
  readonly types: readonly YType[];
}

export const typePath = (type: YType): TypePath => {
  const keys: (string | null)[] = [];
  const types: YType[] = [];
  let at = type;
  for (let item = at._item; item !== null; item = at._item) {
    keys.unshift(item.parentSub);
    types.unshift(at);
    at = parentType(item);
  }
  return { root: Y.findRootTypeKey(at), keys, types };
};

/** The type that an item lies in; in a document every item lies in one. */
export const parentType = (item: Y.Item): YType => {
  if (item.parent instanceof Y.AbstractType) return item.parent;
  throw new Error('an integrated item has no parent');
};
