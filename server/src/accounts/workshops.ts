import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import type { JoinInput } from '@brygga/shared/api/accounts';
import type { WorkshopDetail, WorkshopInput, WorkshopSummary } from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { fieldsOf } from '@brygga/shared/document/roots';
import { newId, type OrganisationId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';
import type { Boards } from './boards.ts';
import { ensureGuestOrganisation, organisationsIn, registeredOrganisationsOf } from './organisations.ts';
import { addPerson, removePerson } from './people.ts';
import { participationIn, type Roster } from './roster.ts';
import { agendaOf, type Language } from './agendaTemplates.ts';
import { withRollback } from './withRollback.ts';

export interface Workshops {
  /** @returns undefined when the person is in no organisation, as a guest elsewhere. */
  create(creator: PersonId, input: WorkshopInput, language: Language): Promise<WorkshopId | undefined>;
  /** The person's workshops, the latest first. */
  listFor(person: PersonId): Promise<WorkshopSummary[]>;
  detail(workshop: WorkshopId, person: PersonId): Promise<Omit<WorkshopDetail, 'demo'> | undefined>;
  roleOf(workshop: WorkshopId, person: PersonId): Promise<Role | undefined>;
  /** Name and organisation that a guest gave last, for a workshop where they give none. */
  lastKnownAs(guest: PersonId): Promise<JoinInput | undefined>;
  /**
   * Somebody who is in already keeps their name and organisation, and the higher of the two roles.
   *
   * @param as a guest's name and organisation; without it, the person must be in a registered organisation.
   */
  join(workshop: WorkshopId, person: PersonId, role: Role, as?: JoinInput): Promise<void>;
  /** Adds a guest and lets them in; a guest who can't be let in is not added. */
  joinAsNewGuest(workshop: WorkshopId, role: Role, as: JoinInput): Promise<PersonId>;
}

interface ParticipantIdentity {
  readonly name: string;
  readonly organisation: OrganisationId;
}

const roleRanks: Readonly<Record<Role, number>> = { observer: 0, participant: 1, facilitator: 2 };

/** @param now milliseconds since 1970 */
export const createWorkshops = (
  storage: Storage,
  boards: Boards,
  roster: Roster,
  now: () => number = Date.now,
): Workshops => {
  const admit = async (
    trx: Storage,
    row: { workshop: WorkshopId; person: PersonId; role: Role } & ParticipantIdentity,
  ): Promise<void> => {
    await trx
      .insertInto('participations')
      .values({ ...row, joinedAt: now() })
      // The same person may have pressed twice.
      .onConflict((conflict) => conflict.columns(['workshop', 'person']).doNothing())
      .execute();
  };

  const registeredIdentity = async (person: PersonId): Promise<ParticipantIdentity | undefined> => {
    const [organisation] = await registeredOrganisationsOf(storage, person);
    const row = await storage.selectFrom('people').select('name').where('id', '=', person).executeTakeFirst();
    return organisation && row && { name: row.name, organisation: organisation.id };
  };

  const admitGuest = async (
    trx: Storage,
    { workshop, person, role, as }: { workshop: WorkshopId; person: PersonId; role: Role; as: JoinInput },
  ): Promise<void> => {
    const organisation = await ensureGuestOrganisation(trx, workshop, as.organisation, person);
    await admit(trx, { workshop, person, role, name: as.name, organisation: organisation.id });
  };

  const summaries = () =>
    storage
      .selectFrom('participations as mine')
      .innerJoin('workshops', 'workshops.id', 'mine.workshop')
      .select((select) => [
        'workshops.id',
        'workshops.title',
        'mine.role',
        'workshops.createdAt',
        select
          .selectFrom('participations as all')
          .select((count) => count.fn.countAll<number>().as('count'))
          .whereRef('all.workshop', '=', 'workshops.id')
          .as('people'),
      ]);

  return {
    async create(creator, { title, template }, language) {
      const identity = await registeredIdentity(creator);
      if (!identity) return undefined;
      const id = newId(WorkshopId);
      await boards.create(id, (doc) => {
        fieldsOf(doc, 'workshop').set('title', title);
        fieldsOf(doc, 'workshop').set('language', language);
        writeFacts(doc, [createFact('agenda.set', { steps: agendaOf(template, language) })]);
      });
      // The board comes first: nobody finds a board without a workshop, but everybody a workshop without a board.
      await withRollback(
        () =>
          storage.transaction().execute(async (trx) => {
            await trx.insertInto('workshops').values({ id, title, createdAt: now() }).execute();
            await admit(trx, { workshop: id, person: creator, role: 'facilitator', ...identity });
          }),
        () => boards.remove(id),
      );
      await roster.refreshPerson(id, creator);
      return id;
    },

    async listFor(person) {
      const rows = await summaries().where('mine.person', '=', person).orderBy('workshops.createdAt', 'desc').execute();
      return rows.map((row) => ({ ...row, people: row.people ?? 0 }));
    },

    async detail(workshop, person) {
      const [summary, participation, organisations] = await Promise.all([
        summaries().where('mine.workshop', '=', workshop).where('mine.person', '=', person).executeTakeFirst(),
        participationIn(storage, workshop, person),
        organisationsIn(storage, workshop, person),
      ]);
      if (!summary || !participation) return undefined;
      return {
        ...summary,
        people: summary.people ?? 0,
        me: {
          id: person,
          name: participation.name,
          role: participation.role,
          organisations: organisations.map(({ id, kind, name }) => ({ id, kind, name })),
        },
      };
    },

    roleOf: async (workshop, person) => (await participationIn(storage, workshop, person))?.role,

    async lastKnownAs(guest) {
      const latest = await storage
        .selectFrom('participations')
        .innerJoin('organisations', 'organisations.id', 'participations.organisation')
        // Leaves out demos, in which the visitor observes beside the host without being a member.
        .innerJoin('memberships', (join) =>
          join
            .onRef('memberships.person', '=', 'participations.person')
            .onRef('memberships.organisation', '=', 'participations.organisation'),
        )
        .select([
          'participations.name',
          'organisations.kind',
          'organisations.name as organisationName',
          'organisations.country',
        ])
        .where('participations.person', '=', guest)
        .orderBy('participations.joinedAt', 'desc')
        .executeTakeFirst();
      return (
        latest && {
          name: latest.name,
          organisation: { kind: latest.kind, name: latest.organisationName, country: latest.country },
        }
      );
    },

    async join(workshop, person, role, as) {
      const existing = await participationIn(storage, workshop, person);
      if (!existing && as) {
        await storage.transaction().execute(async (trx) => {
          await trx.updateTable('people').set({ name: as.name }).where('id', '=', person).execute();
          await admitGuest(trx, { workshop, person, role, as });
        });
      } else if (!existing) {
        const identity = await registeredIdentity(person);
        if (!identity) throw new Error(`${person} has no organisation to join with`);
        await admit(storage, { workshop, person, role, ...identity });
      } else if (roleRanks[role] > roleRanks[existing.role]) {
        await storage
          .updateTable('participations')
          .set({ role })
          .where('workshop', '=', workshop)
          .where('person', '=', person)
          .execute();
      }
      await roster.refreshPerson(workshop, person);
    },

    async joinAsNewGuest(workshop, role, as) {
      const guest = await storage.transaction().execute(async (trx) => {
        const person = await addPerson(trx, as.name);
        await admitGuest(trx, { workshop, person, role, as });
        return person;
      });
      await withRollback(
        () => roster.refreshPerson(workshop, guest),
        () => removePerson(storage, guest),
      );
      return guest;
    },
  };
};
