import { readOrganisation, readPerson } from '@brygga/shared/agreements/board';
import { recordsOf } from '@brygga/shared/document/roots';
import type { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import { OrganisationId, PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';

export interface LiveRoster {
  readonly personIds: readonly PersonId[];
  readonly organisationIds: readonly OrganisationId[];
  person(id: PersonId): RosterPerson | undefined;
  organisation(id: OrganisationId): RosterOrganisation | undefined;
}

const nameOf = ({ name }: { readonly name: string }) => name;

/** People and organisations, each sorted by name as the reader's language sorts. */
export const liveRoster = (doc: Y.Doc, locale?: string): { roster: LiveRoster; stop: () => void } => {
  const { compare } = new Intl.Collator(locale);
  const people = new LiveRecords<PersonId, RosterPerson>(nameOf, compare);
  const organisations = new LiveRecords<OrganisationId, RosterOrganisation>(nameOf, compare);
  const stops = [
    followRecords(recordsOf(doc, 'people'), {
      id: PersonId,
      read: (_id, written) => readPerson(written),
      records: people,
    }),
    followRecords(recordsOf(doc, 'organisations'), {
      id: OrganisationId,
      read: (_id, written) => readOrganisation(written),
      records: organisations,
    }),
  ];
  return {
    roster: {
      get personIds() {
        return people.ids;
      },
      get organisationIds() {
        return organisations.ids;
      },
      person: (id) => people.get(id),
      organisation: (id) => organisations.get(id),
    },
    stop: () => stops.forEach((stop) => stop()),
  };
};
