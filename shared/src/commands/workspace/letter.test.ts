import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { letterId } from '../../agreements/workspace/workspace.ts';
import { createFact, writeFacts } from '../../agreements/facts.ts';
import { cardsOf } from '../../document/cards/index.ts';
import { letterSections } from '../../document/cards/letter.ts';
import { confirmationsOf } from '../../domain/letter/confirmations.ts';
import { letterText } from '../../domain/letter/letterText.ts';
import { sharesTaken } from '../../domain/consortium/workShares.ts';
import type { CardId } from '../../ids.ts';
import { challengeId, companyIds, companyPeople, needIds, nth } from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { documentContents } from '../../testing/documentContents.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';
import type { Verdict } from '../command.ts';

const [lead, partner] = [nth(companyPeople, 0), nth(companyPeople, 1)];
const [first, second] = [nth(needIds, 0), nth(needIds, 1)];

const textIn = (workshop: Workshop, consortium: CardId, field: string): Y.Text => {
  const text = cardsOf(workshop.docs({ is: 'consortium', id: consortium }))
    .get(letterId(consortium))
    ?.get(field);
  if (!(text instanceof Y.Text)) throw new Error(`The letter has no ${field}`);
  return text;
};

const confirmed = (workshop: Workshop, consortium: CardId) =>
  confirmationsOf(
    workshop.consortium(consortium),
    workshop.workspace(consortium).confirmations(),
    workshop.letterHash(consortium),
  );
const states = (workshop: Workshop, consortium: CardId) =>
  Object.fromEntries(confirmed(workshop, consortium).members.map(({ company, confirmed: how }) => [company, how]));

/** Both members have confirmed the letter as it is. */
const agreed = (workshop: Workshop) => {
  const { consortium, hash } = workshop.beginLetter();
  for (const person of [lead, partner]) workshop.execute('letter.confirm', { consortium, hash }, person);
  return { consortium, hash };
};

describe('a begun letter', () => {
  test('P9: is filled in from the board, and changes nothing on it', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const before = workshop.contents();
    expect(factNamesOf(workshop.execute('letter.begin', { consortium }, partner))).toEqual(['letter.begun']);

    const letter = workshop.workspace(consortium).letter();
    expect(letter?.title).toBe('Letter of intent: Cool streets');
    expect(letter?.aim).toContain('“Shade for schools” by Lund');
    expect(letter?.work).toContain('Company 1 leads');
    for (const section of letterSections) expect(letter?.[section]).not.toMatch(/[{}]|^$/);
    expect(workshop.contents()).toEqual(before);
  });

  test('has the language in which it is begun', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    workshop.execute('letter.begin', { consortium, language: 'sv' }, lead);
    expect(workshop.workspace(consortium).letter()).toMatchObject({
      language: 'sv',
      title: 'Avsiktsförklaring: Cool streets',
    });
  });

  test('is begun once, and beginning it again keeps its text', () => {
    const workshop = newWorkshop();
    const { consortium, hash } = workshop.beginLetter();
    expect(factNamesOf(workshop.execute('letter.begin', { consortium, language: 'sv' }, partner))).toEqual([]);
    expect(workshop.letterHash(consortium)).toBe(hash);
  });
});

describe('confirming a letter', () => {
  test('P9: holds for the member and the text, in the workspace alone', () => {
    const workshop = newWorkshop();
    const { consortium, hash } = workshop.beginLetter();
    const before = workshop.contents();
    expect(factNamesOf(workshop.execute('letter.confirm', { consortium, hash }, partner))).toEqual([
      'letter.confirmed',
    ]);

    expect(workshop.workspace(consortium).confirmations()).toEqual({
      [nth(companyIds, 1)]: { hash, by: partner.id, at: workshop.at },
    });
    expect(states(workshop, consortium)).toEqual({ [nth(companyIds, 0)]: 'none', [nth(companyIds, 1)]: 'this' });
    expect(workshop.contents()).toEqual(before);
  });

  test('P9: by all makes it agreed, and puts only its hash on the board', () => {
    const workshop = newWorkshop();
    const { consortium, hash } = workshop.beginLetter();
    workshop.execute('letter.confirm', { consortium, hash }, partner);
    const last = workshop.execute('letter.confirm', { consortium, hash }, lead);

    expect(factNamesOf(last)).toEqual(['letter.confirmed', 'letter.agreed']);
    expect(workshop.consortium(consortium).letter).toEqual({ hash, at: workshop.at });
    expect(confirmed(workshop, consortium).agreed).toBe(true);
    expect(JSON.stringify(workshop.contents())).not.toContain('binding');
    expect(factNamesOf(workshop.execute('letter.confirm', { consortium, hash }, lead))).toEqual([]);
  });

  test('of another text is refused', () => {
    const workshop = newWorkshop();
    const { consortium, hash } = workshop.beginLetter();
    textIn(workshop, consortium, 'money').insert(0, 'All pay. ');
    const room = documentContents(workshop.docs({ is: 'consortium', id: consortium }));

    for (const other of [hash, '0'.repeat(64)]) {
      expect(workshop.execute('letter.confirm', { consortium, hash: other }, lead)).toEqual({
        kind: 'refused',
        reason: 'text-changed',
      });
    }
    expect(documentContents(workshop.docs({ is: 'consortium', id: consortium }))).toEqual(room);
  });

  test.each(['', 'A'.repeat(64), 'a'.repeat(63), null])('takes a hash and not %j', (hash) => {
    const workshop = newWorkshop();
    const { consortium } = workshop.beginLetter();
    expect(workshop.execute('letter.confirm', { consortium, hash }, lead)).toMatchObject({ kind: 'malformed' });
  });
});

describe('a confirmation does not survive', () => {
  const changes: Readonly<Record<string, (workshop: Workshop, consortium: CardId) => void>> = {
    'a letter in a section': (workshop, consortium) => textIn(workshop, consortium, 'term').insert(3, 'x'),
    'another title': (workshop, consortium) => textIn(workshop, consortium, 'title').insert(0, 'Our '),
    'that it is exclusive now': (workshop, consortium) => {
      const doc = workshop.docs({ is: 'consortium', id: consortium });
      cardsOf(doc).get(letterId(consortium))?.set('exclusive', true);
    },
    'another share': (workshop, consortium) =>
      void workshop.execute('share.set', { consortium, need: first, share: 40, role: '' }, lead),
    'another role': (workshop, consortium) =>
      void workshop.execute('share.set', { consortium, need: second, share: null, role: 'Sails' }, partner),
    'a member who leaves': (workshop, consortium) => void workshop.execute('member.withdraw', { consortium }, partner),
    'another lead': (workshop, consortium) =>
      void workshop.execute('lead.hand', { consortium, to: nth(companyIds, 1) }, lead),
    'a seat that is left': (workshop, consortium) =>
      void workshop.execute('seat.leave', { consortium, need: second }, partner),
    'another name of a member': ({ doc }) =>
      writeFacts(doc, [
        createFact('organisation.listed', {
          organisation: nth(companyIds, 1),
          kind: 'company',
          name: 'Nordvatten',
          country: 'SE',
        }),
      ]),
  };

  test.each(Object.keys(changes))('%s', (name) => {
    const workshop = newWorkshop();
    const { consortium, hash } = agreed(workshop);
    changes[name]?.(workshop, consortium);

    expect(workshop.letterHash(consortium)).not.toBe(hash);
    const { members, agreed: still } = confirmed(workshop, consortium);
    expect(still).toBe(false);
    expect(new Set(members.map(({ confirmed: how }) => how))).toEqual(new Set(['earlier']));
    expect(workshop.execute('letter.confirm', { consortium, hash }, lead)).toMatchObject({ reason: 'text-changed' });
  });

  test('a change of members, lead or seats, and the board no longer shows the letter', () => {
    const actions = {
      leaves: ['member.withdraw', {}, partner],
      leads: ['lead.hand', { to: nth(companyIds, 1) }, lead],
      sits: ['seat.take', { need: nth(needIds, 2) }, lead],
      stands: ['seat.leave', { need: nth(needIds, 1) }, partner],
    } as const;
    for (const [name, input, person] of Object.values(actions)) {
      const workshop = newWorkshop();
      const { consortium } = agreed(workshop);
      expect(workshop.consortium(consortium).letter).toBeDefined();
      workshop.execute(name, { consortium, ...input }, person);
      expect(workshop.consortium(consortium).letter, name).toBeUndefined();
    }
  });

  test('but survives a claim that is made and withdrawn', () => {
    const workshop = newWorkshop();
    const { consortium } = agreed(workshop);
    const seat = { consortium, need: nth(needIds, 2) };
    for (const name of ['seat.take', 'seat.leave'] as const) workshop.execute(name, seat, nth(companyPeople, 2));
    expect(workshop.consortium(consortium).letter).toBeDefined();
  });

  test('but survives a change of what the text does not name', () => {
    const workshop = newWorkshop();
    const { consortium } = agreed(workshop);
    const name = cardsOf(workshop.doc).get(consortium)?.get('name');
    if (name instanceof Y.Text) name.insert(0, 'Very ');
    const title = cardsOf(workshop.doc).get(challengeId)?.get('title');
    if (title instanceof Y.Text) title.insert(0, 'More ');
    workshop.execute('share.set', { consortium, need: nth(needIds, 2), share: 10, role: 'Nobody’s yet' }, lead);

    expect(confirmed(workshop, consortium).agreed).toBe(true);
  });

  test('but holds again when the text is as it was', () => {
    const workshop = newWorkshop();
    const { consortium } = agreed(workshop);
    const text = textIn(workshop, consortium, 'aim');
    text.insert(0, 'x');
    expect(confirmed(workshop, consortium).agreed).toBe(false);
    text.delete(0, 1);
    expect(confirmed(workshop, consortium).agreed).toBe(true);
  });
});

describe('random commands and edits of members', { timeout: 120_000 }, () => {
  const person = fc.nat(2);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('share' as const), person, need: fc.nat(2), share: fc.nat(100) }),
    fc.record({ kind: fc.constant('clear' as const), person, need: fc.nat(2) }),
    fc.record({
      kind: fc.constant('write' as const),
      field: fc.constantFrom(...letterSections),
      text: fc.string({ minLength: 1 }),
    }),
    fc.record({ kind: fc.constant('confirm' as const), person, stale: fc.boolean() }),
    fc.record({ kind: fc.constant('join' as const), person: fc.constant(2) }),
    fc.record({ kind: fc.constant('leave' as const), person: fc.integer({ min: 1, max: 2 }) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

  /** Plays one step; `staleHash` is that of an earlier text. Undefined if the step is no command. */
  const play = (workshop: Workshop, consortium: CardId, step: Step, staleHash: string): Verdict | undefined => {
    if (step.kind === 'write') {
      textIn(workshop, consortium, step.field).insert(0, step.text);
      return undefined;
    }
    const actor = nth(companyPeople, step.person);
    switch (step.kind) {
      case 'share': {
        const share = { consortium, need: nth(needIds, step.need), share: step.share, role: '' };
        return workshop.execute('share.set', share, actor);
      }
      case 'clear': {
        const share = { consortium, need: nth(needIds, step.need), share: null, role: '' };
        return workshop.execute('share.set', share, actor);
      }
      case 'confirm': {
        const hash = step.stale ? staleHash : workshop.letterHash(consortium);
        return workshop.execute('letter.confirm', { consortium, hash }, actor);
      }
      case 'join':
        return workshop.execute('seat.take', { consortium, need: nth(needIds, 2) }, actor);
      case 'leave':
        return workshop.execute('member.withdraw', { consortium }, actor);
    }
  };

  /** The whole letter, to compare texts without their hashes. */
  const letterContent = (workshop: Workshop, consortium: CardId): string =>
    JSON.stringify(letterText(consortium, workshop.workspace(consortium), workshop.board));

  test('keep shares below a hundred, and no confirmation of another text', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const workshop = newWorkshop();
        const { consortium } = workshop.beginLetter();
        const given = new Map<string, string>();
        let before = workshop.letterHash(consortium);
        for (const step of steps) {
          workshop.advanceClock(1);
          const staleHash = before;
          before = workshop.letterHash(consortium);
          const verdict = play(workshop, consortium, step, staleHash);
          const now = letterContent(workshop, consortium);
          if (step.kind === 'confirm' && verdict?.kind === 'decided') given.set(nth(companyIds, step.person), now);

          const needs = workshop.board.challenge(challengeId)?.needs ?? {};
          expect(sharesTaken(needs, workshop.workspace(consortium).shares())).toBeLessThanOrEqual(100);
          const { members, agreed: all } = confirmed(workshop, consortium);
          for (const { company, confirmed: how } of members)
            expect(how).toBe(!given.has(company) ? 'none' : given.get(company) === now ? 'this' : 'earlier');
          if (all) expect(workshop.consortium(consortium).letter?.hash).toBe(workshop.letterHash(consortium));
        }
      }),
      { numRuns: 150 },
    );
  });
});
