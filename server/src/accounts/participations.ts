import type { Role } from '@brygga/shared/document/roster';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';
import type { Roster } from './roster.ts';

export type ParticipationOutcome = 'done' | 'unknown-person' | 'last-facilitator';

/** Roles and removal of people in a workshop, which always keeps one facilitator. */
export interface Participations {
  changeRole(workshop: WorkshopId, person: PersonId, role: Role): Promise<ParticipationOutcome>;
  /** What the person wrote and what their company holds stays; an invite lets them in again. */
  remove(workshop: WorkshopId, person: PersonId): Promise<ParticipationOutcome>;
}

export const createParticipations = (storage: Storage, roster: Roster): Participations => {
  /** The last facilitator is checked in the transaction that writes, so that two can't leave at once. */
  const change = async (
    workshop: WorkshopId,
    person: PersonId,
    staysFacilitator: boolean,
    write: (trx: Storage) => Promise<unknown>,
  ): Promise<ParticipationOutcome> => {
    const outcome = await storage.transaction().execute(async (trx): Promise<ParticipationOutcome> => {
      const facilitators = await trx
        .selectFrom('participations')
        .select('person')
        .where('workshop', '=', workshop)
        .where('role', '=', 'facilitator')
        .execute();
      const isLast = facilitators.length === 1 && facilitators[0]?.person === person;
      if (isLast && !staysFacilitator) return 'last-facilitator';
      const participation = await trx
        .selectFrom('participations')
        .select('person')
        .where('workshop', '=', workshop)
        .where('person', '=', person)
        .executeTakeFirst();
      if (!participation) return 'unknown-person';
      await write(trx);
      return 'done';
    });
    // Also for an unknown person: the board may still list them after a crash.
    if (outcome !== 'last-facilitator') await roster.refreshPerson(workshop, person);
    return outcome;
  };

  return {
    changeRole: (workshop, person, role) =>
      change(workshop, person, role === 'facilitator', (trx) =>
        trx
          .updateTable('participations')
          .set({ role })
          .where('workshop', '=', workshop)
          .where('person', '=', person)
          .execute(),
      ),

    remove: (workshop, person) =>
      change(workshop, person, false, (trx) =>
        trx.deleteFrom('participations').where('workshop', '=', workshop).where('person', '=', person).execute(),
      ),
  };
};
