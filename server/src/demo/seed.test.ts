import { boardOf } from '@brygga/shared/agreements/board';
import { cardsOf, readCard } from '@brygga/shared/document/cards/index';
import { coverageOf } from '@brygga/shared/domain/consortium/coverage';
import { boxesOverlap, pointForConsortium } from '@brygga/shared/document/placement';
import { c40Cities } from '@brygga/shared/taxonomy/cities';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newSeed } from './seed.ts';

const seeded = () => {
  const doc = new Y.Doc();
  const seed = newSeed('en', 1_000_000);
  const facts = seed.fill(doc);
  const cards = [...cardsOf(doc)].map(([id, map]) => readCard(id, map));
  return {
    seed,
    facts,
    board: boardOf(doc),
    cards: cards.filter((card) => card !== undefined),
    raw: cardsOf(doc).size,
  };
};

describe('the demo’s board', () => {
  const { seed, facts, board, cards, raw } = seeded();
  const challenges = cards.filter((card) => card.kind === 'challenge');

  test('is all cards that every client can read, none above another', () => {
    expect(cards).toHaveLength(raw);
    expect(new Set(cards.map(({ order }) => order)).size).toBe(cards.length);
  });

  test('begins with what its companies have agreed, for the activity to tell', () => {
    expect(facts.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['consortium.founded', 'seat.taken']));
  });

  test('has room: no card lies on another, and a consortium founded on any challenge stands beside it', () => {
    const overlapping = cards.flatMap((a, index) => cards.slice(index + 1).filter((b) => boxesOverlap(a, b)));
    expect(overlapping).toEqual([]);
    for (const challenge of challenges.slice(1)) {
      const table = pointForConsortium(challenge, cards);
      expect(Math.hypot(table.x - challenge.x, table.y - challenge.y)).toBeLessThan(600);
    }
  });

  test('has challenges of three member cities, each with needs and an outcome in numbers', () => {
    const cities = new Set(challenges.map(({ city }) => board.organisation(city)?.name));
    const known: readonly string[] = c40Cities.map(({ name }) => name);
    expect(cities.size).toBe(3);
    expect([...cities].filter((name) => !known.includes(name ?? ''))).toEqual([]);
    for (const { needs, outcome, brief } of challenges) {
      const importances = Object.values(needs).map(({ importance }) => importance);
      expect(importances.length).toBeGreaterThanOrEqual(5);
      expect(new Set(importances)).toEqual(new Set(['must', 'should', 'could']));
      expect(outcome).toMatch(/\d.*20\d\d$/);
      expect(brief).not.toBe('');
    }
  });

  test('has a consortium half formed, one member of which has committed', () => {
    const [first] = challenges;
    const [formed, ...others] = first ? board.consortiaOf(first.id) : [];
    expect(others).toEqual([]);
    expect(formed?.status).toBe('forming');
    expect(
      Object.values(formed?.members ?? {})
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['committed', 'joined']);
    const coverage = coverageOf(first?.needs ?? {}, formed?.seats ?? {});
    expect(coverage.claimed).toBe(1);
    expect(coverage).toMatchObject({ covered: 3, total: 6 });
    expect(coverage.mustOpen).toBeGreaterThan(0);
  });

  test('has an agenda, and waits for the facilitator to begin', () => {
    expect(board.session()).toMatchObject({ step: null, timer: null });
    expect(board.session().agenda).toHaveLength(6);
  });

  test('lists everybody whom one may look as', () => {
    for (const { id, name, organisation } of seed.people) {
      expect(board.person(id)).toMatchObject({ name, organisation: organisation.id });
    }
    const kinds = seed.organisations.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'company')).toHaveLength(8);
  });

  test('has a profile of each company, from which its offer was made', () => {
    const offered = cards.flatMap((card) => (card.kind === 'offer' ? [card] : []));
    expect(seed.profiles).toHaveLength(8);
    for (const { organisation, profile } of seed.profiles) {
      const offer = offered.find(({ company }) => company === organisation);
      expect(offer).toMatchObject({ profile: 1, claims: profile.claims, references: profile.references });
      expect(profile.languages).toContain('en');
    }
  });

  test('says that companies and people are invented', () => {
    const notes = cards.flatMap((card) => (card.kind === 'note' ? [card.text] : []));
    expect(notes.some((text) => text.includes('companies and people are invented'))).toBe(true);
  });
});
