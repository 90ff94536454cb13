import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { ChallengeCard, OfferCard } from '@brygga/shared/document/cards/index';
import { coverageOf, needsInOrder } from '@brygga/shared/domain/coverage';
import { type SeatView, seatsOf, waitsFor } from '@brygga/shared/domain/seats';
import type { CardId, NeedId, OrganisationId } from '@brygga/shared/ids';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';

/** An open seat that a company could take, by what it offers. */
export interface SeatForUs {
  readonly challenge: CardId;
  readonly consortium: CardId;
  readonly need: NeedId;
  readonly capability: CapabilityId;
  readonly offer: CardId;
  /** Coverage of the consortium, 0 to 1, without the company there and with it. */
  readonly before: number;
  readonly after: number;
}

/** A challenge that nobody answers yet, with a need that the company could cover. */
export interface ChallengeForUs {
  readonly challenge: CardId;
  readonly need: NeedId;
  readonly capability: CapabilityId;
  readonly offer: CardId;
}

export interface NeedsUs {
  readonly seats: readonly SeatForUs[];
  readonly challenges: readonly ChallengeForUs[];
}

/** Which offer of the company shows that it can do what is needed. */
const offerFor = (capability: CapabilityId, offers: readonly OfferCard[]): CardId | undefined =>
  offers.find(({ capabilities }) => capabilities.includes(capability))?.id;

const seatsForUs = (challenge: ChallengeCard, its: ConsortiumView, offers: readonly OfferCard[]): SeatForUs[] => {
  const { covered, total, share } = coverageOf(challenge.needs, its.seats);
  return seatsOf(challenge.needs, its).flatMap(({ need, capability, state }) => {
    const offer = state === 'open' ? offerFor(capability, offers) : undefined;
    if (!offer) return [];
    const after = (covered + 1) / total;
    return [{ challenge: challenge.id, consortium: its.id, need, capability, offer, before: share, after }];
  });
};

const challengeForUs = (challenge: ChallengeCard, offers: readonly OfferCard[]): ChallengeForUs[] => {
  for (const { id, capability } of needsInOrder(challenge.needs)) {
    const offer = offerFor(capability, offers);
    if (offer) return [{ challenge: challenge.id, need: id, capability, offer }];
  }
  return [];
};

/**
 * Where a company is needed, by the capabilities of its offers: open seats, those first that bring
 * their consortium furthest, and challenges without a consortium.
 */
export const needsUs = (
  answered: readonly { readonly challenge: ChallengeCard; readonly consortia: readonly ConsortiumView[] }[],
  offers: readonly OfferCard[],
): NeedsUs => ({
  seats: answered
    .flatMap(({ challenge, consortia }) =>
      consortia.filter(({ status }) => status === 'forming').flatMap((its) => seatsForUs(challenge, its, offers)),
    )
    .sort((a, b) => b.after - a.after),
  challenges: answered.flatMap(({ challenge, consortia }) =>
    consortia.some(({ status }) => status !== 'dissolved') ? [] : challengeForUs(challenge, offers),
  ),
});

/** What a company has at a table: seats that it holds, seats that it claims, and seats that it waits for. */
export const seatsOfCompany = (
  company: OrganisationId,
  table: readonly SeatView[],
): Readonly<Record<'held' | 'claimed' | 'waited', readonly SeatView[]>> => {
  const its = table.filter(({ holder }) => holder === company);
  return {
    held: its.filter(({ state }) => state !== 'claimed'),
    claimed: its.filter(({ state }) => state === 'claimed'),
    waited: table.filter((seat) => waitsFor(seat, company)),
  };
};

/** A table's seats as the beads of a coverage ring. */
export const beadsOf = (table: readonly SeatView[], nameOf: (seat: SeatView) => string) =>
  table.map((seat) => ({ state: seat.state, label: nameOf(seat) }));
