import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { PartnersResponse } from '@brygga/shared/api/matching';
import type { ChallengeCard, OfferCard } from '@brygga/shared/document/cards/index';
import { type Abilities, abilitiesOf, fitCompanyFrom } from '@brygga/shared/domain/partners/abilities';
import {
  compareLineUps,
  type LineUpDifference,
  type LineUp,
  lineUpOf,
  evaluateLineUp,
} from '@brygga/shared/domain/partners/lineUp';
import type { Findings } from '@brygga/shared/domain/partners/findings';
import { type CardId, NeedId, OrganisationId } from '@brygga/shared/ids';
import { mayActFor, isFacilitator } from '@brygga/shared/rules/actor';
import { cardsOfKind } from '../../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { Failure } from '../../../api/request.ts';
import { readPartners } from './http.ts';

/** Two line-ups can be tried at once, to compare them. */
export type LineUpSlot = 'first' | 'second';
export const lineUpSlots = ['first', 'second'] as const satisfies readonly LineUpSlot[];

/**
 * State of the partner search for one consortium: the server's suggestions, and line-ups tried out
 * locally. All views of the consortium share one (see `partnerAdviceFor`).
 */
export class PartnerAdvice {
  readonly #board: LiveBoard;
  readonly #consortium: CardId;
  #response = $state.raw<PartnersResponse>();
  #failure = $state.raw<Failure>();
  #lineUps = $state.raw<Readonly<Partial<Record<LineUpSlot, LineUp>>>>({});
  /** `#dependencyKey` of the latest request. */
  #requestedKey = '';

  constructor(board: LiveBoard, consortium: CardId) {
    this.#board = board;
    this.#consortium = consortium;
  }

  get consortium(): ConsortiumView | undefined {
    return this.#board.agreements.consortium(this.#consortium);
  }

  get challenge(): ChallengeCard | undefined {
    return this.consortium && this.#board.agreements.challenge(this.consortium.challenge);
  }

  get isOnBehalf(): boolean {
    return isFacilitator(this.#board.actor);
  }

  /** Whether the server gives suggestions to this person: to the members' people and to facilitators. */
  get mayRequest(): boolean {
    const { actor } = this.#board;
    return Object.keys(this.consortium?.members ?? {}).some(
      (id) => mayActFor(actor, OrganisationId.parse(id)) === true,
    );
  }

  get response(): PartnersResponse | undefined {
    return this.#response;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Changes whenever the server's response may be out of date. */
  get #dependencyKey(): string {
    const { consortium, challenge } = this;
    if (!consortium || !challenge) return '';
    const offers = this.#offers.map(({ id, capabilities, claims }) => [id, capabilities, claims]);
    return JSON.stringify([consortium.members, consortium.seats, challenge.needs, challenge.languages, offers]);
  }

  get #offers(): readonly OfferCard[] {
    return cardsOfKind(this.#board, 'offer');
  }

  /** Call from an effect: requests again when the inputs have changed. */
  refreshIfStale(): void {
    const key = this.#dependencyKey;
    if (!this.mayRequest || key === this.#requestedKey) return;
    void this.#load(key);
  }

  retry(): void {
    void this.#load(this.#dependencyKey);
  }

  async #load(key: string): Promise<void> {
    this.#requestedKey = key;
    const result = await readPartners(this.#board.workshop, this.#consortium);
    // A later request has superseded this one.
    if (this.#requestedKey !== key) return;
    this.#failure = result.ok ? undefined : result;
    if (result.ok) this.#response = result.value;
  }

  /** Abilities derived from the offers on the board, overridden by the server's where it returns them. */
  get abilities(): Abilities {
    const { challenge } = this;
    if (!challenge) return new Map();
    const { roster } = this.#board;
    const offers = Map.groupBy(this.#offers, ({ company }) => company);
    const companies = new Map(
      [...offers].map(([id, companyOffers]) => {
        const company = fitCompanyFrom(roster.organisation(id)?.country, companyOffers);
        return [id, company] as const;
      }),
    );
    const city = { country: roster.organisation(challenge.city)?.country, languages: challenge.languages };
    return new Map([...abilitiesOf(companies, city, challenge.needs), ...this.#serverAbilities]);
  }

  get #serverAbilities(): Abilities {
    return new Map(
      Object.entries(this.#response?.abilities ?? {}).map(([company, byNeed]) => [
        OrganisationId.parse(company),
        new Map(Object.entries(byNeed).map(([need, ability]) => [NeedId.parse(need), ability])),
      ]),
    );
  }

  /** Members, and all others that can be tried. */
  get companies(): readonly OrganisationId[] {
    const candidates = [...this.#serverAbilities.keys()];
    const members = this.currentLineUp?.companies ?? [];
    return [...members, ...candidates.filter((company) => !members.includes(company))];
  }

  /** The consortium's seats as agreed and claimed now. */
  get currentLineUp(): LineUp | undefined {
    return this.consortium && lineUpOf(this.consortium);
  }

  triedLineUp(slot: LineUpSlot): LineUp | undefined {
    return this.#lineUps[slot];
  }

  /** @param lineUp undefined empties the slot. */
  setLineUp(slot: LineUpSlot, lineUp: LineUp | undefined): void {
    const { [slot]: _replaced, ...others } = this.#lineUps;
    this.#lineUps = lineUp ? { ...others, [slot]: lineUp } : others;
  }

  /** Edits the line-up in this slot, starting from the current one. */
  changeLineUp(slot: LineUpSlot, change: (lineUp: LineUp) => LineUp): void {
    const lineUp = this.#lineUps[slot] ?? this.currentLineUp;
    if (lineUp) this.setLineUp(slot, change(lineUp));
  }

  evaluate(lineUp: LineUp): Findings | undefined {
    return this.challenge && evaluateLineUp(this.challenge.needs, lineUp, this.abilities);
  }

  /** What a line-up changes compared with the current one. */
  difference(lineUp: LineUp): LineUpDifference | undefined {
    const { challenge, currentLineUp } = this;
    return challenge && currentLineUp && compareLineUps(challenge.needs, currentLineUp, lineUp, this.abilities);
  }
}

const adviceByBoard = new WeakMap<LiveBoard, Map<CardId, PartnerAdvice>>();

/** The shared instance for a consortium. */
export const partnerAdviceFor = (board: LiveBoard, consortium: CardId): PartnerAdvice => {
  const byConsortium = adviceByBoard.get(board) ?? new Map<CardId, PartnerAdvice>();
  adviceByBoard.set(board, byConsortium);
  const advice = byConsortium.get(consortium) ?? new PartnerAdvice(board, consortium);
  byConsortium.set(consortium, advice);
  return advice;
};
