import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CardId, OrganisationId } from '../ids.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  observer,
  person,
  system,
} from '../testing/fixtures.ts';
import { newWorkshop } from '../testing/workshop.ts';
import { defineCommand } from './command.ts';
import { emptyBoard } from '../agreements/board.ts';
import { commandNames, commands, isCommandName } from './index.ts';

const company = nth(companyIds, 0);
const worker = nth(companyPeople, 0);
const input = { challenge: challengeId, name: 'Cool streets' };

describe('considering a command', () => {
  test('decides it without changing anything', () => {
    const workshop = newWorkshop();
    const before = workshop.contents();

    const verdict = commands['consortium.found'].consider(input, {
      actor: worker,
      board: workshop.board,
      circle: () => emptyBoard,
      freePoint: () => ({ x: 0, y: 0 }),
      at: 1,
      newConsortium: ({ x, y }) => ({ consortium: idOf(CardId, 'table'), x, y }),
    });

    expect(verdict.kind).toBe('decided');
    expect(workshop.contents()).toEqual(before);
  });

  test('asks for the right before it reads the board, so that a refusal tells nothing', () => {
    const workshop = newWorkshop();
    const gone = idOf(CardId, 'gone');

    expect(workshop.execute('member.commit', { consortium: gone, company }, nth(companyPeople, 1))).toEqual({
      kind: 'forbidden',
      reason: 'not-your-company',
    });
    expect(workshop.execute('step.start', { step: 'gone00000000' }, cityPerson)).toMatchObject({ kind: 'forbidden' });
  });

  test('fills in the actor’s only company where none is named', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();

    expect(workshop.consortium(consortium).lead).toBe(company);
  });

  test('prefers the named company to the actor’s only one', () => {
    const verdict = newWorkshop().execute('consortium.found', { ...input, company: companyIds[1] }, worker);

    expect(verdict).toEqual({ kind: 'forbidden', reason: 'not-your-company' });
  });

  test.each([
    ['of none', cityPerson],
    ['of several', person('twofold', companyIds)],
    ['who facilitates', facilitator],
    ['who is the server', system],
  ])('asks somebody %s for the company', (_who, actor) => {
    expect(newWorkshop().execute('consortium.found', input, actor)).toEqual({
      kind: 'forbidden',
      reason: 'company-needed',
    });
  });

  test('reports other missing fields first', () => {
    const verdict = newWorkshop().execute('consortium.found', { name: '' }, cityPerson);

    expect(verdict.kind === 'malformed' && verdict.issues.map(({ path }) => path.join('.'))).toEqual([
      'challenge',
      'name',
      'company',
    ]);
  });

  test.each([null, '', '__proto__', 'constructor', 'hasOwnProperty', 7, {}, ['company000001']])(
    'finds the company %j malformed',
    (named) => {
      const verdict = newWorkshop().execute('consortium.found', { ...input, company: named }, worker);

      expect(verdict.kind).toBe('malformed');
    },
  );

  test.each([undefined, null, 1, 'seat', [], () => 0])(
    'finds %j malformed for every command that needs something',
    (raw) => {
      const workshop = newWorkshop();
      for (const name of commandNames) {
        for (const actor of [worker, facilitator, observer, system]) {
          expect(workshop.execute(name, raw, actor).kind, name).toBe('malformed');
        }
      }
    },
  );

  test('takes no field from the object prototype', () => {
    const raw: unknown = JSON.parse(
      `{"__proto__":{"company":"${company}"},"challenge":"${challengeId}","name":"Cool"}`,
    );

    expect(newWorkshop().execute('consortium.found', raw, cityPerson)).toEqual({
      kind: 'forbidden',
      reason: 'company-needed',
    });
  });

  test('ignores unknown fields', () => {
    const workshop = newWorkshop();

    expect(workshop.execute('consortium.found', { ...input, status: 'committed', by: 'me' }, worker).kind).toBe(
      'decided',
    );
    expect(workshop.board.consortiaOf(challengeId)[0]?.status).toBe('forming');
  });

  test('needs no company for a command whose schema has none', () => {
    const ring = defineCommand({
      input: z.object({ times: z.number() }),
      reasons: { forbidden: [], refused: [] },
      may: () => true,
      decide: ({ times }) => ({ facts: [], result: { times } }),
    });
    const { board } = newWorkshop();
    const context = {
      actor: cityPerson,
      board,
      circle: () => emptyBoard,
      freePoint: () => ({ x: 0, y: 0 }),
      at: 0,
      newConsortium: () => ({ consortium: idOf(CardId, 'none'), x: 0, y: 0 }),
    };

    expect(ring.consider({ times: 2 }, context)).toEqual({ kind: 'decided', facts: [], result: { times: 2 } });
    expect(ring.consider({ times: Number.NaN }, context).kind).toBe('malformed');
  });
});

describe('the reasons of a command', () => {
  const Times = z.object({ times: z.number() });
  const ring = ({ times }: z.output<typeof Times>) => (times > 9 ? 'seat-held' : { facts: [], result: { times } });

  test('must hold every reason that it answers, and no other', () => {
    const may = () => true as const;
    // @ts-expect-error -- The list lacks `seat-held`.
    defineCommand({ input: Times, reasons: { forbidden: [], refused: [] }, may, decide: ring });
    // @ts-expect-error -- Nothing answers `no-timer`.
    defineCommand({ input: Times, reasons: { forbidden: [], refused: ['seat-held', 'no-timer'] }, may, decide: ring });
    const { reasons } = defineCommand({
      input: Times,
      reasons: { forbidden: [], refused: ['seat-held'] },
      may,
      decide: ring,
    });

    expect(reasons).toEqual({ forbidden: [], refused: ['seat-held'] });
  });

  test('hold that of a company or city that has to be named', () => {
    expect(commands['seat.take'].reasons.forbidden).toContain('company-needed');
    expect(commands['scores.reveal'].reasons.forbidden).toContain('city-needed');
    expect(commands['challenge.confirm'].reasons.forbidden).not.toContain('city-needed');
    expect(commands['timer.stop'].reasons.forbidden).toEqual(['facilitators-only']);
  });
});

describe('the table of commands', () => {
  test('names each noun.verb', () => {
    for (const name of commandNames) expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
  });

  test('has no command named as a property of every object', () => {
    expect(isCommandName('seat.take')).toBe(true);
    for (const name of ['', 'seat', 'toString', '__proto__', 'constructor']) expect(isCommandName(name)).toBe(false);
  });

  test('P4: gives observers no command', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    const raw = {
      consortium,
      challenge: challengeId,
      company,
      to: company,
      need: needIds[0],
      claimant: company,
      member: company,
      name: 'Cool',
      seconds: 5,
      steps: [],
      step: 'step00000001',
      cards: [consortium],
      person: worker.id,
      organisation: company,
      role: 'facilitator',
      question: 'question0001',
      text: 'Why?',
      answer: 'Because.',
      asker: worker.id,
      why: 'No',
      questions: [{ question: 'question0001', asker: worker.id }],
      share: 5,
      handover: 'handover00001',
      hash: 'a'.repeat(64),
      disclosure: 'disclosure001',
      what: 'More',
      told: [company],
      via: 'meeting',
      day: '2026-03-01',
      organisationListed: { kind: 'company', name: 'Us', country: 'SE' },
      rival: companyIds[1],
      against: { consortium },
      kind: 'family',
      scores: workshop.scoreSheet(),
      city: cityId,
      outcome: 'chosen',
    };
    const before = workshop.contents();

    const ofChallenge = { challenge: challengeId, city: cityId, to: 'forming', field: 'budget' };
    const ofInterest = { company, to: { organisation: companyIds[1] }, level: 'talk' };
    const rawOf = (name: string) => {
      if (name.startsWith('interest.')) return ofInterest;
      return name.startsWith('challenge.') ? ofChallenge : raw;
    };
    for (const name of commandNames) {
      const verdict = workshop.execute(name, rawOf(name), observer);
      expect(verdict, name).toMatchObject({ kind: 'forbidden' });
      expect(commands[name].reasons.forbidden, name).toContain('reason' in verdict && verdict.reason);
    }
    expect(workshop.contents()).toEqual(before);
  });
});

test('a text that is too long is no id', () => {
  expect(OrganisationId.safeParse('a'.repeat(1_000_000)).success).toBe(false);
});
