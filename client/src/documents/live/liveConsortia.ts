import { type ConsortiumView, readConsortiumAgreement } from '@brygga/shared/agreements/board';
import { type Card, cardsOf } from '@brygga/shared/document/cards/index';
import { recordsOf } from '@brygga/shared/document/roots';
import { CardId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { followKeys } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';

/**
 * Each consortium as a command sees it, shared writing and agreement in one, and which answer which
 * challenge. Dragging a table on the board changes its card and tells nobody here.
 */
export class LiveConsortia {
  readonly #agreements: Y.Map<Y.Map<unknown>>;
  readonly #cards: LiveRecords<CardId, Card>;
  readonly #views = new LiveRecords<CardId, ConsortiumView>();
  readonly #answers = new LiveRecords<CardId, readonly CardId[]>();
  readonly #known = new Map<CardId, { readonly challenge: CardId; readonly order: string }>();
  readonly stop: () => void;

  /** @param cards follow the same document already: they are read here once they are as it is. */
  constructor(doc: Y.Doc, cards: LiveRecords<CardId, Card>) {
    this.#agreements = recordsOf(doc, 'agreements');
    this.#cards = cards;
    const refresh = (keys: ReadonlySet<string>) =>
      this.#refresh([...keys].flatMap((key) => CardId.safeParse(key).data ?? []));
    const stops = [followKeys(cardsOf(doc), refresh), followKeys(this.#agreements, refresh)];
    this.stop = () => stops.forEach((stop) => stop());
  }

  /** All of them. */
  get all(): readonly ConsortiumView[] {
    return this.#views.ids.flatMap((id) => this.#views.get(id) ?? []);
  }

  get(id: CardId): ConsortiumView | undefined {
    return this.#views.get(id);
  }

  /** Consortia that answer this challenge, in the order in which they lie on the board. */
  of(challenge: CardId): readonly ConsortiumView[] {
    const ids = this.#answers.get(challenge) ?? [];
    return ids.flatMap((id) => this.#views.get(id) ?? []);
  }

  /** Reads again what may have changed with these cards or their agreements. */
  #refresh(ids: readonly CardId[]): void {
    const challenges = new Set<CardId>();
    const views = ids.flatMap((id) => {
      const before = this.#known.get(id);
      const view = this.#view(id);
      const order = this.#cards.peek(id)?.order;
      if (!before && !view) return [];
      if (before) challenges.add(before.challenge);
      if (view) challenges.add(view.challenge);
      if (view && order !== undefined) this.#known.set(id, { challenge: view.challenge, order });
      else this.#known.delete(id);
      return [[id, view] as const];
    });
    this.#views.apply(views);
    this.#answers.apply([...challenges].map((challenge) => [challenge, this.#answersTo(challenge)] as const));
  }

  #view(id: CardId): ConsortiumView | undefined {
    const card = this.#cards.peek(id);
    if (card?.kind !== 'consortium') return undefined;
    const agreement = readConsortiumAgreement(this.#agreements.get(id));
    return agreement && { ...agreement, id, challenge: card.challenge, name: card.name };
  }

  #answersTo(challenge: CardId): readonly CardId[] | undefined {
    const ofChallenge = [...this.#known].filter(([, agreement]) => agreement.challenge === challenge);
    ofChallenge.sort(([idA, a], [idB, b]) => ((a.order === b.order ? idA < idB : a.order < b.order) ? -1 : 1));
    return ofChallenge.length === 0 ? undefined : ofChallenge.map(([id]) => id);
  }
}
