import { type CardShape, richTextMax } from '@brygga/shared/document/cards/card';
import { type Card, cardKinds, cardsOf } from '@brygga/shared/document/cards/index';
import { type Block, blocksOf } from '@brygga/shared/document/text/richText';
import type { CardId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import type { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { isNewerBuildServed } from '../../api/newerBuild.ts';
import type { Rights } from '../actions/rights.ts';
import type { Peer } from '../presence/boardPresence.svelte.ts';
import type { TooLong } from './richLimit.ts';

/** What a rich text's tool bar does. */
export type RichCommand =
  | 'bold'
  | 'italic'
  | 'heading'
  | 'bullets'
  | 'numbers'
  | 'quote'
  | 'unlink'
  | 'table'
  | 'addRow'
  | 'addColumn'
  | 'deleteRow'
  | 'deleteColumn'
  | 'deleteTable'
  | 'undo'
  | 'redo';

export interface RichTextOptions {
  /** Where the editor is put. */
  readonly element: HTMLElement;
  readonly label: string;
  readonly placeholder: string;
  /** Hears of each change of text or selection. */
  readonly changed: () => void;
  /** The editor has ended, since the text now has parts that it can't hold: open it again. */
  readonly outdated: () => void;
  /** Something was refused, since the text would be too long. */
  readonly tooLong: (tooLong: TooLong) => void;
  /** The colour of somebody's caret, as CSS has it. */
  readonly colourOf: (peer: Peer) => string;
}

/** Rich text that people write together (`brief`, `pitch`, an offer's `text`). */
export interface RichTexts {
  /**
   * Opens it in an editor, which is loaded with the first; `undefined` where there is no such text.
   * `read-only` where this page is older than the server's and doesn't know all that the text holds,
   * or where no editor can hold it.
   */
  open(card: CardId, field: string, options: RichTextOptions): Promise<RichEditor | 'read-only' | undefined>;
  /** The text for reading. */
  read(card: CardId, field: string): readonly Block[];
}

export interface RichEditor {
  run(command: RichCommand): void;
  /** Whether it would do something to what is selected now. */
  can(command: RichCommand): boolean;
  /** Whether what is selected now is so already. */
  isActive(command: RichCommand): boolean;
  readonly isEmpty: boolean;
  /** Whether it shows parts that it doesn't know, and leaves as they are. */
  readonly hasUnknownParts: boolean;
  /** Of the link that is selected; empty where there is none. */
  readonly address: string;
  /** Makes what is selected a link; false for an address that is none (`https://…`, `mailto:…`). */
  link(address: string): boolean;
  setEditable(may: boolean): void;
  focus(): void;
  destroy(): void;
}

interface RichTextsDeps {
  readonly doc: Y.Doc;
  readonly rights: Rights;
  readonly cards: LiveRecords<CardId, Card>;
  readonly presence: BoardPresence;
}

const lengthMaxOf = (card: Card | undefined, field: string): number => {
  const shape: CardShape | undefined = card && cardKinds[card.kind];
  return shape?.textMax[field] ?? richTextMax;
};

const fragmentOf = (doc: Y.Doc, card: CardId, field: string): Y.XmlFragment | undefined => {
  const fragment: unknown = cardsOf(doc).get(card)?.get(field);
  return fragment instanceof Y.XmlFragment ? fragment : undefined;
};

/** Rich texts of a document's cards. The editor comes with the first one that is opened. */
export const richTextsOf = ({ doc, rights, cards, presence }: RichTextsDeps): RichTexts => ({
  async open(card, field, options) {
    const [{ mountRichEditor, hasUnknownParts }, { richCarets }] = await Promise.all([
      import('./richEditor.svelte.ts'),
      import('./richCarets.svelte.ts'),
    ]);
    const fragmentNow = () => fragmentOf(doc, card, field);
    const first = fragmentNow();
    if (first && hasUnknownParts(first) && (await isNewerBuildServed())) return 'read-only';
    const fragment = fragmentNow();
    if (!fragment || !options.element.isConnected) return undefined;
    return untrack(() => {
      const shownCard = cards.peek(card);
      const editable = shownCard !== undefined && rights.change(shownCard, field) === true;
      const carets = richCarets({ card, field, fragment, presence, colourOf: options.colourOf });
      return (
        mountRichEditor({ ...options, fragment, carets, editable, lengthMax: lengthMaxOf(shownCard, field) }) ??
        'read-only'
      );
    });
  },
  read(card, field) {
    // The card changes with its text.
    void cards.get(card);
    const fragment = fragmentOf(doc, card, field);
    return fragment ? blocksOf(fragment) : [];
  },
});
