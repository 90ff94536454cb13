import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConsortiumView } from '../../agreements/board.ts';
import { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import { type Card, cardKinds } from '../../document/cards/index.ts';
import { firstSource, type ProvenanceLink, provenanceLinkTo } from '../../document/cards/provenance.ts';
import { CardId, NeedId, PersonId } from '../../ids.ts';
import { cityId, companyIds, idOf, nth } from '../../testing/fixtures.ts';
import { type TrailBoard, trailMax, trailOf, type TrailEntry } from './trail.ts';

const base = { x: 0, y: 0, w: 200, h: 160, order: 'a0', locked: false };
const personAt = (number: number) => idOf(PersonId, 'writer', number);
const cardAt = (number: number) => idOf(CardId, 'card', number);
const challengeId = idOf(CardId, 'challenge');
const tableId = idOf(CardId, 'table');
const needId = idOf(NeedId, 'need');

const idea = (kind: 'note' | 'concept', number: number, derivedFrom: ProvenanceLink[] = [], at = number): Card => {
  const fields = { ...base, kind, createdBy: personAt(number), createdAt: at, derivedFrom };
  return { ...cardKinds[kind].schema.parse(fields), id: cardAt(number) };
};

const challengeWith = (derivedFrom?: ProvenanceLink): Card => ({
  ...cardKinds.challenge.schema.parse({
    ...base,
    kind: 'challenge',
    createdBy: personAt(9),
    createdAt: 9,
    city: cityId,
    sector: 'waste',
    needs: { [needId]: { capability: 'finance', order: 'a0', ...(derivedFrom ? { derivedFrom } : {}) } },
  }),
  id: challengeId,
});

const tableCard: Card = {
  ...cardKinds.consortium.schema.parse({
    ...base,
    kind: 'consortium',
    createdBy: personAt(8),
    createdAt: 8,
    challenge: challengeId,
  }),
  id: tableId,
};

const company = nth(companyIds, 0);
const table: ConsortiumView = {
  ...ConsortiumAgreement.parse({
    status: 'forming',
    lead: company,
    members: { [company]: { status: 'committed', joinedAt: 1, by: personAt(7) } },
    seats: { [needId]: { holder: company } },
  }),
  id: tableId,
  challenge: challengeId,
  name: 'Cool',
};

const boardOf = (cards: readonly Card[], consortia: readonly ConsortiumView[] = []): TrailBoard => ({
  card: (id) => cards.find((card) => card.id === id),
  cards: () => cards,
  consortiaOf: (challenge) => consortia.filter((each) => each.challenge === challenge),
});

const names = (steps: readonly TrailEntry[]) =>
  steps.map((step) => (step.kind === 'card' ? step.source.card : step.kind));

describe('a trail', () => {
  const note = idea('note', 1);
  const concept = idea('concept', 2, [provenanceLinkTo(note)]);
  const challenge = challengeWith(provenanceLinkTo(concept));
  const whole = boardOf([note, concept, challenge, tableCard], [table]);
  const seat = { kind: 'seat', consortium: tableId, need: needId } as const;

  test('leads from a seat back over need and concept to the first author', () => {
    const { first, before, here } = trailOf(whole, seat);
    expect(first).toEqual({ card: note.id, kind: 'note', by: personAt(1), at: 1 });
    expect(names(before)).toEqual([note.id, concept.id, 'need']);
    expect(here).toMatchObject({ kind: 'seat', state: 'confirmed', holder: company });
  });

  test('leads from a note forward to its seat', () => {
    const { first, before, after } = trailOf(whole, { kind: 'card', card: note.id });
    expect(first?.card).toBe(note.id);
    expect(before).toEqual([]);
    expect(names(after)).toEqual([concept.id, 'need', 'seat']);
  });

  test('still names the first author when note and concept are deleted', () => {
    for (const left of [
      [concept, challenge, tableCard],
      [challenge, tableCard],
    ]) {
      const { first, before } = trailOf(boardOf(left, [table]), seat);
      expect(first).toMatchObject({ card: note.id, kind: 'note', by: personAt(1) });
      expect(names(before)).toEqual([note.id, concept.id, 'need']);
      expect(before[0]).toMatchObject({ gone: true });
    }
  });

  test('goes on past a deleted source', () => {
    const { before } = trailOf(boardOf([note, challenge]), { kind: 'need', challenge: challengeId, need: needId });
    expect(before).toMatchObject([
      { source: { card: note.id }, gone: false },
      { source: { card: concept.id }, gone: true },
    ]);
  });

  test('names the first author by the links, not by their clocks', () => {
    const late = idea('note', 1, [], 500);
    const slow = idea('concept', 2, [provenanceLinkTo(late)], 100);
    const { first } = trailOf(boardOf([late, slow]), { kind: 'card', card: slow.id });
    expect(first).toMatchObject({ card: late.id, at: 500 });
  });

  test('has no seats of a dissolved consortium', () => {
    const dissolved = { ...table, status: 'dissolved' } as const;
    const { after } = trailOf(boardOf([note, concept, challenge], [dissolved]), { kind: 'card', card: note.id });
    expect(names(after)).toEqual([concept.id, 'need']);
  });

  test('is empty for a card that does not exist', () => {
    expect(trailOf(whole, { kind: 'card', card: cardAt(77) })).toEqual({ before: [], after: [] });
    expect(trailOf(whole, { kind: 'need', challenge: note.id, need: needId }).here).toBeUndefined();
  });

  test('of very many cards is cut, and keeps the first author', () => {
    const chain: Card[] = [];
    for (let number = 0; number < trailMax * 30; number += 1) {
      const last = chain.at(-1);
      chain.push(idea('note', number, last ? [provenanceLinkTo(last)] : []));
    }
    const { first, before } = trailOf(boardOf(chain), { kind: 'card', card: cardAt(trailMax * 30 - 1) });
    expect(first?.card).toBe(cardAt(0));
    expect(before.length).toBeLessThanOrEqual(trailMax + 1);
  });
});

describe('random links', () => {
  const size = 8;
  /** For each card those that it names as its sources; in a forged document also later ones, and itself. */
  const links = fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size });
  const goneOnes = fc.uniqueArray(fc.nat({ max: size - 1 }));

  test('give a trail that ends, with each card once', () => {
    fc.assert(
      fc.property(links, goneOnes, fc.nat({ max: size - 1 }), (sources, gone, from) => {
        const bare = sources.map((_, number) => provenanceLinkTo(idea('note', number)));
        const cards = sources.map((of, number) =>
          idea(
            'note',
            number,
            of.flatMap((each) => bare[each] ?? []),
          ),
        );
        const there = cards.filter((_, number) => number === from || !gone.includes(number));
        const { before, after } = trailOf(boardOf(there), { kind: 'card', card: cardAt(from) });
        const trailNames = [cardAt(from), ...names(before), ...names(after)];
        expect(new Set(trailNames).size).toBe(trailNames.length);
      }),
    );
  });

  test('that are genuine lead to the same first author, whatever was deleted', () => {
    fc.assert(
      fc.property(links, goneOnes, (sources, gone) => {
        const cards: Card[] = [];
        sources.forEach((of, number) => {
          const sources = of.flatMap((each) => cards[each] ?? []).map(provenanceLinkTo);
          cards.push(idea('concept', number, sources));
        });
        const last = nth(cards, size - 1);
        const place = { kind: 'card', card: last.id } as const;
        const there = cards.filter((card, number) => card === last || !gone.includes(number));
        const { first, before } = trailOf(boardOf(there), place);
        expect(first).toEqual(trailOf(boardOf(cards), place).first);
        if (before.length > 0) expect(before[0]).toMatchObject({ source: { card: first?.card } });
      }),
    );
  });

  test('of two at the same moment name the same first author in any order', () => {
    const two = [provenanceLinkTo(idea('note', 1, [], 5)), provenanceLinkTo(idea('note', 2, [], 5))];
    expect(firstSource(two)).toEqual(firstSource(two.toReversed()));
  });
});
