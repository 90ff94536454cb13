import { createHash } from 'node:crypto';
import type { PersonId } from '@brygga/shared/ids';
import { presenceColourCount } from '@brygga/shared/wire/presence';
import type { Storage } from '../storage/tables.ts';
import type { Memberships } from '../sync/access/membership.ts';
import { organisationsIn } from './organisations.ts';

export const createMemberships = (storage: Storage): Memberships => ({
  async of(workshop, person) {
    const participation = await storage
      .selectFrom('participations')
      .innerJoin('organisations', 'organisations.id', 'participations.organisation')
      .select([
        'participations.role',
        'participations.name',
        'organisations.id as organisation',
        'organisations.name as organisationName',
        'organisations.kind',
      ])
      .where('participations.workshop', '=', workshop)
      .where('participations.person', '=', person)
      .executeTakeFirst();
    if (!participation) return undefined;
    const organisations = await organisationsIn(storage, workshop, person);
    return {
      actor: {
        kind: 'person',
        id: person,
        role: participation.role,
        organisations: organisations.map(({ id, kind }) => ({ id, kind })),
      },
      identity: { id: person, ...participation, colour: colourOf(person) },
    };
  },

  async exists(workshop) {
    const row = await storage.selectFrom('workshops').select('id').where('id', '=', workshop).executeTakeFirst();
    return row !== undefined;
  },
});

/** Stable for a person, evenly spread over people. */
const colourOf = (person: PersonId): number =>
  createHash('sha256').update(person).digest().readUInt32BE() % presenceColourCount;
