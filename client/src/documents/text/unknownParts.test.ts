import { Editor, getSchema } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import StarterKit from '@tiptap/starter-kit';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { canHold, extensionsFor, findUnknownParts } from './unknownParts.ts';

const ownExtensions = [StarterKit.configure({ undoRedo: false })];
const ownSchema = getSchema(ownExtensions);

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

const element = (name: string, children: (Y.XmlElement | Y.XmlText)[], attributes: Record<string, string> = {}) => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const textOf = (...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlFragment => {
  const fragment = new Y.Doc().getXmlFragment('brief');
  fragment.insert(0, children);
  return fragment;
};

const open = (fragment: Y.XmlFragment): Editor => {
  const unknown = findUnknownParts(fragment, ownSchema);
  const extensions = unknown ? [...ownExtensions, ...extensionsFor(unknown, ownSchema)] : ownExtensions;
  expect(canHold(fragment, getSchema(extensions))).toBe(true);
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [...extensions, Collaboration.configure({ fragment })],
  });
  editors.push(editor);
  return editor;
};

const marked = (text: string, marks: Record<string, unknown>): Y.XmlText => {
  const made = new Y.XmlText();
  made.insert(0, text, marks);
  return made;
};

test('a text of known parts has no unknown ones', () => {
  const fragment = textOf(element('paragraph', [marked('Shade', { bold: {} }), new Y.XmlText(' for schools')]));

  expect(findUnknownParts(fragment, ownSchema)).toBeUndefined();
});

test.each([
  ['a block that holds text', element('callout', [new Y.XmlText('Mind the step')], { tone: 'warm' })],
  ['a block that holds blocks', element('columns', [element('paragraph', [new Y.XmlText('Mind the step')])])],
  ['an empty block', element('divider', [])],
  [
    'a part of a line',
    element('paragraph', [
      new Y.XmlText('Ask '),
      element('mention', [new Y.XmlText('Mind the step')]),
      new Y.XmlText('.'),
    ]),
  ],
  ['a mark', element('paragraph', [marked('Mind the step', { highlight: { colour: 'mint' }, bold: {} })])],
  ['a block inside a quote', element('blockquote', [element('callout', [new Y.XmlText('Mind the step')])])],
])('P6: opening a text with an unknown part changes nothing, and typing beside it leaves it: %s', (_name, part) => {
  const fragment = textOf(element('paragraph', [new Y.XmlText('Before')]), part);
  const before = fragment.toString();

  const editor = open(fragment);
  expect(fragment.toString()).toBe(before);
  editor.commands.insertContentAt(1, 'Well ');

  expect(fragment.toString()).toContain(before.replace('Before', 'Well Before'));
});

test('a text that breaks the editor’s own rules can’t be held', () => {
  const fragment = textOf(element('bulletList', [element('callout', [new Y.XmlText('Loose')])]));
  const unknown = findUnknownParts(fragment, ownSchema);
  const extensions = unknown ? extensionsFor(unknown, ownSchema) : [];

  expect(canHold(fragment, getSchema([...ownExtensions, ...extensions]))).toBe(false);
});
