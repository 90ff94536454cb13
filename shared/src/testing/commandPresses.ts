import fc from 'fast-check';
import * as Y from 'yjs';
import { type CommandName, commandNames } from '../commands/index.ts';
import { importances } from '../document/cards/challenge.ts';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import { claimDurationMs } from '../domain/consortium/seats.ts';
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
  observer,
  person,
  stepIds,
  system,
} from './fixtures.ts';
import type { Workshop } from './workshop.ts';

/** One press of a button: who sends what, and how many milliseconds after the one before. */
export interface CommandPress {
  readonly name: CommandName;
  readonly raw: object;
  readonly actor: Actor;
  readonly after: number;
}

const stranger = idOf(OrganisationId, 'stranger');
const people: readonly Actor[] = [
  ...companyPeople,
  person('twofold', companyIds.slice(0, 2)),
  person('outsider', [stranger]),
  cityPerson,
  observer,
  facilitator,
  system,
];

const consortiumIds = [1, 2, 3].map((number) => idOf(CardId, 'table', number));

/** What companies, or a facilitator on their behalf, press in a consortium. */
const plausiblePress: fc.Arbitrary<CommandPress> = fc
  .record({
    name: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom<CommandName>('seat.take') },
      { weight: 5, arbitrary: fc.constantFrom<CommandName>('seat.agree') },
      { weight: 5, arbitrary: fc.constantFrom<CommandName>('member.commit') },
      {
        weight: 2,
        arbitrary: fc.constantFrom<CommandName>('seat.standby', 'seat.leave', 'member.withdraw', 'lead.hand'),
      },
      { weight: 1, arbitrary: fc.constantFrom<CommandName>('seat.decline', 'seat.lapse', 'member.remove') },
      { weight: 1, arbitrary: fc.constantFrom<CommandName>('consortium.found', 'consortium.remove') },
    ),
    consortium: fc.constantFrom(...consortiumIds.slice(0, 1), ...consortiumIds),
    need: fc.constantFrom(...needIds),
    company: fc.constantFrom(...companyIds),
    to: fc.constantFrom(...companyIds),
    claimant: fc.constantFrom(...companyIds),
    member: fc.constantFrom(...companyIds),
    onBehalf: fc.boolean(),
    // Now and then long enough for a claim to expire.
    after: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 120_000 }) }, fc.constant(claimDurationMs)),
  })
  .map(({ name, onBehalf, after, ...raw }) => {
    const ownPerson = companyPeople[companyIds.indexOf(raw.company)];
    const person = onBehalf || !ownPerson ? facilitator : ownPerson;
    const actor = name === 'seat.lapse' ? system : person;
    return { name, after, actor, raw: { ...raw, challenge: challengeId, name: 'Cool streets', why: 'Too many of us' } };
  });

/** What anybody might send: ids that exist, and ids that do not. */
const arbitraryPress: fc.Arbitrary<CommandPress> = fc.record({
  name: fc.constantFrom(...commandNames),
  raw: fc.record({
    consortium: fc.constantFrom(...consortiumIds, idOf(CardId, 'gone'), challengeId),
    challenge: fc.constantFrom(challengeId, challengeId, idOf(CardId, 'gone')),
    need: fc.constantFrom(...needIds, idOf(NeedId, 'gone'), 'hasOwnProperty', '__proto__'),
    company: fc.constantFrom(undefined, undefined, ...companyIds, cityId, stranger, 'constructor'),
    to: fc.constantFrom(...companyIds, stranger, 'propertyIsEnumerable'),
    claimant: fc.constantFrom(...companyIds, stranger),
    member: fc.constantFrom(...companyIds, stranger),
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

/** Mostly plausible presses, now and then an arbitrary one. */
export const commandPress = fc.oneof(
  { weight: 5, arbitrary: plausiblePress },
  { weight: 1, arbitrary: arbitraryPress },
);

/** A city that changes its needs by an edit, which no command checks. */
export const needEdit = fc.record({
  edit: fc.constantFrom('drop', 'ask'),
  need: fc.constantFrom(...needIds),
  importance: fc.constantFrom(...importances),
});
export type NeedEdit = typeof needEdit extends fc.Arbitrary<infer Edit> ? Edit : never;

export const applyNeedEdit = (workshop: Workshop, { edit, need, importance }: NeedEdit) => {
  const needs = cardsOf(workshop.doc).get(challengeId)?.get('needs');
  if (!(needs instanceof Y.Map)) throw new Error('A challenge has needs');
  if (edit === 'drop') needs.delete(need);
  else needs.set(need, fieldsMap({ capability: 'finance', importance }));
};
