import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m } from '../../../i18n/index.ts';
import { cardKindName, personName } from '../labels/cardLabels.ts';

const mutedStorageKey = 'brygga-arrivals';

/** Says in a live region which cards others have added, one sentence at a time; can be muted. */
export class NewCardAnnouncer {
  muted = $state(localStorage.getItem(mutedStorageKey) === 'muted');
  /** The last sentence; empty before the first. */
  sentence = $state('');
  #known: ReadonlySet<CardId> | undefined;

  setMuted(muted: boolean): void {
    this.muted = muted;
    if (muted) localStorage.setItem(mutedStorageKey, 'muted');
    else localStorage.removeItem(mutedStorageKey);
  }

  /** Called when the set of cards has changed. Cards of the first call are not announced. */
  update(board: LiveBoard): void {
    if (!board.loaded) return;
    const ids = board.cards.ids;
    const before = this.#known;
    this.#known = new Set(ids);
    if (!before || this.muted) return;
    const added = ids.flatMap((id) => {
      const card = before.has(id) ? undefined : board.cards.get(id);
      return card && card.createdBy !== board.actor.id ? [card] : [];
    });
    const [first, ...more] = added;
    if (!first) return;
    this.sentence = more.length > 0 ? m.board_others_added({ count: added.length }) : this.#sentenceOf(board, first);
  }

  #sentenceOf(board: LiveBoard, card: Card): string {
    return m.board_other_added({ name: personName(board, card.createdBy), kind: cardKindName(card) });
  }
}
