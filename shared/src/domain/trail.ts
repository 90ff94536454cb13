import type { ConsortiumView } from '../agreements/board.ts';
import type { Need } from '../document/cards/challenge.ts';
import type { Card } from '../document/cards/index.ts';
import { firstOf, type Origin, originOf, type Source } from '../document/cards/origin.ts';
import type { CardId, NeedId, OrganisationId } from '../ids.ts';
import { needsInOrder } from './coverage.ts';
import { type SeatState, stateOf } from './seats.ts';

/** What a trail is followed on. */
export interface TrailBoard {
  card(id: CardId): Card | undefined;
  /** Asked only for what came of a card. */
  cards(): readonly Card[];
  consortiaOf(challenge: CardId): readonly ConsortiumView[];
}

/** Where one stands on a trail. */
export type TrailPlace =
  | { readonly is: 'card'; readonly card: CardId }
  | { readonly is: 'need'; readonly challenge: CardId; readonly need: NeedId }
  | { readonly is: 'seat'; readonly consortium: CardId; readonly need: NeedId };

export type CardStep = { readonly is: 'card'; readonly gone: boolean } & Source;
export interface NeedStep {
  readonly is: 'need';
  readonly challenge: CardId;
  readonly need: NeedId;
}
export interface SeatStep {
  readonly is: 'seat';
  readonly consortium: CardId;
  readonly need: NeedId;
  readonly state: SeatState;
  readonly holder?: OrganisationId;
}
export type TrailStep = CardStep | NeedStep | SeatStep;

export interface Trail {
  /** Who had it first; undefined where nothing is told of it. */
  readonly first: Source | undefined;
  /** What it came of, sources before what came of them, the first on top. */
  readonly before: readonly TrailStep[];
  readonly here: TrailStep | undefined;
  /** What came of it, each followed by what came of that in turn. */
  readonly after: readonly TrailStep[];
}

/** A trail of more cards is told in part: nobody reads it, and a forged one could be endless. */
export const trailMax = 200;

const nowhere: Trail = { first: undefined, before: [], here: undefined, after: [] };

const linksOf = (card: Card | undefined): readonly Origin[] =>
  card?.kind === 'note' || card?.kind === 'concept' ? (card.derivedFrom ?? []) : [];

const needOf = (board: TrailBoard, challenge: CardId, need: NeedId): Need | undefined => {
  const card = board.card(challenge);
  return card?.kind === 'challenge' ? card.needs[need] : undefined;
};

const stepTo = (board: TrailBoard, { card, kind, by, at }: Source): CardStep => ({
  is: 'card',
  ...{ card, kind, by, at },
  gone: board.card(card) === undefined,
});

/** By when the way began: whoever had it first leads. */
const byBeginning = (one: Origin, other: Origin): number => {
  const [first, second] = [one.first ?? one, other.first ?? other];
  return first.at - second.at || (first.card < second.card ? -1 : 1);
};

/** Walks back, each card once: a ring, which only a forged document has, is cut where it closes. */
const backFrom = (board: TrailBoard, links: readonly Origin[], seen: Set<CardId>): readonly CardStep[] =>
  [...links].sort(byBeginning).flatMap((link) => {
    if (seen.has(link.card) || seen.size >= trailMax) return [];
    seen.add(link.card);
    // Between a gone card and its first there may have been others; of those nothing is told any more.
    const further = backFrom(board, linksOf(board.card(link.card)), seen);
    const first = link.first && !seen.has(link.first.card) ? [stepTo(board, link.first)] : [];
    if (link.first) seen.add(link.first.card);
    return [...first, ...further, stepTo(board, link)];
  });

const seatsFor = (board: TrailBoard, challenge: CardId, need: NeedId): readonly SeatStep[] =>
  board.consortiaOf(challenge).flatMap((consortium) => {
    if (consortium.status === 'dissolved') return [];
    const its = stateOf(consortium.seats[need], consortium.members);
    return its.state === 'open' ? [] : [{ is: 'seat', consortium: consortium.id, need, ...its } as const];
  });

/** What came of each card at once, since every card must be looked at for one as for all. */
const childrenOn = (board: TrailBoard) => {
  const cards = new Map<CardId, Card[]>();
  const needs = new Map<CardId, NeedStep[]>();
  const add = <Each>(to: Map<CardId, Each[]>, of: CardId, each: Each) => to.set(of, [...(to.get(of) ?? []), each]);
  for (const card of board.cards()) {
    for (const { card: source } of linksOf(card)) add(cards, source, card);
    if (card.kind !== 'challenge') continue;
    for (const { id: need, derivedFrom } of needsInOrder(card.needs)) {
      if (derivedFrom) add(needs, derivedFrom.card, { is: 'need', challenge: card.id, need });
    }
  }
  return { cards, needs };
};

const forthFrom = (board: TrailBoard, from: CardId, seen: Set<CardId>): readonly TrailStep[] => {
  const children = childrenOn(board);
  const walk = (of: CardId): readonly TrailStep[] => {
    const needs = (children.needs.get(of) ?? []).flatMap((step) => [
      step,
      ...seatsFor(board, step.challenge, step.need),
    ]);
    const cards = (children.cards.get(of) ?? [])
      .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
      .flatMap((card) => {
        if (seen.has(card.id) || seen.size >= trailMax) return [];
        seen.add(card.id);
        return [stepTo(board, originOf(card)), ...walk(card.id)];
      });
    return [...needs, ...cards];
  };
  return walk(from);
};

const ofCard = (board: TrailBoard, id: CardId): Trail => {
  const card = board.card(id);
  if (!card) return nowhere;
  const links = linksOf(card);
  const seen = new Set([id]);
  const before = backFrom(board, links, seen);
  const own = originOf(card);
  return {
    first: firstOf(links) ?? firstOf([own]),
    before,
    here: stepTo(board, own),
    after: forthFrom(board, id, seen),
  };
};

const ofNeed = (board: TrailBoard, challenge: CardId, id: NeedId): Trail => {
  const need = needOf(board, challenge, id);
  if (!need) return nowhere;
  const links = need.derivedFrom ? [need.derivedFrom] : [];
  return {
    first: firstOf(links),
    before: backFrom(board, links, new Set()),
    here: { is: 'need', challenge, need: id },
    after: seatsFor(board, challenge, id),
  };
};

const ofSeat = (board: TrailBoard, consortium: CardId, need: NeedId): Trail => {
  const card = board.card(consortium);
  const challenge = card?.kind === 'consortium' ? card.challenge : undefined;
  const view = challenge && board.consortiaOf(challenge).find(({ id }) => id === consortium);
  if (!challenge || !view || !needOf(board, challenge, need)) return nowhere;
  const { first, before } = ofNeed(board, challenge, need);
  return {
    first,
    before: [...before, { is: 'need', challenge, need }],
    here: { is: 'seat', consortium, need, ...stateOf(view.seats[need], view.members) },
    after: [],
  };
};

/** From a card, a need or a seat back to where it came from, and forth to what came of it. */
export const trailOf = (board: TrailBoard, place: TrailPlace): Trail => {
  switch (place.is) {
    case 'card':
      return ofCard(board, place.card);
    case 'need':
      return ofNeed(board, place.challenge, place.need);
    case 'seat':
      return ofSeat(board, place.consortium, place.need);
  }
};
