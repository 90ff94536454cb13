import type { Node as EditorNode } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** A text that would be longer than its limit, both in characters, mark-up included. */
export interface TooLong {
  readonly length: number;
  readonly lengthMax: number;
}

const attributesLength = (attributes: Readonly<Record<string, unknown>>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, value]) => (value === null ? sum : sum + ` ${name}="${String(value)}"`.length),
    0,
  );

const tagsLength = (name: string, attributes: Readonly<Record<string, unknown>>): number =>
  `<${name}></${name}>`.length + attributesLength(attributes);

/** The length that the shared text will have, as `richTextLength` measures it. */
export const markupLength = (node: EditorNode): number => {
  if (node.isText) {
    const marks = node.marks.map(({ type, attrs }) => tagsLength(type.name, attrs));
    return marks.reduce((sum, length) => sum + length, node.text?.length ?? 0);
  }
  const own = node.type.name === 'doc' ? 0 : tagsLength(node.type.name, node.attrs);
  let inside = 0;
  node.forEach((child) => void (inside += markupLength(child)));
  return own + inside;
};

/**
 * Refuses what the person writes or pastes beyond the limit, as a whole and at once: the guard would
 * take it back, after it had been seen. What others write passes, as does what makes a text shorter.
 */
export const limitLength = (lengthMax: number, refused: (tooLong: TooLong) => void): Plugin =>
  new Plugin({
    filterTransaction(transaction, state) {
      if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined) return true;
      const length = markupLength(transaction.doc);
      if (length <= lengthMax || length <= markupLength(state.doc)) return true;
      refused({ length, lengthMax });
      return false;
    },
  });
