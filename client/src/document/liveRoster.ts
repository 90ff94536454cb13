import { recordsOf } from '@brygga/shared/document/roots';
import { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import { OrganisationId, PersonId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import type { z } from 'zod';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';
import type { LiveRoster } from './types.ts';

const fields =
  <Schema extends z.ZodType>(schema: Schema) =>
  (_id: string, written: unknown): z.output<Schema> | undefined =>
    written instanceof Y.Map ? schema.safeParse(written.toJSON()).data : undefined;

const nameOf = ({ name }: { readonly name: string }) => name;

/** People and organisations, each sorted by name as the reader's language sorts. */
export const liveRoster = (doc: Y.Doc, locale?: string): { roster: LiveRoster; stop: () => void } => {
  const { compare } = new Intl.Collator(locale);
  const people = new LiveRecords<PersonId, RosterPerson>(nameOf, compare);
  const organisations = new LiveRecords<OrganisationId, RosterOrganisation>(nameOf, compare);
  const stops = [
    followRecords(recordsOf(doc, 'people'), { id: PersonId, read: fields(RosterPerson), records: people }),
    followRecords(recordsOf(doc, 'organisations'), {
      id: OrganisationId,
      read: fields(RosterOrganisation),
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
