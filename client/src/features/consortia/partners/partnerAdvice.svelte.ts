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

/** Two line-ups can be tried at once, to be held against each other. */
export type LineUpSlot = 'one' | 'other';
export const lineUpSlots = ['one', 'other'] as const satisfies readonly LineUpSlot[];

/**
 * What can be said of a consortium that forms: who is missing, as the server proposes it, and what comes
 * of a line-up that is tried, as it is reckoned here. Every view of a consortium shares one.
 */
export class PartnerAdvice {
  readonly #board: LiveBoard;
  readonly #consortium: CardId;
  #found = $state.raw<PartnersResponse>();
  #wrong = $state.raw<Failure>();
  #tried = $state.raw<Readonly<Partial<Record<LineUpSlot, LineUp>>>>({});
  /** What the latest answer was asked for. */
  #asked = '';

  constructor(board: LiveBoard, consortium: CardId) {
    this.#board = board;
    this.#consortium = consortium;
  }

  get consortium(): ConsortiumView | undefined {
    return this.#board.board.consortium(this.#consortium);
  }

  get challenge(): ChallengeCard | undefined {
    return this.consortium && this.#board.board.challenge(this.consortium.challenge);
  }

  get isOnBehalf(): boolean {
    return isFacilitator(this.#board.actor);
  }

  /** Whether the server tells this person who is missing. */
  get mayRequest(): boolean {
    const { consortium: its } = this;
    return its !== undefined && Object.keys(its.members).some((id) => this.#actsFor(OrganisationId.parse(id)));
  }

  #actsFor(company: OrganisationId): boolean {
    return mayActFor(this.#board.actor, company) === true;
  }

  get response(): PartnersResponse | undefined {
    return this.#found;
  }

  get failure(): Failure | undefined {
    return this.#wrong;
  }

  /** What an answer rests on: where it changes, the answer is out of date. */
  get #restsOn(): string {
    const { consortium: its, challenge } = this;
    if (!its || !challenge) return '';
    const offers = this.#offers.map(({ id, capabilities, claims }) => [id, capabilities, claims]);
    return JSON.stringify([its.members, its.seats, challenge.needs, challenge.languages, offers]);
  }

  get #offers(): readonly OfferCard[] {
    return cardsOfKind(this.#board, 'offer');
  }

  /** To be called from an effect: asks again whenever what the answer rests on has changed. */
  refreshIfStale(): void {
    const restsOn = this.#restsOn;
    if (!this.mayRequest || restsOn === this.#asked) return;
    void this.#look(restsOn);
  }

  retry(): void {
    void this.#look(this.#restsOn);
  }

  async #look(restsOn: string): Promise<void> {
    this.#asked = restsOn;
    const answer = await readPartners(this.#board.workshop, this.#consortium);
    // What was asked later is answered by its own answer.
    if (this.#asked !== restsOn) return;
    this.#wrong = answer.ok ? undefined : answer;
    if (answer.ok) this.#found = answer.value;
  }

  /** What companies could do, by their offers on the board; as the server knows it, where it tells. */
  get abilities(): Abilities {
    const { challenge } = this;
    if (!challenge) return new Map();
    const { roster } = this.#board;
    const offers = Map.groupBy(this.#offers, ({ company }) => company);
    const fittings = new Map(
      [...offers].map(([id, its]) => [id, fitCompanyFrom(roster.organisation(id)?.country, its)] as const),
    );
    const city = { country: roster.organisation(challenge.city)?.country, languages: challenge.languages };
    return new Map([...abilitiesOf(fittings, city, challenge.needs), ...this.#told]);
  }

  get #told(): Abilities {
    return new Map(
      Object.entries(this.#found?.abilities ?? {}).map(([company, own]) => [
        OrganisationId.parse(company),
        new Map(Object.entries(own).map(([need, ability]) => [NeedId.parse(need), ability])),
      ]),
    );
  }

  /** Members, and all who could be tried. */
  get companies(): readonly OrganisationId[] {
    const told = [...this.#told.keys()];
    const members = this.currentLineUp?.companies ?? [];
    return [...members, ...told.filter((company) => !members.includes(company))];
  }

  /** The consortium as it stands. */
  get currentLineUp(): LineUp | undefined {
    return this.consortium && lineUpOf(this.consortium);
  }

  triedLineUp(slot: LineUpSlot): LineUp | undefined {
    return this.#tried[slot];
  }

  /** @param lineUp undefined puts it away. */
  setLineUp(slot: LineUpSlot, lineUp: LineUp | undefined): void {
    const { [slot]: _before, ...others } = this.#tried;
    this.#tried = lineUp ? { ...others, [slot]: lineUp } : others;
  }

  /** Changes the line-up that is tried first, which begins with what stands. */
  changeLineUp(slot: LineUpSlot, change: (lineUp: LineUp) => LineUp): void {
    const from = this.#tried[slot] ?? this.currentLineUp;
    if (from) this.setLineUp(slot, change(from));
  }

  evaluate(lineUp: LineUp): Findings | undefined {
    return this.challenge && evaluateLineUp(this.challenge.needs, lineUp, this.abilities);
  }

  /** What a line-up changes against what stands. */
  difference(lineUp: LineUp): LineUpDifference | undefined {
    const { challenge, currentLineUp } = this;
    return challenge && currentLineUp && compareLineUps(challenge.needs, currentLineUp, lineUp, this.abilities);
  }
}

const adviceByBoard = new WeakMap<LiveBoard, Map<CardId, PartnerAdvice>>();

/** The one advice on a consortium, for all that show something of it. */
export const partnerAdviceFor = (board: LiveBoard, consortium: CardId): PartnerAdvice => {
  const known = adviceByBoard.get(board) ?? new Map<CardId, PartnerAdvice>();
  adviceByBoard.set(board, known);
  const found = known.get(consortium) ?? new PartnerAdvice(board, consortium);
  known.set(consortium, found);
  return found;
};
