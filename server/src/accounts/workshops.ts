import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import type { JoinInput } from '@brygga/shared/api/accounts';
import type { WorkshopDetail, WorkshopInput, WorkshopSummary } from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { fieldsOf } from '@brygga/shared/document/roots';
import { newId, type OrganisationId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';
import type { Boards } from './boards.ts';
import { ensureGuestOrganisation, organisationsIn, registeredOrganisationsOf } from './organisations.ts';
import { participationIn, type Roster } from './roster.ts';
import { agendaOf, type Language } from './agendaTemplates.ts';

export interface Workshops {
  /** @returns undefined when the person is in no organisation, as a guest elsewhere. */
  create(creator: PersonId, input: WorkshopInput, language: Language): Promise<WorkshopId | undefined>;
  /** Those that the person is in, the latest first. */
  listFor(person: PersonId): Promise<WorkshopSummary[]>;
  detail(workshop: WorkshopId, person: PersonId): Promise<Omit<WorkshopDetail, 'demo'> | undefined>;
  roleOf(workshop: WorkshopId, person: PersonId): Promise<Role | undefined>;
  /** How a guest was last known in a workshop, should they say nothing new in the next. */
  lastKnownAs(guest: PersonId): Promise<JoinInput | undefined>;
  /**
   * Who is in already stays as they are, with the higher of the two roles.
   *
   * @param as how a guest wants to be known; without it, the person has to be in a registered organisation.
   */
  join(workshop: WorkshopId, person: PersonId, role: Role, as?: JoinInput): Promise<void>;
}

/** How a workshop knows somebody. */
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
    all: Storage,
    row: { workshop: WorkshopId; person: PersonId; role: Role } & ParticipantIdentity,
  ): Promise<void> => {
    await all
      .insertInto('participations')
      .values({ ...row, joinedAt: now() })
      // The same person may be pressing twice.
      .onConflict((conflict) => conflict.columns(['workshop', 'person']).doNothing())
      .execute();
  };

  const asKnown = async (person: PersonId): Promise<ParticipantIdentity | undefined> => {
    const [organisation] = await registeredOrganisationsOf(storage, person);
    const found = await storage.selectFrom('people').select('name').where('id', '=', person).executeTakeFirst();
    return organisation && found && { name: found.name, organisation: organisation.id };
  };

  const admitGuest = (workshop: WorkshopId, person: PersonId, role: Role, as: JoinInput): Promise<void> =>
    storage.transaction().execute(async (all) => {
      await all.updateTable('people').set({ name: as.name }).where('id', '=', person).execute();
      const organisation = await ensureGuestOrganisation(all, workshop, as.organisation, person);
      await admit(all, { workshop, person, role, name: as.name, organisation: organisation.id });
    });

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
      const known = await asKnown(creator);
      if (!known) return undefined;
      const id = newId(WorkshopId);
      await boards.create(id, (doc) => {
        fieldsOf(doc, 'workshop').set('title', title);
        fieldsOf(doc, 'workshop').set('language', language);
        writeFacts(doc, [createFact('agenda.set', { steps: agendaOf(template, language) })]);
      });
      // The board comes first: one without a workshop is nowhere to be seen, a workshop without a board would be.
      await storage.transaction().execute(async (all) => {
        await all.insertInto('workshops').values({ id, title, createdAt: now() }).execute();
        await admit(all, { workshop: id, person: creator, role: 'facilitator', ...known });
      });
      await roster.refreshPerson(id, creator);
      return id;
    },

    async listFor(person) {
      const found = await summaries()
        .where('mine.person', '=', person)
        .orderBy('workshops.createdAt', 'desc')
        .execute();
      return found.map((each) => ({ ...each, people: each.people ?? 0 }));
    },

    async detail(workshop, person) {
      const [found, its, organisations] = await Promise.all([
        summaries().where('mine.workshop', '=', workshop).where('mine.person', '=', person).executeTakeFirst(),
        participationIn(storage, workshop, person),
        organisationsIn(storage, workshop, person),
      ]);
      if (!found || !its) return undefined;
      return {
        ...found,
        people: found.people ?? 0,
        me: {
          id: person,
          name: its.name,
          role: its.role,
          organisations: organisations.map(({ id, kind, name }) => ({ id, kind, name })),
        },
      };
    },

    roleOf: async (workshop, person) => (await participationIn(storage, workshop, person))?.role,

    async lastKnownAs(guest) {
      const found = await storage
        .selectFrom('participations')
        .innerJoin('organisations', 'organisations.id', 'participations.organisation')
        // In a demo its visitor stands beside the host, and is no member of it.
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
        found && {
          name: found.name,
          organisation: { kind: found.kind, name: found.organisationName, country: found.country },
        }
      );
    },

    async join(workshop, person, role, as) {
      const before = await participationIn(storage, workshop, person);
      if (!before && as) await admitGuest(workshop, person, role, as);
      else if (!before) {
        const known = await asKnown(person);
        if (!known) throw new Error(`${person} has no organisation to join with`);
        await admit(storage, { workshop, person, role, ...known });
      } else if (roleRanks[role] > roleRanks[before.role]) {
        await storage
          .updateTable('participations')
          .set({ role })
          .where('workshop', '=', workshop)
          .where('person', '=', person)
          .execute();
      }
      await roster.refreshPerson(workshop, person);
    },
  };
};
