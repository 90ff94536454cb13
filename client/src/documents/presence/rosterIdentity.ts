import type { PersonId } from '@brygga/shared/ids';
import type { Identity } from '@brygga/shared/wire/presence';
import type { LiveRoster } from '../live/liveRoster.ts';

/** A person as the roster has them; their colour only the server knows. */
export const rosterIdentity = (roster: LiveRoster, id: PersonId): Identity | undefined => {
  const person = roster.person(id);
  const organisation = person && roster.organisation(person.organisation);
  if (!person || !organisation) return undefined;
  return { ...person, id, organisationName: organisation.name, kind: organisation.kind, colour: 0 };
};
