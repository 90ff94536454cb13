import type * as Y from 'yjs';
import type { z } from 'zod';
import { createFact, writeFacts } from '../agreements/facts.ts';
import type { Importance } from '../document/cards/challenge.ts';
import { type cardKinds, putCard } from '../document/cards/index.ts';
import type { OrganisationKind, Role } from '../document/roster.ts';
import { CardId, NeedId, OrganisationId, PersonId, RecordId, StepId } from '../ids.ts';
import type { Actor, Person } from '../rules/actor.ts';

/** The entry at an index that a test knows to be there. */
export const nth = <Entry>(entries: readonly Entry[], index: number): Entry => {
  const entry = entries[index];
  if (entry === undefined) throw new RangeError(`No entry ${index}`);
  return entry;
};

/** An id that says what it names, so that a failing test can be read: `idOf(CardId, 'challenge')`. */
export const idOf = <Id>(schema: { parse(raw: string): Id }, name: string, number = 0): Id =>
  schema.parse(`${name}${String(number).padStart(Math.max(4, 14 - name.length), '0')}`);

export const cityId = idOf(OrganisationId, 'city');
export const challengeId = idOf(CardId, 'challenge');
export const needIds = [1, 2, 3].map((number) => idOf(NeedId, 'need', number));
export const criterionIds = [1, 2].map((number) => idOf(RecordId, 'criterion', number));
export const stepIds = [1, 2, 3].map((number) => idOf(StepId, 'step', number));
export const companyIds = [1, 2, 3].map((number) => idOf(OrganisationId, 'company', number));

const kindOf = (id: OrganisationId): OrganisationKind => (id.startsWith('city') ? 'city' : 'company');

/** A person of these organisations, whose kinds are told by the names in their ids. */
export const person = (name: string, organisations: readonly OrganisationId[], role: Role = 'participant'): Person => ({
  kind: 'person',
  id: idOf(PersonId, name),
  role,
  organisations: organisations.map((id) => ({ id, kind: kindOf(id) })),
});

export const companyPeople = companyIds.map((id, index) => person(`worker${index + 1}`, [id]));
export const cityPerson = person('mayor', [cityId]);
export const facilitator = person('host', [], 'facilitator');
export const observer = person('watcher', companyIds.slice(0, 1), 'observer');
export const system: Actor = { kind: 'system' };

export type Brief = z.input<typeof cardKinds.challenge.schema>;

/** A brief without a finding that keeps it from being published. */
export const readyBrief: Brief = {
  kind: 'challenge',
  title: 'Cool schoolyards',
  brief:
    'Forty schoolyards are paved and lie in the sun. In June they reach fifty degrees at noon, and children ' +
    'stay inside. Nurses count three times as many pupils who feel ill on hot days as on others, most of them ' +
    'in the three districts with the fewest trees.',
  beneficiaries: '12,000 pupils in forty schools',
  city: cityId,
  sector: 'adaptation_water',
  baseline: { value: 50, unit: '°C', year: 2024, source: 'Own sensors, June 2024' },
  target: { value: 38, unit: '°C', year: 2099 },
  decisionMaker: 'Head of school buildings',
  procurement: 'dialogue',
  needs: { [idOf(NeedId, 'shade')]: { capability: 'heat_shade', importance: 'must', order: 'a0' } },
  criteria: { [idOf(RecordId, 'cooler')]: { text: 'How much cooler a yard gets', weight: 100, order: 'a0' } },
  x: 0,
  y: 0,
  w: 320,
  h: 240,
  order: 'a0',
  createdBy: idOf(PersonId, 'mayor'),
  createdAt: 1,
};

/** Puts a challenge with a need per importance on the board, and a city and three companies in the roster. */
export const fillBoard = (doc: Y.Doc, importances: readonly Importance[] = ['must', 'must', 'could']): void => {
  const capabilities = ['urban_greening', 'heat_shade', 'finance'] as const;
  const needs = importances.map((importance, index) => {
    const need = { capability: nth(capabilities, index % 3), importance, order: `a${index}` };
    return [idOf(NeedId, 'need', index + 1), need];
  });
  putCard(doc, challengeId, {
    kind: 'challenge',
    title: 'Shade for schools',
    brief: 'Forty schoolyards are too hot in June.',
    city: cityId,
    sector: 'adaptation_water',
    needs: Object.fromEntries(needs),
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: cityPerson.id,
    createdAt: 1,
  });
  const listed = (organisation: OrganisationId, name: string) =>
    createFact('organisation.listed', { organisation, kind: kindOf(organisation), name, country: 'SE' });
  writeFacts(doc, [listed(cityId, 'Lund'), ...companyIds.map((id, index) => listed(id, `Company ${index + 1}`))]);
};
