import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CardId } from '../ids.ts';
import { challengeId, companyIds, companyPeople, idOf, needIds, nth } from '../testing/fixtures.ts';
import { documentContents } from '../testing/documentContents.ts';
import { newWorkshop } from '../testing/workshop.ts';
import { boardOf, decidedOf } from './board.ts';
import { createFact, writeFacts } from './facts.ts';

const holder = nth(companyIds, 1);
const need = nth(needIds, 0);
const by = nth(companyPeople, 1).id;

describe('a fact', () => {
  test('is checked when it is created', () => {
    expect(() => createFact('seat.taken', { consortium: 'no id', need, holder, by, at: 5 })).toThrow();
    expect(() =>
      createFact('seat.taken', { consortium: idOf(CardId, 'table'), need: '__proto__', holder, by, at: 5 }),
    ).toThrow();
  });

  test('of a consortium that was never founded throws when written', () => {
    const doc = new Y.Doc();
    const fact = createFact('seat.taken', { consortium: idOf(CardId, 'table'), need, holder, by, at: 5 });

    expect(() => writeFacts(doc, [fact])).toThrow('founded');
  });
});

describe('writing facts', () => {
  test('is one transaction with its origin, and counts one decision', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    const before = workshop.decisionCount();
    const origins: unknown[] = [];
    workshop.doc.on('afterTransaction', ({ origin }: Y.Transaction) => origins.push(origin));

    const joined = { consortium, company: holder, by, at: 5 };
    writeFacts(
      workshop.doc,
      [createFact('member.joined', joined), createFact('seat.taken', { consortium, need, holder, by, at: 5 })],
      'the server',
    );

    expect(origins).toEqual(['the server']);
    expect(workshop.decisionCount()).toBe(before + 1);
  });

  test('counts a decision without facts too', () => {
    const doc = new Y.Doc();
    writeFacts(doc, []);
    writeFacts(doc, []);

    expect(decidedOf(doc)).toBe(2);
  });

  test('reaches a second copy as an update', () => {
    const workshop = newWorkshop();
    const copy = new Y.Doc();
    workshop.doc.on('update', (update: Uint8Array) => Y.applyUpdate(copy, update));
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(workshop.doc));

    const consortium = workshop.commitConsortium();

    expect(documentContents(copy)).toEqual(workshop.contents());
    expect(boardOf(copy).consortium(consortium)).toEqual(workshop.board.consortium(consortium));
    expect(boardOf(copy).challenge(challengeId)).toEqual(workshop.board.challenge(challengeId));
  });
});
