import { boardOf, emptyBoard, freePointOn, newConsortiumOn } from '@brygga/shared/agreements/board';
import { type Fact, createFact, writeFacts } from '@brygga/shared/agreements/facts';
import type { Organisation } from '@brygga/shared/api/accounts';
import { type CommandInput, type CommandName, commands } from '@brygga/shared/commands/index';
import type { Role } from '@brygga/shared/document/roster';
import { fieldsOf } from '@brygga/shared/document/roots';
import { CardId, type NeedId, newId, OrganisationId, PersonId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type * as Y from 'yjs';
import { agendaOf, type Language } from '../accounts/agendaTemplates.ts';
import { createSeedCards } from './seedCards.ts';
import type { PersonaLookup } from './personas.ts';
import { consortium, type OrganisationKey, organisations, demoTitle } from './content.ts';
import { seededProfiles, type SeededProfile } from './seedProfiles.ts';

export interface SeededPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly organisation: Organisation;
}

/** A demo workshop with ids of its own, not yet written anywhere. */
export interface Seed {
  readonly title: string;
  readonly organisations: readonly Organisation[];
  readonly people: readonly SeededPerson[];
  readonly profiles: readonly SeededProfile[];
  /** Hands back what its companies had agreed before anybody came. */
  fill(doc: Y.Doc): readonly Fact[];
}

/** @param at milliseconds since 1970 */
export const newSeed = (language: Language, at: number): Seed => {
  const people: SeededPerson[] = [];
  const cast = new Map<OrganisationKey, { organisation: Organisation; first: SeededPerson }>();
  for (const [key, content] of Object.entries(organisations)) {
    const { kind, name, country } = content;
    const organisation = { id: newId(OrganisationId), kind, name, country };
    const its = content.people.map((person) => ({
      role: 'participant' as Role,
      ...person,
      id: newId(PersonId),
      organisation,
    }));
    const [first] = its;
    if (!first || !isKey(key)) throw new Error(`${key} has nobody`);
    people.push(...its);
    cast.set(key, { organisation, first });
  }
  const castOf: PersonaLookup = (key) => {
    const found = cast.get(key);
    if (!found) throw new Error(`${key} is not in the demo`);
    return found;
  };

  const profiles = seededProfiles(castOf);

  return {
    title: demoTitle,
    people,
    profiles: [...profiles.values()],
    organisations: [...cast.values()].map(({ organisation }) => organisation),
    fill(doc) {
      const workshop = fieldsOf(doc, 'workshop');
      workshop.set('title', demoTitle);
      workshop.set('language', language);
      writeFacts(doc, [createFact('agenda.set', { steps: agendaOf('matchmaking', language) }), ...rosterFacts(people)]);
      const laid = createSeedCards(doc, castOf, profiles, at);
      return formConsortium(doc, castOf, laid, at);
    },
  };
};

const isKey = (key: string): key is OrganisationKey => Object.hasOwn(organisations, key);

const rosterFacts = (people: readonly SeededPerson[]): Fact[] =>
  people.flatMap(({ id: person, name, role, organisation: { id: organisation, ...listed } }) => [
    createFact('organisation.listed', { organisation, ...listed }),
    createFact('person.listed', { person, name, role, organisation }),
  ]);

/** By the same commands that the companies would ask, so that no demo begins with what could not be agreed. */
const formConsortium = (
  doc: Y.Doc,
  castOf: PersonaLookup,
  { challenge, needs }: ReturnType<typeof createSeedCards>,
  at: number,
): readonly Fact[] => {
  const all: Fact[] = [];
  const founded = newId(CardId);
  const newTable = newConsortiumOn(doc, () => founded);
  const ask = <Name extends CommandName>(company: OrganisationKey, name: Name, input: CommandInput<Name>): void => {
    const actor = actorFor(castOf(company));
    const verdict = commands[name].consider(input, {
      actor,
      board: boardOf(doc),
      circle: () => emptyBoard,
      at,
      newConsortium: newTable,
      freePoint: freePointOn(doc),
    });
    if (verdict.kind !== 'decided') throw new Error(`The demo's ${name}: ${JSON.stringify(verdict)}`);
    writeFacts(doc, verdict.facts);
    all.push(...verdict.facts);
  };
  ask(consortium.lead, 'consortium.found', { challenge, name: consortium.name });
  const needAt = (index: number): NeedId => {
    const need = needs[index];
    if (!need) throw new Error(`The challenge has no need ${index}`);
    return need;
  };
  for (const { company, need } of consortium.seats) {
    const seat = { consortium: founded, need: needAt(need) };
    ask(company, 'seat.take', seat);
    if (company !== consortium.lead)
      ask(consortium.lead, 'seat.agree', { ...seat, claimant: castOf(company).organisation.id });
  }
  for (const company of consortium.committed) ask(company, 'member.commit', { consortium: founded });
  for (const { company, need } of consortium.claims)
    ask(company, 'seat.take', { consortium: founded, need: needAt(need) });
  return all;
};

const actorFor = ({ organisation, first: { id, role } }: ReturnType<PersonaLookup>): Person => ({
  kind: 'person',
  id,
  role,
  organisations: [organisation],
});
