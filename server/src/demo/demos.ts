import type { DemoOpened, Persona } from '@brygga/shared/api/workshops';
import { newId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Boards } from '../accounts/boards.ts';
import type { Language } from '../accounts/agendaTemplates.ts';
import { withRollback } from '../accounts/withRollback.ts';
import type { Storage } from '../storage/tables.ts';
import { firstProfileVersion } from './seedProfiles.ts';
import { newSeed, type Seed } from './seed.ts';

const minuteMs = 60_000;
/** A demo that nobody has looked at for this long is purged. */
export const abandonedMs = 24 * 60 * minuteMs;
/** `lastSeen` is written this often at most, not at every request. */
const lastSeenStepMs = 10 * minuteMs;

export interface Demos {
  /** The visitor's own demo: their latest one, or a new copy where there is none or they want it fresh. */
  open(visitor: PersonId, language: Language, fresh: boolean): Promise<DemoOpened>;
  /** Replaces the demo by a new copy; undefined when it isn't this visitor's. */
  reset(workshop: WorkshopId, visitor: PersonId, language: Language): Promise<DemoOpened | undefined>;
  /** Undefined when the workshop isn't a demo of this visitor's. */
  personasOf(workshop: WorkshopId, visitor: PersonId): Promise<Persona[] | undefined>;
  /** Whether the person is a persona in a demo of this visitor's. */
  isPersonaOf(persona: PersonId, visitor: PersonId): Promise<boolean>;
  /** Removes abandoned demos and the people who are in no other workshop. @returns how many demos. */
  purge(): Promise<number>;
}

/** @param now milliseconds since 1970 */
export const createDemos = (storage: Storage, boards: Boards, now: () => number = Date.now): Demos => {
  const touch = async (demo: { workshop: WorkshopId; lastSeen: number }): Promise<void> => {
    const at = now();
    if (at - demo.lastSeen < lastSeenStepMs) return;
    await storage.updateTable('demos').set({ lastSeen: at }).where('workshop', '=', demo.workshop).execute();
  };

  const ofVisitor = (visitor: PersonId) =>
    storage.selectFrom('demos').select(['workshop', 'lastSeen']).where('visitor', '=', visitor);

  const copy = async (visitor: PersonId, language: Language): Promise<DemoOpened> => {
    const workshop = newId(WorkshopId);
    const seed = newSeed(language, now());
    await boards.create(workshop, seed.fill);
    // A purge finds boards by their rows alone.
    await withRollback(
      () => storage.transaction().execute((trx) => insertSeed(trx, { workshop, visitor, seed, at: now() })),
      () => boards.remove(workshop),
    );
    return { id: workshop, personas: seed.people.map(toPersona) };
  };

  const remove = async (workshop: WorkshopId): Promise<void> => {
    // The rows go last: after a crash in between, the next purge finds them and tries again.
    await boards.remove(workshop);
    await storage.transaction().execute((trx) => removeWorkshop(trx, workshop));
  };

  const personas = (workshop: WorkshopId) =>
    storage
      .selectFrom('personas')
      .innerJoin('participations', (join) =>
        join
          .onRef('participations.person', '=', 'personas.person')
          .onRef('participations.workshop', '=', 'personas.workshop'),
      )
      .innerJoin('organisations', 'organisations.id', 'participations.organisation')
      .select([
        'personas.person',
        'participations.name',
        'participations.role',
        'organisations.kind',
        'organisations.name as organisationName',
      ])
      .where('personas.workshop', '=', workshop)
      .orderBy('personas.position')
      .execute();

  const personasOf = async (workshop: WorkshopId, visitor: PersonId): Promise<Persona[] | undefined> => {
    const demo = await ofVisitor(visitor).where('workshop', '=', workshop).executeTakeFirst();
    if (!demo) return undefined;
    await touch(demo);
    const rows = await personas(workshop);
    return rows.map(({ person: id, name, role, kind, organisationName }) =>
      toPersona({ id, name, role, organisation: { kind, name: organisationName } }),
    );
  };

  return {
    personasOf,

    async open(visitor, language, fresh) {
      const existing = await ofVisitor(visitor).orderBy('lastSeen', 'desc').execute();
      const [latest] = existing;
      const latestPersonas = latest && !fresh ? await personasOf(latest.workshop, visitor) : undefined;
      if (latest && latestPersonas) return { id: latest.workshop, personas: latestPersonas };
      const opened = await copy(visitor, language);
      for (const { workshop } of existing) await remove(workshop);
      return opened;
    },

    async reset(workshop, visitor, language) {
      const demo = await ofVisitor(visitor).where('workshop', '=', workshop).executeTakeFirst();
      if (!demo) return undefined;
      const opened = await copy(visitor, language);
      await remove(workshop);
      return opened;
    },

    async isPersonaOf(persona, visitor) {
      const demo = await storage
        .selectFrom('personas')
        .innerJoin('demos', 'demos.workshop', 'personas.workshop')
        .select(['demos.workshop', 'demos.lastSeen'])
        .where('personas.person', '=', persona)
        .where('demos.visitor', '=', visitor)
        .executeTakeFirst();
      if (!demo) return false;
      await touch(demo);
      return true;
    },

    async purge() {
      const stale = await storage
        .selectFrom('demos')
        .select(['workshop', 'lastSeen'])
        .where('lastSeen', '<=', now() - abandonedMs)
        .execute();
      let removed = 0;
      for (const demo of stale) {
        // An open window without requests counts as seen: its socket is on the board.
        if (boards.isOpen(demo.workshop)) {
          await touch(demo);
          continue;
        }
        await remove(demo.workshop);
        removed += 1;
      }
      return removed;
    },
  };
};

const toPersona = ({ id, name, role, organisation: { kind, name: organisationName } }: Persona): Persona => ({
  id,
  name,
  role,
  organisation: { kind, name: organisationName },
});

const insertSeed = async (
  trx: Storage,
  { workshop, visitor, seed, at }: { workshop: WorkshopId; visitor: PersonId; seed: Seed; at: number },
): Promise<void> => {
  const { title, people, organisations, profiles } = seed;
  const host = organisations.find(({ kind }) => kind === 'host');
  if (!host) throw new Error('The demo has no host');
  await trx.insertInto('workshops').values({ id: workshop, title, createdAt: at }).execute();
  await trx
    .insertInto('people')
    .values(people.map(({ id, name }) => ({ id, name, createdAt: at })))
    .execute();
  await trx
    .insertInto('organisations')
    .values(organisations.map((each) => ({ ...each, workshop, guestName: null })))
    .execute();
  await trx
    .insertInto('memberships')
    .values(people.map(({ id, organisation }) => ({ person: id, organisation: organisation.id })))
    .execute();
  await trx
    .insertInto('profiles')
    .values(
      profiles.map(({ organisation, by, profile }) => ({
        organisation,
        by,
        at,
        version: firstProfileVersion,
        profile: JSON.stringify(profile),
      })),
    )
    .execute();
  const { name } = await trx.selectFrom('people').select('name').where('id', '=', visitor).executeTakeFirstOrThrow();
  const joined = { workshop, joinedAt: at };
  await trx
    .insertInto('participations')
    .values([
      ...people.map(({ id, role, name: personName, organisation }) => ({
        ...joined,
        person: id,
        role,
        name: personName,
        organisation: organisation.id,
      })),
      // The visitor joins as observer: in the demo they act through personas.
      { ...joined, person: visitor, role: 'observer' as const, name, organisation: host.id },
    ])
    .execute();
  await trx
    .insertInto('personas')
    .values(people.map(({ id }, position) => ({ person: id, workshop, position })))
    .execute();
  await trx.insertInto('demos').values({ workshop, visitor, lastSeen: at }).execute();
};

/** Removes the workshop and its people without an account who are in no other: personas, guests, the visitor. */
const removeWorkshop = async (trx: Storage, workshop: WorkshopId): Promise<void> => {
  await trx
    .deleteFrom('people')
    .where('id', 'in', (select) =>
      select.selectFrom('participations').select('person').where('workshop', '=', workshop),
    )
    .where('id', 'not in', (select) => select.selectFrom('credentials').select('person'))
    .where('id', 'not in', (select) =>
      select.selectFrom('participations').select('person').where('workshop', '!=', workshop),
    )
    .execute();
  await trx.deleteFrom('workshops').where('id', '=', workshop).execute();
};
