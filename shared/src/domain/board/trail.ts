import { isActive } from '../../agreements/consortium/state.ts';
import type { ConsortiumView } from '../../agreements/board.ts';
import type { Need } from '../../document/cards/challenge.ts';
import type { Card } from '../../document/cards/index.ts';
import { firstSource, type ProvenanceLink, provenanceLinkTo, type Source } from '../../document/cards/provenance.ts';
import type { CardId, NeedId, OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { type SeatState, seatState } from '../consortium/seats.ts';

/** What a trail is followed on. */
export interface TrailBoard {
  card(id: CardId): Card | undefined;
  /** Asked only for what came of a card. */
  cards(): readonly Card[];
  consortiaOf(challenge: CardId): readonly ConsortiumView[];
}

/** Where one stands on a trail. */
export type TrailSubject =
  | { readonly kind: 'card'; readonly card: CardId }
  | { readonly kind: 'need'; readonly challenge: CardId; readonly need: NeedId }
  | { readonly kind: 'seat'; readonly consortium: CardId; readonly need: NeedId };

export interface CardEntry {
  readonly kind: 'card';
  /** Who made which card when, as the link to it says. */
  readonly source: Source;
  /** The card is no longer on the board. */
  readonly gone: boolean;
}
export interface NeedEntry {
  readonly kind: 'need';
  readonly challenge: CardId;
  readonly need: NeedId;
}
export interface SeatEntry {
  readonly kind: 'seat';
  readonly consortium: CardId;
  readonly need: NeedId;
  readonly state: SeatState;
  readonly holder?: OrganisationId;
}
export type TrailEntry = CardEntry | NeedEntry | SeatEntry;

export interface Trail {
  /** Who had it first; undefined where nothing is told of it. */
  readonly first: Source | undefined;
  /** What it came of, sources before what came of them, the first on top. */
  readonly before: readonly TrailEntry[];
  readonly here: TrailEntry | undefined;
  /** What came of it, each followed by what came of that in turn. */
  readonly after: readonly TrailEntry[];
}

/** A trail of more cards is told in part: nobody reads it, and a forged one could be endless. */
export const trailMax = 200;

const emptyTrail: Trail = { first: undefined, before: [], here: undefined, after: [] };

const linksOf = (card: Card | undefined): readonly ProvenanceLink[] =>
  card?.kind === 'note' || card?.kind === 'concept' ? (card.derivedFrom ?? []) : [];

const needOf = (board: TrailBoard, challenge: CardId, need: NeedId): Need | undefined => {
  const card = board.card(challenge);
  return card?.kind === 'challenge' ? card.needs[need] : undefined;
};

const cardEntry = (board: TrailBoard, { card, kind, by, at }: Source): CardEntry => ({
  kind: 'card',
  source: { card, kind, by, at },
  gone: board.card(card) === undefined,
});

/** By when the way began: whoever had it first leads. */
const byFirstSource = (one: ProvenanceLink, other: ProvenanceLink): number => {
  const [first, second] = [one.first ?? one, other.first ?? other];
  return first.at - second.at || (first.card < second.card ? -1 : 1);
};

/** Walks back, each card once: a ring, which only a forged document has, is cut where it closes. */
const ancestorEntries = (
  board: TrailBoard,
  links: readonly ProvenanceLink[],
  seen: Set<CardId>,
): readonly CardEntry[] =>
  [...links].sort(byFirstSource).flatMap((link) => {
    if (seen.has(link.card) || seen.size >= trailMax) return [];
    seen.add(link.card);
    // Between a gone card and its first there may have been others; of those nothing is told any more.
    const further = ancestorEntries(board, linksOf(board.card(link.card)), seen);
    const first = link.first && !seen.has(link.first.card) ? [cardEntry(board, link.first)] : [];
    if (link.first) seen.add(link.first.card);
    return [...first, ...further, cardEntry(board, link)];
  });

const seatsFor = (board: TrailBoard, challenge: CardId, need: NeedId): readonly SeatEntry[] =>
  board.consortiaOf(challenge).flatMap((consortium) => {
    if (!isActive(consortium)) return [];
    const its = seatState(consortium.seats[need], consortium.members);
    return its.state === 'open' ? [] : [{ kind: 'seat', consortium: consortium.id, need, ...its } as const];
  });

/** What came of each card at once, since every card must be looked at for one as for all. */
const childrenOn = (board: TrailBoard) => {
  const cards = new Map<CardId, Card[]>();
  const needs = new Map<CardId, NeedEntry[]>();
  const add = <Each>(to: Map<CardId, Each[]>, of: CardId, each: Each) => to.set(of, [...(to.get(of) ?? []), each]);
  for (const card of board.cards()) {
    for (const { card: source } of linksOf(card)) add(cards, source, card);
    if (card.kind !== 'challenge') continue;
    for (const { id: need, derivedFrom } of needsInOrder(card.needs)) {
      if (derivedFrom) add(needs, derivedFrom.card, { kind: 'need', challenge: card.id, need });
    }
  }
  return { cards, needs };
};

const descendantEntries = (board: TrailBoard, from: CardId, seen: Set<CardId>): readonly TrailEntry[] => {
  const children = childrenOn(board);
  const walk = (of: CardId): readonly TrailEntry[] => {
    const needs = (children.needs.get(of) ?? []).flatMap((step) => [
      step,
      ...seatsFor(board, step.challenge, step.need),
    ]);
    const cards = (children.cards.get(of) ?? [])
      .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
      .flatMap((card) => {
        if (seen.has(card.id) || seen.size >= trailMax) return [];
        seen.add(card.id);
        return [cardEntry(board, provenanceLinkTo(card)), ...walk(card.id)];
      });
    return [...needs, ...cards];
  };
  return walk(from);
};

const ofCard = (board: TrailBoard, id: CardId): Trail => {
  const card = board.card(id);
  if (!card) return emptyTrail;
  const links = linksOf(card);
  const seen = new Set([id]);
  const before = ancestorEntries(board, links, seen);
  const own = provenanceLinkTo(card);
  return {
    first: firstSource(links) ?? firstSource([own]),
    before,
    here: cardEntry(board, own),
    after: descendantEntries(board, id, seen),
  };
};

const ofNeed = (board: TrailBoard, challenge: CardId, id: NeedId): Trail => {
  const need = needOf(board, challenge, id);
  if (!need) return emptyTrail;
  const links = need.derivedFrom ? [need.derivedFrom] : [];
  return {
    first: firstSource(links),
    before: ancestorEntries(board, links, new Set()),
    here: { kind: 'need', challenge, need: id },
    after: seatsFor(board, challenge, id),
  };
};

const ofSeat = (board: TrailBoard, consortium: CardId, need: NeedId): Trail => {
  const card = board.card(consortium);
  const challenge = card?.kind === 'consortium' ? card.challenge : undefined;
  const view = challenge && board.consortiaOf(challenge).find(({ id }) => id === consortium);
  if (!challenge || !view || !needOf(board, challenge, need)) return emptyTrail;
  const { first, before } = ofNeed(board, challenge, need);
  return {
    first,
    before: [...before, { kind: 'need', challenge, need }],
    here: { kind: 'seat', consortium, need, ...seatState(view.seats[need], view.members) },
    after: [],
  };
};

/** From a card, a need or a seat back to where it came from, and forth to what came of it. */
export const trailOf = (board: TrailBoard, place: TrailSubject): Trail => {
  switch (place.kind) {
    case 'card':
      return ofCard(board, place.card);
    case 'need':
      return ofNeed(board, place.challenge, place.need);
    case 'seat':
      return ofSeat(board, place.consortium, place.need);
  }
};
