import * as Y from 'yjs';

/** Any shared type, root or nested, as Yjs's own signature has it, which leaves the type of its events open. */
export type YType = Parameters<typeof Y.findRootTypeKey>[0];

/** The path to a type: its root, the keys (`null` in a sequence) and the types on the way, the type itself last. */
export interface TypePath {
  readonly root: string;
  readonly keys: readonly (string | null)[];
  readonly types: readonly YType[];
}

export const typePath = (type: YType): TypePath => {
  const keys: (string | null)[] = [];
  const types: YType[] = [];
  let ancestor = type;
  for (let item = ancestor._item; item !== null; item = ancestor._item) {
    keys.unshift(item.parentSub);
    types.unshift(ancestor);
    ancestor = parentType(item);
  }
  return { root: Y.findRootTypeKey(ancestor), keys, types };
};

/** The type that an integrated item lies in. */
export const parentType = (item: Y.Item): YType => {
  if (item.parent instanceof Y.AbstractType) return item.parent;
  throw new Error('an integrated item has no parent');
};
