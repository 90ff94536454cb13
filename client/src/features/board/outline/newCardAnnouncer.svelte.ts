import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m } from '../../../i18n/index.ts';
import { cardKindName } from '../labels/cardLabels.ts';

const mutedStorageKey = 'brygga-arrivals';

/** Tells what others put on the board, one sentence at a time, for a live region; can be muted. */
export class NewCardAnnouncer {
  muted = $state(typeof localStorage !== 'undefined' && localStorage.getItem(mutedStorageKey) === 'muted');
  /** The last sentence; empty when there is nothing new. */
  sentence = $state('');
  #known: ReadonlySet<CardId> | undefined;

  setMuted(muted: boolean): void {
    this.muted = muted;
    if (muted) localStorage.setItem(mutedStorageKey, 'muted');
    else localStorage.removeItem(mutedStorageKey);
  }

  /** Called when cards have come or gone. What was there when one came in is no news. */
  update(board: LiveBoard): void {
    if (!board.loaded) return;
    const ids = board.cards.ids;
    const before = this.#known;
    this.#known = new Set(ids);
    if (!before || this.muted) return;
    const come = ids.flatMap((id) => {
      const card = before.has(id) ? undefined : board.cards.get(id);
      return card && card.createdBy !== board.actor.id ? [card] : [];
    });
    const [first, ...more] = come;
    if (!first) return;
    this.sentence = more.length > 0 ? m.board_others_added({ count: come.length }) : this.#sentence(board, first);
  }

  #sentence(board: LiveBoard, card: Card): string {
    const name = board.roster.person(card.createdBy)?.name ?? m.board_person_unknown();
    return m.board_other_added({ name, kind: cardKindName(card) });
  }
}
