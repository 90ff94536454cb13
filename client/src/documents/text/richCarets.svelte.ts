import type { CardId } from '@brygga/shared/ids';
import type { Editor } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { readCaret } from './carets.ts';
import type { BoardPresence } from '../presence/boardPresence.svelte.ts';
import type { Peer } from '../presence/boardPresence.svelte.ts';

const key = new PluginKey<DecorationSet>('carets of others');

interface RichCaretsDeps {
  readonly card: CardId;
  readonly field: string;
  readonly fragment: Y.XmlFragment;
  readonly presence: BoardPresence;
  /** The colour of somebody's caret, as CSS has it. */
  readonly colourOf: (peer: Peer) => string;
}

/** What ProseMirror and Yjs know of each other; the plugin's own types leave it open. */
interface Binding {
  readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
}

const bindingOf = (state: EditorState): Binding | undefined => {
  const sync: { binding?: Binding | null } | undefined = ySyncPluginKey.getState(state);
  return sync?.binding ?? undefined;
};

/** Shows where others write in a rich text, with their names, and tells them where one writes oneself. */
export const richCarets = ({ card, field, fragment, presence, colourOf }: RichCaretsDeps) => {
  const placeOf = (binding: Binding, sent: unknown): number | undefined => {
    const caret = readCaret(sent);
    const { doc } = fragment;
    if (!caret || !doc) return undefined;
    return relativePositionToAbsolutePosition(doc, fragment, caret, binding.mapping) ?? undefined;
  };

  const decorations = (state: EditorState): DecorationSet => {
    const binding = bindingOf(state);
    if (!binding) return DecorationSet.empty;
    const carets = presence.caretsIn(card, field).flatMap((peer) => {
      const head = placeOf(binding, peer.caret?.head);
      const anchor = placeOf(binding, peer.caret?.anchor);
      if (head === undefined || anchor === undefined) return [];
      const most = state.doc.content.size;
      const [from, to] = [Math.min(head, anchor, most), Math.min(Math.max(head, anchor), most)];
      const colour = colourOf(peer);
      return [
        Decoration.widget(Math.min(head, most), () => caretFlag(peer.user.name, colour), {
          // A caret that has moved is a new one, so that its name is shown again for a while.
          key: `${peer.client} ${head} ${colour}`,
          side: 10,
        }),
        ...(from < to
          ? [Decoration.inline(from, to, { class: 'others-selection', style: `--colour: ${colour}` })]
          : []),
      ];
    });
    return DecorationSet.create(state.doc, carets);
  };

  const tell = (editor: Editor): void => {
    const { state, isFocused } = editor;
    const binding = bindingOf(state);
    if (!binding || !isFocused) return presence.setCaret(null);
    const at = (place: number): unknown =>
      Y.relativePositionToJSON(absolutePositionToRelativePosition(place, fragment, binding.mapping));
    presence.setCaret({ card, field, anchor: at(state.selection.anchor), head: at(state.selection.head) });
  };

  return {
    plugin: new Plugin<DecorationSet>({
      key,
      state: {
        init: (_config, state) => decorations(state),
        apply: (transaction, shown, _before, state) =>
          transaction.getMeta(key) || transaction.getMeta(ySyncPluginKey)
            ? decorations(state)
            : shown.map(transaction.mapping, transaction.doc),
      },
      props: { decorations: (state) => key.getState(state) },
    }),

    /** Keeps both sides told as long as the editor is there; gives what ends it. */
    follow(editor: Editor): () => void {
      const tellSelection = () => tell(editor);
      for (const event of ['selectionUpdate', 'focus', 'blur', 'update'] as const) editor.on(event, tellSelection);
      const stop = $effect.root(() => {
        $effect(() => {
          void presence.caretsIn(card, field);
          // Whoever hears of the transaction may read and write signals: none of them is this effect's.
          untrack(() => {
            if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, true));
          });
        });
      });
      return () => {
        stop();
        presence.setCaret(null);
      };
    },
  };
};

/** A caret with a name on it, which readers of screens need not hear at every letter. */
const caretFlag = (name: string, colour: string): HTMLElement => {
  const flag = document.createElement('span');
  flag.className = 'others-caret';
  flag.style.setProperty('--colour', colour);
  flag.setAttribute('aria-hidden', 'true');
  const label = document.createElement('span');
  label.textContent = name;
  flag.append(label);
  return flag;
};
