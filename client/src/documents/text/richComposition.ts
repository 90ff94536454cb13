import type { Editor } from '@tiptap/core';
import type { Node as EditorNode } from '@tiptap/pm/model';
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { applyEdit, type Change, editBetween, rebased } from './textEdits.ts';

type Observer = Parameters<Y.XmlFragment['observeDeep']>[0];
type DeepEvents = Parameters<Observer>[0];

/** What y-tiptap's binding has and does; its own types leave it open. */
interface Binding {
  readonly mapping: Map<unknown, unknown>;
  /** Shows a change of the shared text. */
  _observeFunction: Observer;
  /** Writes the editor's document into the shared text. */
  _prosemirrorChanged(doc: EditorNode): void;
  _forceRerender(): void;
}

/** Letters that stand together in a line, as one Y.XmlText has them. */
interface Stretch {
  /** Where it begins in the editor's document. */
  readonly start: number;
  readonly text: string;
  /** The line that it stands in, and its place among the line's stretches and other parts. */
  readonly line: EditorNode;
  readonly index: number;
}

/** The stretch of text that contains a position, or begins there. */
const stretchAt = (doc: EditorNode, position: number): Stretch => {
  const at = doc.resolve(position);
  const line = at.parent;
  let offset = at.start();
  let stretch: Stretch = { start: offset, text: '', line, index: 0 };
  let isOpen = true;
  line.forEach((child) => {
    if (!isOpen) return;
    const end = offset + child.nodeSize;
    if (child.isText) stretch = { ...stretch, text: stretch.text + (child.text ?? '') };
    else if (end <= position) {
      const index = stretch.index + (stretch.text === '' ? 1 : 2);
      stretch = { start: end, text: '', line, index };
    } else isOpen = false;
    offset = end;
  });
  return stretch;
};

/** A text in which somebody composes, since others changed it meanwhile. */
interface Held {
  readonly shared: Y.XmlText;
  /** The text before the others' changes. */
  readonly before: string;
  readonly deltas: (readonly Change[])[];
  start: number;
}

/**
 * Lets a word that is being composed (Japanese, Korean, suggestions of a phone) stand while others write
 * in the same place: y-tiptap would replace the text under the composition, and the word would be
 * written twice. From the first such change until the word is finished nothing is shown and nothing
 * sent; then the word is written where it belongs among what others wrote.
 *
 * @returns stops it.
 */
export const holdWhileComposing = (editor: Editor, fragment: Y.XmlFragment): (() => void) => {
  const { view } = editor;
  const state: { binding?: Binding } | undefined = ySyncPluginKey.getState(editor.state);
  const binding = state?.binding;
  if (!binding) return () => undefined;
  const show = binding._observeFunction;
  const write = binding._prosemirrorChanged.bind(binding);
  let held: Held | undefined;

  const composedStretch = (): Held | undefined => {
    const { start, text, line, index } = stretchAt(view.state.doc, view.state.selection.head);
    const [element] = [...binding.mapping].find(([, node]) => node === line) ?? [];
    const shared = element instanceof Y.XmlElement ? element.get(index) : undefined;
    return shared instanceof Y.XmlText ? { shared, before: text, deltas: [], start } : undefined;
  };

  const keep = (into: Held, events: DeepEvents) => {
    for (const event of events) if (event.target === into.shared) into.deltas.push(event.delta);
  };

  const observe: Observer = (events, transaction) => {
    if (!held && view.composing && transaction.origin !== ySyncPluginKey) {
      const composed = composedStretch();
      const isTouched = events.some(({ target }) => target === composed?.shared || target === composed?.shared.parent);
      if (isTouched) held = composed;
    }
    if (held) keep(held, events);
    else show(events, transaction);
  };

  const release = () => {
    if (!held || view.composing || view.isDestroyed) return;
    const { shared, before, deltas, start } = held;
    const { text } = stretchAt(view.state.doc, start);
    const edit = rebased(editBetween(before, text, view.state.selection.head - start), deltas);
    const isGone = shared.parent === null || shared._item?.deleted === true;
    if (!isGone) {
      fragment.doc?.transact(() => applyEdit(shared, edit), ySyncPluginKey);
    }
    held = undefined;
    const caret = isGone ? undefined : Y.createRelativePositionFromTypeIndex(shared, edit.index + edit.insert.length);
    binding._forceRerender();
    // Somebody deleted the line meanwhile: the word stands where the caret is now.
    if (isGone && edit.insert !== '') editor.commands.insertContent(edit.insert);
    const { doc } = fragment;
    // y-tiptap types the mapping as its own.
    const mapping = binding.mapping as Parameters<typeof relativePositionToAbsolutePosition>[3];
    const position = caret && doc ? relativePositionToAbsolutePosition(doc, fragment, caret, mapping) : null;
    if (position !== null) editor.commands.setTextSelection(position);
  };
  // The editor first takes over what the browser has put into the page.
  const releaseSoon = () => void setTimeout(release);

  const follow = ({ transaction }: { transaction: { mapping: { map(position: number, side: number): number } } }) => {
    if (held) held.start = transaction.mapping.map(held.start, -1);
  };

  fragment.unobserveDeep(show);
  binding._observeFunction = observe;
  fragment.observeDeep(observe);
  binding._prosemirrorChanged = (doc) => {
    if (!held) write(doc);
  };
  editor.on('transaction', follow);
  for (const type of ['compositionend', 'blur'] as const) view.dom.addEventListener(type, releaseSoon);
  return () => {
    editor.off('transaction', follow);
    for (const type of ['compositionend', 'blur'] as const) view.dom.removeEventListener(type, releaseSoon);
  };
};
