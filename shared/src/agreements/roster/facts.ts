import { fieldsMap } from '../../document/cards/index.ts';
import { recordsOf } from '../../document/roots.ts';
import { RosterOrganisation, RosterPerson } from '../../document/roster.ts';
import { OrganisationId, PersonId } from '../../ids.ts';
import { defineBoardFact } from '../defineFact.ts';

/** Who is listed on the board. */
export const rosterFacts = {
  'organisation.listed': defineBoardFact(
    { organisation: OrganisationId, ...RosterOrganisation.shape },
    (doc, { organisation, ...fields }) => {
      recordsOf(doc, 'organisations').set(organisation, fieldsMap(fields));
    },
  ),
  'person.listed': defineBoardFact({ person: PersonId, ...RosterPerson.shape }, (doc, { person, ...fields }) => {
    recordsOf(doc, 'people').set(person, fieldsMap(fields));
  }),
  'person.unlisted': defineBoardFact({ person: PersonId }, (doc, { person }) => {
    recordsOf(doc, 'people').delete(person);
  }),
};
