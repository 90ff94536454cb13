import { settled, writeFacts } from '@brygga/shared/agreements/facts';
import type { JoinInput, Organisation } from '@brygga/shared/api/accounts';
import type { WorkshopDetail, WorkshopInput, WorkshopSummary } from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { fieldsOf } from '@brygga/shared/document/roots';
import { newId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';
import type { Boards } from './boards.ts';
import { guestOrganisation, organisationsOf } from './organisations.ts';
import { agendaOf, type Language } from './templates.ts';

export interface Workshops {
  /** @returns undefined when the person is in no organisation, as a guest elsewhere. */
  create(creator: PersonId, input: WorkshopInput, language: Language): Promise<WorkshopId | undefined>;
  /** Those that the person is in, the latest first. */
  of(person: PersonId): Promise<WorkshopSummary[]>;
  detail(workshop: WorkshopId, person: PersonId): Promise<Omit<WorkshopDetail, 'demo'> | undefined>;
  roleOf(workshop: WorkshopId, person: PersonId): Promise<Role | undefined>;
  /** Who is in already stays as they are, with the higher of the two roles. */
  join(workshop: WorkshopId, person: PersonId, role: Role, as?: JoinInput): Promise<'joined' | 'organisation-needed'>;
}

const ranks: Readonly<Record<Role, number>> = { observer: 0, participant: 1, facilitator: 2 };

/** @param now milliseconds since 1970 */
export const createWorkshops = (storage: Storage, boards: Boards, now: () => number = Date.now): Workshops => {
  const participation = (workshop: WorkshopId, person: PersonId) =>
    storage
      .selectFrom('participations')
      .innerJoin('organisations', 'organisations.id', 'participations.organisation')
      .select([
        'participations.role',
        'participations.name',
        'participations.organisation',
        'organisations.kind',
        'organisations.name as organisationName',
        'organisations.country',
      ])
      .where('participations.workshop', '=', workshop)
      .where('participations.person', '=', person)
      .executeTakeFirst();

  const nameOf = async (person: PersonId): Promise<string> => {
    const { name } = await storage.selectFrom('people').select('name').where('id', '=', person).executeTakeFirstOrThrow();
    return name;
  };

  /** The roster takes over how the workshop knows the person. */
  const list = async (workshop: WorkshopId, person: PersonId): Promise<void> => {
    const its = await participation(workshop, person);
    if (!its) return;
    const { role, name, organisation, kind, organisationName, country } = its;
    const organisationListed = { kind, name: organisationName, country };
    await boards.list(workshop, { person, role, name, organisation, organisationListed });
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
      const [organisation] = await organisationsOf(storage, creator);
      if (!organisation) return undefined;
      const id = newId(WorkshopId);
      await boards.create(id, (doc) => {
        fieldsOf(doc, 'workshop').set('title', title);
        fieldsOf(doc, 'workshop').set('language', language);
        writeFacts(doc, [settled('agenda.set', { steps: agendaOf(template, language) })]);
      });
      // The board comes first: one without a workshop is nowhere to be seen, a workshop without a board would be.
      const name = await nameOf(creator);
      const createdAt = now();
      await storage.transaction().execute(async (all) => {
        await all.insertInto('workshops').values({ id, title, createdAt }).execute();
        await all
          .insertInto('participations')
          .values({ workshop: id, person: creator, role: 'facilitator', name, organisation: organisation.id, joinedAt: createdAt })
          .execute();
      });
      await list(id, creator);
      return id;
    },

    async of(person) {
      const found = await summaries().where('mine.person', '=', person).orderBy('workshops.createdAt', 'desc').execute();
      return found.map((each) => ({ ...each, people: each.people ?? 0 }));
    },

    async detail(workshop, person) {
      const [found, its, organisations] = await Promise.all([
        summaries().where('mine.workshop', '=', workshop).where('mine.person', '=', person).executeTakeFirst(),
        participation(workshop, person),
        organisationsOf(storage, person, workshop),
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

    roleOf: async (workshop, person) => (await participation(workshop, person))?.role,

    async join(workshop, person, role, as) {
      const before = await participation(workshop, person);
      if (before && ranks[role] > ranks[before.role]) {
        await storage
          .updateTable('participations')
          .set({ role })
          .where('workshop', '=', workshop)
          .where('person', '=', person)
          .execute();
      }
      if (!before) {
        const organisation: Organisation | undefined = as
          ? await guestOrganisation(storage, workshop, as.organisation, person)
          : (await organisationsOf(storage, person))[0];
        if (!organisation) return 'organisation-needed';
        const name = as?.name ?? (await nameOf(person));
        await storage
          .insertInto('participations')
          .values({ workshop, person, role, name, organisation: organisation.id, joinedAt: now() })
          // The same person may be pressing twice.
          .onConflict((conflict) => conflict.columns(['workshop', 'person']).doNothing())
          .execute();
      }
      await list(workshop, person);
      return 'joined';
    },
  };
};
