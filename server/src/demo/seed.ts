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
import { consortium, type OrganisationKey, organisations, demoTitle, type PersonaLookup } from './content.ts';
import { seededProfiles, type SeededProfile } from './seedProfiles.ts';

export interface SeededPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly organisation: Organisation;
}

/** A demo workshop with fresh ids, not yet written anywhere. */
export interface Seed {
  readonly title: string;
  readonly organisations: readonly Organisation[];
  readonly people: readonly SeededPerson[];
  readonly profiles: readonly SeededProfile[];
  /** Writes the board. @returns the facts of what its companies have agreed. */
  fill(doc: Y.Doc): readonly Fact[];
}

/** @param at milliseconds since 1970 */
export const newSeed = (language: Language, at: number): Seed => {
  const people: SeededPerson[] = [];
  const personas = new Map<OrganisationKey, { organisation: Organisation; first: SeededPerson }>();
  for (const [key, content] of Object.entries(organisations)) {
    const { kind, name, country } = content;
    const organisation = { id: newId(OrganisationId), kind, name, country };
    const members = content.people.map((person) => ({
      role: 'participant' as Role,
      ...person,
      id: newId(PersonId),
      organisation,
    }));
    const [first] = members;
    if (!first || !isKey(key)) throw new Error(`${key} has nobody`);
    people.push(...members);
    personas.set(key, { organisation, first });
  }
  const personaOf: PersonaLookup = (key) => {
    const persona = personas.get(key);
    if (!persona) throw new Error(`${key} is not in the demo`);
    return persona;
  };

  const profiles = seededProfiles(personaOf);

  return {
    title: demoTitle,
    people,
    profiles: [...profiles.values()],
    organisations: [...personas.values()].map(({ organisation }) => organisation),
    fill(doc) {
      const workshop = fieldsOf(doc, 'workshop');
      workshop.set('title', demoTitle);
      workshop.set('language', language);
      writeFacts(doc, [createFact('agenda.set', { steps: agendaOf('matchmaking', language) }), ...rosterFacts(people)]);
      const firstChallenge = createSeedCards(doc, personaOf, profiles, at);
      return formConsortium(doc, personaOf, firstChallenge, at);
    },
  };
};

const isKey = (key: string): key is OrganisationKey => Object.hasOwn(organisations, key);

const rosterFacts = (people: readonly SeededPerson[]): Fact[] =>
  people.flatMap(({ id: person, name, role, organisation: { id: organisation, ...listed } }) => [
    createFact('organisation.listed', { organisation, ...listed }),
    createFact('person.listed', { person, name, role, organisation }),
  ]);

/** Runs the commands that the companies would, so that every demo starts from a state that can be reached. */
const formConsortium = (
  doc: Y.Doc,
  personaOf: PersonaLookup,
  { challenge, needs }: ReturnType<typeof createSeedCards>,
  at: number,
): readonly Fact[] => {
  const facts: Fact[] = [];
  const founded = newId(CardId);
  const newConsortium = newConsortiumOn(doc, () => founded);
  const run = <Name extends CommandName>(company: OrganisationKey, name: Name, input: CommandInput<Name>): void => {
    const actor = actorFor(personaOf(company));
    const verdict = commands[name].consider(input, {
      actor,
      board: boardOf(doc),
      circle: () => emptyBoard,
      at,
      newConsortium,
      freePoint: freePointOn(doc),
    });
    if (verdict.kind !== 'decided') throw new Error(`The demo's ${name}: ${JSON.stringify(verdict)}`);
    writeFacts(doc, verdict.facts);
    facts.push(...verdict.facts);
  };
  run(consortium.lead, 'consortium.found', { challenge, name: consortium.name });
  const needAt = (index: number): NeedId => {
    const need = needs[index];
    if (!need) throw new Error(`The challenge has no need ${index}`);
    return need;
  };
  for (const { company, need } of consortium.seats) {
    const seat = { consortium: founded, need: needAt(need) };
    run(company, 'seat.take', seat);
    if (company !== consortium.lead)
      run(consortium.lead, 'seat.agree', { ...seat, claimant: personaOf(company).organisation.id });
  }
  for (const company of consortium.committed) run(company, 'member.commit', { consortium: founded });
  for (const { company, need } of consortium.claims)
    run(company, 'seat.take', { consortium: founded, need: needAt(need) });
  return facts;
};

const actorFor = ({ organisation, first: { id, role } }: ReturnType<PersonaLookup>): Person => ({
  kind: 'person',
  id,
  role,
  organisations: [organisation],
});
