import { type Card, cardsOf } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import type { BoardPresence } from '../presence/boardPresence.svelte.ts';
import type { RichEditor, RichTexts, Rights } from '../registry/liveBoard.ts';

interface RichTextsDeps {
  readonly doc: Y.Doc;
  readonly rights: Rights;
  readonly cards: LiveRecords<CardId, Card>;
  readonly presence: BoardPresence;
}

/** Rich texts of a document's cards. The editor comes with the first one that is opened. */
export const richTextsOf = ({ doc, rights, cards, presence }: RichTextsDeps): RichTexts => ({
  async open(card, field, options): Promise<RichEditor | undefined> {
    const [{ mountRichEditor }, { richCarets }] = await Promise.all([
      import('./richEditor.svelte.ts'),
      import('./richCarets.svelte.ts'),
    ]);
    const fragment: unknown = cardsOf(doc).get(card)?.get(field);
    if (!(fragment instanceof Y.XmlFragment) || !options.element.isConnected) return undefined;
    return untrack(() => {
      const its = cards.peek(card);
      const editable = its !== undefined && rights.change(its, field) === true;
      const carets = richCarets({ card, field, fragment, presence, colourOf: options.colourOf });
      return mountRichEditor({ ...options, fragment, carets, editable });
    });
  },
});
