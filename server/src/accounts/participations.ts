import type { Role } from '@brygga/shared/document/roster';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';
import type { Roster } from './roster.ts';

export type ParticipationOutcome = 'done' | 'unknown-person' | 'last-facilitator';

/** Who is what in a workshop, as its facilitators settle it. A workshop has always one. */
export interface Participations {
  changeRole(workshop: WorkshopId, person: PersonId, role: Role): Promise<ParticipationOutcome>;
  /** The person is out; what they wrote and what their company holds stays. An invite lets them in again. */
  remove(workshop: WorkshopId, person: PersonId): Promise<ParticipationOutcome>;
}

export const createParticipations = (storage: Storage, roster: Roster): Participations => {
  /** Whether a workshop can do without this facilitator is looked at in the transaction that does without. */
  const change = async (
    workshop: WorkshopId,
    person: PersonId,
    stays: boolean,
    write: (all: Storage) => Promise<unknown>,
  ): Promise<ParticipationOutcome> => {
    const changed = await storage.transaction().execute(async (all): Promise<ParticipationOutcome> => {
      const facilitators = await all
        .selectFrom('participations')
        .select('person')
        .where('workshop', '=', workshop)
        .where('role', '=', 'facilitator')
        .execute();
      const isLast = facilitators.length === 1 && facilitators[0]?.person === person;
      if (isLast && !stays) return 'last-facilitator';
      const its = await all
        .selectFrom('participations')
        .select('person')
        .where('workshop', '=', workshop)
        .where('person', '=', person)
        .executeTakeFirst();
      if (!its) return 'unknown-person';
      await write(all);
      return 'done';
    });
    // Also where nothing was there to change: the board may still list who is long gone.
    if (changed !== 'last-facilitator') await roster.refreshPerson(workshop, person);
    return changed;
  };

  return {
    changeRole: (workshop, person, role) =>
      change(workshop, person, role === 'facilitator', (all) =>
        all
          .updateTable('participations')
          .set({ role })
          .where('workshop', '=', workshop)
          .where('person', '=', person)
          .execute(),
      ),

    remove: (workshop, person) =>
      change(workshop, person, false, (all) =>
        all.deleteFrom('participations').where('workshop', '=', workshop).where('person', '=', person).execute(),
      ),
  };
};
