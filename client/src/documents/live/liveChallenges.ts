import {
  type ChallengeAgreement,
  defaultCityAgreement,
  defaultBoardAgreement,
  readChallengeAgreement,
} from '@brygga/shared/agreements/challenge/state';
import type { Card } from '@brygga/shared/document/cards/index';
import { recordsOf } from '@brygga/shared/document/roots';
import { CardId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { followKeys } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';

/** How each challenge of a document stands; whoever reads one runs again when that one is moved. */
export class LiveChallenges {
  readonly #cards: LiveRecords<CardId, Card>;
  readonly #agreements = new LiveRecords<CardId, ChallengeAgreement>();
  readonly #unsettled: ChallengeAgreement;
  readonly stop: () => void;

  /** @param where the document's circle: what nothing was settled of stands differently in each. */
  constructor(doc: Y.Doc, cards: LiveRecords<CardId, Card>, where: 'board' | 'city') {
    this.#cards = cards;
    this.#unsettled = where === 'board' ? defaultBoardAgreement : defaultCityAgreement;
    this.stop = followKeys(recordsOf(doc, 'agreements'), (keys) => {
      const ids = [...keys].flatMap((key) => CardId.safeParse(key).data ?? []);
      this.#agreements.apply(ids.map((id) => [id, readChallengeAgreement(doc, id)] as const));
    });
  }

  get(id: CardId): ChallengeAgreement | undefined {
    return this.#cards.get(id)?.kind === 'challenge' ? (this.#agreements.get(id) ?? this.#unsettled) : undefined;
  }
}
