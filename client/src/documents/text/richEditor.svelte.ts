import { Editor, type Extensions, getSchema } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import { TableKit } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import type * as Y from 'yjs';
import type { richCarets } from './richCarets.svelte.ts';
import { holdWhileComposing } from './richComposition.ts';
import { limitLength } from './richLimit.ts';
import type { RichCommand, RichEditor, RichTextOptions } from './richTexts.ts';
import { canHold, extensionsFor, findUnknownParts } from './unknownParts.ts';

interface RichEditorDeps extends RichTextOptions {
  readonly fragment: Y.XmlFragment;
  readonly carets: ReturnType<typeof richCarets>;
  readonly editable: boolean;
  /** In characters, as `richTextLength` measures it. */
  readonly lengthMax: number;
}

/** What a link may point to: nothing that runs. */
const isAddress = (address: string): boolean => /^(https?:\/\/|mailto:)\S+$/i.test(address);

/** No style sheet of a pasted document means anything here. */
const withoutStyles = (html: string): string => html.replaceAll(/<style\b[^>]*>[\s\S]*?(<\/style\s*>|$)/gi, '');

type Chain = ReturnType<Editor['chain']>;

const commands: { readonly [Command in RichCommand]: (chain: Chain) => Chain } = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  heading: (chain) => chain.toggleHeading({ level: 3 }),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  unlink: (chain) => chain.unsetLink(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  deleteTable: (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

/** The names by which the editor knows what its selection stands in. */
const activeNames: Partial<Record<RichCommand, string>> = {
  bold: 'bold',
  italic: 'italic',
  heading: 'heading',
  bullets: 'bulletList',
  numbers: 'orderedList',
  quote: 'blockquote',
  unlink: 'link',
  table: 'table',
};

const ownExtensions: Extensions = [
  StarterKit.configure({
    // What is undone is one's own: the collaboration keeps that history.
    undoRedo: false,
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], isAllowedUri: (url) => isAddress(url) },
  }),
  TableKit.configure({ table: { resizable: false } }),
];
const ownSchema = getSchema(ownExtensions);

export const hasUnknownParts = (fragment: Y.XmlFragment): boolean =>
  findUnknownParts(fragment, ownSchema) !== undefined;

/** The extensions by which an editor holds all of the text; undefined where none can. */
const extensionsOf = (fragment: Y.XmlFragment): Extensions | undefined => {
  const unknown = findUnknownParts(fragment, ownSchema);
  if (!unknown) return ownExtensions;
  const extensions = [...ownExtensions, ...extensionsFor(unknown, ownSchema)];
  return canHold(fragment, getSchema(extensions)) ? extensions : undefined;
};

const isWithin = (fragment: Y.XmlFragment, type: Y.AbstractType<unknown> | null): boolean => {
  for (let at = type; at; at = at.parent) if (at === fragment) return true;
  return false;
};

/**
 * Ends an editor before it sees a change that it can't hold, since y-tiptap deletes, for all, what its
 * schema doesn't know.
 *
 * @returns stops watching.
 */
const endBeforeUnknownParts = (fragment: Y.XmlFragment, editor: Editor, ended: () => void): (() => void) => {
  const look = (transaction: Y.Transaction) => {
    // Yjs types its map by events; only the types matter here.
    const changed = [...transaction.changed.keys()] as unknown as readonly Y.AbstractType<unknown>[];
    if (transaction.local || !changed.some((type) => isWithin(fragment, type))) return;
    if (!findUnknownParts(fragment, editor.schema)) return;
    editor.destroy();
    // The page may open another one only when this transaction is over.
    queueMicrotask(ended);
  };
  fragment.doc?.on('beforeObserverCalls', look);
  return () => fragment.doc?.off('beforeObserverCalls', look);
};

/**
 * An editor on a rich text, in this element; undefined where none can hold all of it. Loaded when the
 * first one is opened.
 */
export const mountRichEditor = ({
  element,
  label,
  placeholder,
  changed,
  outdated,
  tooLong,
  lengthMax,
  fragment,
  carets,
  editable,
}: RichEditorDeps): RichEditor | undefined => {
  const extensions = extensionsOf(fragment);
  if (!extensions) return undefined;
  const editor = new Editor({
    element,
    editable,
    extensions: [...extensions, Collaboration.configure({ fragment })],
    editorProps: {
      // Word brings thousands of rules along, and the editor would try each on every element.
      transformPastedHTML: withoutStyles,
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, 'data-placeholder': placeholder },
    },
  });
  editor.registerPlugin(carets.plugin);
  editor.registerPlugin(limitLength(lengthMax, tooLong));
  const unfollow = carets.follow(editor);
  const stopHolding = holdWhileComposing(editor, fragment);
  const stopLooking = endBeforeUnknownParts(fragment, editor, outdated);
  editor.on('transaction', changed);

  const chained = (command: RichCommand) => commands[command](editor.chain().focus());

  return {
    run: (command) => void chained(command).run(),
    can: (command) => commands[command](editor.can().chain()).run(),
    isActive: (command) => {
      const name = activeNames[command];
      return name !== undefined && editor.isActive(name);
    },
    hasUnknownParts: extensions !== ownExtensions,
    get isEmpty() {
      return editor.isEmpty;
    },
    get address() {
      const { href }: { href?: unknown } = editor.getAttributes('link');
      return typeof href === 'string' ? href : '';
    },
    link(address) {
      if (!isAddress(address)) return false;
      return editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run();
    },
    setEditable: (may) => editor.setEditable(may, false),
    focus: () => void editor.commands.focus(),
    destroy() {
      unfollow();
      stopLooking();
      stopHolding();
      editor.destroy();
    },
  };
};
