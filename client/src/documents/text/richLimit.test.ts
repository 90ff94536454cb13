import { richTextLength } from '@brygga/shared/document/text/richText';
import { Editor } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import { TableKit } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { limitLength, markupLength } from './richLimit.ts';

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

const openEditor = (lengthMax: number) => {
  const fragment = new Y.Doc().getXmlFragment('brief');
  const refused = vi.fn();
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [
      StarterKit.configure({ undoRedo: false }),
      TableKit.configure({ table: { resizable: false } }),
      Collaboration.configure({ fragment }),
    ],
  });
  editor.registerPlugin(limitLength(lengthMax, refused));
  editors.push(editor);
  return { editor, fragment, refused };
};

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

test('the editor measures a text as the guard does', () => {
  const { editor, fragment } = openEditor(10_000);
  editor.commands.insertContent([
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Shade' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Too hot', marks: [{ type: 'bold' }, { type: 'italic' }] }] },
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('One')] }] },
  ]);
  editor.commands.insertTable({ rows: 2, cols: 2, withHeaderRow: true });

  expect(Math.abs(markupLength(editor.state.doc) - richTextLength(fragment))).toBeLessThan(
    richTextLength(fragment) / 5,
  );
});

test('what would make a text too long is refused whole, with its length', () => {
  const { editor, fragment, refused } = openEditor(100);
  editor.commands.insertContent(paragraph('Shade'));
  const before = fragment.toString();
  editor.commands.insertContent('x'.repeat(200));

  expect(fragment.toString()).toBe(before);
  expect(refused).toHaveBeenCalledWith({ length: expect.any(Number), lengthMax: 100 });
});

test('what others write passes, and a text that is too long can be made shorter', () => {
  const { editor, fragment, refused } = openEditor(100);
  const theirs = new Y.XmlElement('paragraph');
  theirs.insert(0, [new Y.XmlText('y'.repeat(150))]);
  fragment.insert(0, [theirs]);
  expect(editor.getText()).toContain('yyy');
  editor.commands.deleteRange({ from: 1, to: 21 });

  expect(fragment.toString()).toContain('y'.repeat(130));
  expect(fragment.toString()).not.toContain('y'.repeat(131));
  expect(refused).not.toHaveBeenCalled();
});
