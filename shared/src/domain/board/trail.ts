import { isActive } from '../../agreements/consortium/state.ts';
import type { ConsortiumView } from '../../agreements/board.ts';
import type { Need } from '../../document/cards/challenge.ts';
import type { Card } from '../../document/cards/index.ts';
import { firstSource, type ProvenanceLink, provenanceLinkTo, type Source } from '../../document/cards/provenance.ts';
import type { CardId, NeedId, OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { type SeatState, seatState } from '../consortium/seats.ts';

/** What a trail reads of a board. */
export interface TrailBoard {
  card(id: CardId): Card | undefined;
  /** Read only for what was made from a card. */
  cards(): readonly Card[];
  consortiaOf(challenge: CardId): readonly ConsortiumView[];
}

/** What a trail is of. */
export type TrailSubject =
  | { readonly kind: 'card'; readonly card: CardId }
  | { readonly kind: 'need'; readonly challenge: CardId; readonly need: NeedId }
  | { readonly kind: 'seat'; readonly consortium: CardId; readonly need: NeedId };

export interface CardEntry {
  readonly kind: 'card';
  /** The card with its creator and time, as the link to it says. */
  readonly source: Source;
  /** Whether the card is no longer on the board. */
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
  /** The first source; undefined if nothing is known of it. */
  readonly first: Source | undefined;
  /** What it was made from, the earliest first. */
  readonly before: readonly TrailEntry[];
  readonly here: TrailEntry | undefined;
  /** What was made from it, each followed by what was made from that in turn. */
  readonly after: readonly TrailEntry[];
}

/** The longest trail: nobody reads more, and a forged one could be endless. */
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

/** By their first sources, the earliest first. */
const byFirstSource = (one: ProvenanceLink, other: ProvenanceLink): number => {
  const [first, second] = [one.first ?? one, other.first ?? other];
  return first.at - second.at || (first.card < second.card ? -1 : 1);
};

/** Walks back to the sources, each card once; a cycle (only in a forged document) ends there. */
const ancestorEntries = (
  board: TrailBoard,
  links: readonly ProvenanceLink[],
  seen: Set<CardId>,
): readonly CardEntry[] =>
  [...links].sort(byFirstSource).flatMap((link) => {
    if (seen.has(link.card) || seen.size >= trailMax) return [];
    seen.add(link.card);
    // The cards between a deleted card and its first source are not known any more.
    const earlier = ancestorEntries(board, linksOf(board.card(link.card)), seen);
    const first = link.first && !seen.has(link.first.card) ? [cardEntry(board, link.first)] : [];
    if (link.first) seen.add(link.first.card);
    return [...first, ...earlier, cardEntry(board, link)];
  });

const seatsFor = (board: TrailBoard, challenge: CardId, need: NeedId): readonly SeatEntry[] =>
  board.consortiaOf(challenge).flatMap((consortium) => {
    if (!isActive(consortium)) return [];
    const seat = seatState(consortium.seats[need], consortium.members);
    return seat.state === 'open' ? [] : [{ kind: 'seat', consortium: consortium.id, need, ...seat } as const];
  });

/** What was made from each card, for all cards at once: for one alone, all must be read, too. */
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
    const needs = (children.needs.get(of) ?? []).flatMap((entry) => [
      entry,
      ...seatsFor(board, entry.challenge, entry.need),
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

const trailOfCard = (board: TrailBoard, id: CardId): Trail => {
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

const trailOfNeed = (board: TrailBoard, challenge: CardId, id: NeedId): Trail => {
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

const trailOfSeat = (board: TrailBoard, consortium: CardId, need: NeedId): Trail => {
  const card = board.card(consortium);
  const challenge = card?.kind === 'consortium' ? card.challenge : undefined;
  const view = challenge && board.consortiaOf(challenge).find(({ id }) => id === consortium);
  if (!challenge || !view || !needOf(board, challenge, need)) return emptyTrail;
  const { first, before } = trailOfNeed(board, challenge, need);
  return {
    first,
    before: [...before, { kind: 'need', challenge, need }],
    here: { kind: 'seat', consortium, need, ...seatState(view.seats[need], view.members) },
    after: [],
  };
};

/** The provenance of a card, a need or a seat, followed back to its sources and forward to what was made from it. */
export const trailOf = (board: TrailBoard, subject: TrailSubject): Trail => {
  switch (subject.kind) {
    case 'card':
      return trailOfCard(board, subject.card);
    case 'need':
      return trailOfNeed(board, subject.challenge, subject.need);
    case 'seat':
      return trailOfSeat(board, subject.consortium, subject.need);
  }
};
