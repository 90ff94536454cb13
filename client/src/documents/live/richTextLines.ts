import * as Y from 'yjs';

type RichNode = Y.XmlElement | Y.XmlText | Y.XmlHook | Y.XmlFragment;

const textOf = (node: RichNode): string => {
  if (node instanceof Y.XmlText) {
    const delta: readonly { insert?: unknown }[] = node.toDelta();
    return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
  }
  return node instanceof Y.XmlFragment ? node.toArray().map(textOf).join('') : '';
};

/** A rich text's words, a line for each of its blocks. */
export const richTextLines = (fragment: Y.XmlFragment): string => fragment.toArray().map(textOf).join('\n');

/** The same of a rich text as `toJSON` gives it: Yjs writes its words into the marks as they are. */
export const richTextLinesOfMarkup = (marks: string): string =>
  marks
    .replaceAll(/<\/[^<>]+>/g, '\n')
    .replaceAll(/<[^<>]+>/g, '')
    .replaceAll(/\n+/g, '\n')
    .trim();
