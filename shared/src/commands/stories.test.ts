import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ConsortiumView } from '../agreements/board.ts';
import { writeFacts } from '../agreements/facts.ts';
import { importances } from '../document/cards/challenge.ts';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import { coverageOf, needsInOrder } from '../domain/coverage.ts';
import { CardId, NeedId, OrganisationId } from '../ids.ts';
import type { Actor } from '../rules/actor.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  newWorkshop,
  observer,
  somebody,
  stepIds,
  system,
  type Workshop,
  writtenIn,
} from '../testing/workshop.ts';
import { type CommandName, commandNames } from './index.ts';

/*
 * Random people press random buttons. A failure prints fast-check's seed and path, and the shortest
 * story that fails: `fc.assert(…, { seed, path })` tells it again.
 */

interface Press {
  readonly name: CommandName;
  readonly raw: object;
  readonly actor: Actor;
  readonly after: number;
}

const stranger = idOf(OrganisationId, 'stranger');
const people: readonly Actor[] = [
  ...companyPeople,
  somebody('twofold', companyIds.slice(0, 2)),
  somebody('outsider', [stranger]),
  cityPerson,
  observer,
  facilitator,
  system,
];

const tables = [1, 2, 3].map((number) => idOf(CardId, 'table', number));

/** What companies, or a facilitator on their behalf, press at a table. */
const sensible: fc.Arbitrary<Press> = fc
  .record({
    name: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom<CommandName>('seat.take') },
      { weight: 5, arbitrary: fc.constantFrom<CommandName>('member.commit') },
      { weight: 2, arbitrary: fc.constantFrom<CommandName>('seat.leave', 'member.withdraw', 'lead.hand') },
      { weight: 1, arbitrary: fc.constantFrom<CommandName>('consortium.found', 'consortium.remove') },
    ),
    consortium: fc.constantFrom(...tables.slice(0, 1), ...tables),
    need: fc.constantFrom(...needIds),
    company: fc.constantFrom(...companyIds),
    to: fc.constantFrom(...companyIds),
    onBehalf: fc.boolean(),
    after: fc.nat({ max: 120_000 }),
  })
  .map(({ name, onBehalf, after, ...raw }) => {
    const itsOwn = companyPeople[companyIds.indexOf(raw.company)];
    const actor = onBehalf || !itsOwn ? facilitator : itsOwn;
    return { name, after, actor, raw: { ...raw, challenge: challengeId, name: 'Cool streets' } };
  });

/** What anybody might send: things that there are, and things that there are not. */
const wild: fc.Arbitrary<Press> = fc.record({
  name: fc.constantFrom(...commandNames),
  raw: fc.record({
    consortium: fc.constantFrom(...tables, idOf(CardId, 'gone'), challengeId),
    challenge: fc.constantFrom(challengeId, challengeId, idOf(CardId, 'gone')),
    need: fc.constantFrom(...needIds, idOf(NeedId, 'gone'), 'hasOwnProperty', '__proto__'),
    company: fc.constantFrom(undefined, undefined, ...companyIds, cityId, stranger, 'constructor'),
    to: fc.constantFrom(...companyIds, stranger, 'propertyIsEnumerable'),
    name: fc.constantFrom('Cool streets', ' '),
    seconds: fc.constantFrom(1, 60, 3_600, Number.NaN),
    step: fc.constantFrom(...stepIds),
    steps: fc
      .uniqueArray(fc.constantFrom(...stepIds))
      .map((ids) => ids.map((id) => ({ id, title: 'A step', minutes: 5 }))),
    cards: fc.constantFrom([], [challengeId]),
  }),
  actor: fc.constantFrom(...people, facilitator, facilitator),
  after: fc.nat({ max: 120_000 }),
});

const press = fc.oneof({ weight: 5, arbitrary: sensible }, { weight: 1, arbitrary: wild });

/** Long enough for consortia to be founded, filled, sealed and left; by itself fast-check makes short ones. */
const length = { maxLength: 80, size: 'max' } as const;
const aStory = fc.array(press, length);

/** A city that changes its mind in the shared writing, where no command looks. */
const edit = fc.record({
  edit: fc.constantFrom('drop', 'ask'),
  need: fc.constantFrom(...needIds),
  importance: fc.constantFrom(...importances),
});
type Edit = typeof edit extends fc.Arbitrary<infer Made> ? Made : never;

const edits = (workshop: Workshop, { edit: how, need, importance }: Edit) => {
  const needs = cardsOf(workshop.doc).get(challengeId)?.get('needs');
  if (!(needs instanceof Y.Map)) throw new Error('A challenge has needs');
  if (how === 'drop') needs.delete(need);
  else needs.set(need, fieldsMap({ capability: 'finance', importance }));
};

const consortiaOf = ({ doc, consortium }: Workshop): readonly ConsortiumView[] =>
  [...doc.getMap('agreements').keys()].map((id) => consortium(CardId.parse(id)));

/** What holds after every press, whatever the city does to its needs. */
const holdsAlways = (its: ConsortiumView) => {
  const members = new Set(Object.keys(its.members));
  for (const { holder } of Object.values(its.seats)) expect(members.has(holder)).toBe(true);
  expect(members.has(its.lead)).toBe(true);
  for (const company of members) expect(companyIds).toContain(company);
  if (its.status === 'dissolved') expect(its.seats).toEqual({});
  if (its.status === 'committed') {
    for (const { status } of Object.values(its.members)) expect(status).toBe('committed');
  }
};

/** What a commitment means, as long as the city asks for the same. */
const holdsWhenCommitted = (workshop: Workshop, its: ConsortiumView) => {
  if (its.status !== 'committed') return;
  expect(coverageOf(workshop.board.challenge(its.challenge)?.needs ?? {}, its.seats).mustOpen).toBe(0);
  const holders = new Set(Object.values(its.seats).map(({ holder }) => holder));
  for (const company of Object.keys(its.members)) expect([...holders]).toContain(company);
};

/** Two consortia stand already, so that a short story has something to be about. */
const begun = () => {
  const workshop = newWorkshop();
  workshop.founded(0);
  workshop.founded(1);
  return workshop;
};

const presses = (workshop: Workshop, { name, raw, actor, after }: Press) => {
  workshop.passes(after);
  return workshop.ask(name, raw, actor);
};

describe('a story of random presses', () => {
  test('keeps what must be true of every consortium', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = begun();
        for (const it of story) {
          presses(workshop, it);
          for (const its of consortiaOf(workshop)) {
            holdsAlways(its);
            holdsWhenCommitted(workshop, its);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('counts each decision once, and a no changes nothing', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = begun();
        for (const it of story) {
          const [before, decided] = [workshop.written(), workshop.decided()];
          const verdict = presses(workshop, it);
          if (verdict.is === 'decided') expect(workshop.decided()).toBe(decided + 1);
          else expect(workshop.written()).toEqual(before);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is told the same twice: a press that is decided again right away settles nothing more', () => {
    const once = commandNames.filter(
      (name) => !['timer.start', 'timer.extend', 'spotlight.set', 'agenda.set'].includes(name),
    );
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = begun();
        for (const it of story) {
          if (presses(workshop, it).is !== 'decided' || !once.includes(it.name)) continue;
          const again = workshop.ask(it.name, it.raw, it.actor);
          expect(again.is === 'decided' ? again.facts : []).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('reads the same on every copy: of the facts, and of the updates in any grouping', () => {
    fc.assert(
      fc.property(aStory, fc.nat({ max: 5 }), (story, together) => {
        const [workshop, byFacts] = [begun(), begun()];
        const byUpdates = new Y.Doc();
        const updates = [Y.encodeStateAsUpdate(workshop.doc)];
        workshop.doc.on('update', (update: Uint8Array) => updates.push(update));
        for (const it of story) {
          const verdict = presses(workshop, it);
          if (verdict.is === 'decided') writeFacts(byFacts.doc, verdict.facts);
        }
        while (updates.length > 0) Y.applyUpdate(byUpdates, Y.mergeUpdates(updates.splice(0, together + 1)));
        expect(byFacts.written()).toEqual(workshop.written());
        expect(writtenIn(byUpdates)).toEqual(workshop.written());
      }),
      { numRuns: 200 },
    );
  });

  test('leaves nobody in a consortium without a way out', () => {
    fc.assert(
      fc.property(aStory, (story) => {
        const workshop = begun();
        for (const it of story) presses(workshop, it);
        for (const { id: consortium } of consortiaOf(workshop)) everybodyLeaves(workshop, consortium);
      }),
      { numRuns: 100 },
    );
  });
});

/** Members withdraw one by one, the lead last; its table is cleared. */
const everybodyLeaves = (workshop: Workshop, consortium: CardId) => {
  const { lead, members, status } = workshop.consortium(consortium);
  const others = Object.keys(members).filter((company) => company !== lead);
  if (status !== 'dissolved') {
    for (const company of [...others, lead]) {
      expect(workshop.ask('member.withdraw', { consortium, company }, facilitator).is).toBe('decided');
    }
  }
  expect(workshop.ask('consortium.remove', { consortium, company: lead }, facilitator).is).toBe('decided');
};

describe('a story in which the city changes its mind', () => {
  const story = fc.array(fc.oneof({ weight: 4, arbitrary: press }, { weight: 1, arbitrary: edit }), length);

  const told = (workshop: Workshop, it: Press | Edit) => ('name' in it ? presses(workshop, it) : edits(workshop, it));

  test('keeps seats with members and a lead at every table', () => {
    fc.assert(
      fc.property(story, (all) => {
        const workshop = begun();
        for (const it of all) {
          told(workshop, it);
          for (const its of consortiaOf(workshop)) holdsAlways(its);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('never leaves a table where all have said yes, and all is covered, unable to be sealed', () => {
    fc.assert(
      fc.property(story, (all) => {
        const workshop = begun();
        for (const it of all) told(workshop, it);
        for (const its of consortiaOf(workshop)) sealsIfAllStands(workshop, its);
      }),
      { numRuns: 200 },
    );
  });
});

const sealsIfAllStands = (workshop: Workshop, { id: consortium, status, members, seats }: ConsortiumView) => {
  const needs = workshop.board.challenge(challengeId)?.needs ?? {};
  const allSaidYes = Object.values(members).every((member) => member.status === 'committed');
  const [held] = needsInOrder(needs).flatMap(({ id }) => seats[id]?.holder ?? []);
  if (status !== 'forming' || !allSaidYes || !held || coverageOf(needs, seats).mustOpen > 0) return;
  workshop.ask('member.commit', { consortium, company: held }, facilitator);
  expect(workshop.consortium(consortium).status).toBe('committed');
};
