import type { DemoOpened, Persona } from '@brygga/shared/api/workshops';
import { newId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Boards } from '../accounts/boards.ts';
import type { Language } from '../accounts/agendaTemplates.ts';
import type { Storage } from '../storage/tables.ts';
import { firstProfileVersion } from './seedProfiles.ts';
import { newSeed, type Seed } from './seed.ts';

const minuteMs = 60_000;
/** A demo that nobody has looked at for so long is swept away. */
export const abandonedMs = 24 * 60 * minuteMs;
/** How exactly we know when a demo was last seen; more would write to the disk at every request. */
const lastSeenStepMs = 10 * minuteMs;

export interface Demos {
  /** The visitor's own demo: the one that is open, unless they want it fresh. */
  open(visitor: PersonId, language: Language, fresh: boolean): Promise<DemoOpened>;
  /** A fresh copy in place of this one; undefined when it is not this visitor's. */
  reset(workshop: WorkshopId, visitor: PersonId, language: Language): Promise<DemoOpened | undefined>;
  /** Undefined when the workshop is no demo of this visitor's. */
  personasOf(workshop: WorkshopId, visitor: PersonId): Promise<Persona[] | undefined>;
  /** Whether this visitor may look as that person. */
  isPersonaOf(persona: PersonId, visitor: PersonId): Promise<boolean>;
  /** Removes demos that were abandoned, with everybody who was in nothing else; tells how many. */
  purge(): Promise<number>;
}

/** @param now milliseconds since 1970 */
export const createDemos = (storage: Storage, boards: Boards, now: () => number = Date.now): Demos => {
  const see = async (demo: { workshop: WorkshopId; lastSeen: number }): Promise<void> => {
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
    await storage.transaction().execute((all) => insertSeed(all, { workshop, visitor, seed, at: now() }));
    return { id: workshop, personas: seed.people.map(toPersona) };
  };

  const remove = async (workshop: WorkshopId): Promise<void> => {
    // The rows go last: should the server die in between, the next sweep finds them and tries again.
    await boards.remove(workshop);
    await storage.transaction().execute((all) => removeWorkshop(all, workshop));
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
    await see(demo);
    const found = await personas(workshop);
    return found.map(({ person: id, name, role, kind, organisationName }) =>
      toPersona({ id, name, role, organisation: { kind, name: organisationName } }),
    );
  };

  return {
    personasOf,

    async open(visitor, language, fresh) {
      const before = await ofVisitor(visitor).orderBy('lastSeen', 'desc').execute();
      const [latest] = before;
      const open = latest && !fresh ? await personasOf(latest.workshop, visitor) : undefined;
      if (latest && open) return { id: latest.workshop, personas: open };
      const opened = await copy(visitor, language);
      for (const { workshop } of before) await remove(workshop);
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
      await see(demo);
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
        // A window that is only looked at sends no requests, but its socket is there.
        if (boards.isOpen(demo.workshop)) {
          await see(demo);
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
  all: Storage,
  { workshop, visitor, seed, at }: { workshop: WorkshopId; visitor: PersonId; seed: Seed; at: number },
): Promise<void> => {
  const { title, people, organisations, profiles } = seed;
  const host = organisations.find(({ kind }) => kind === 'host');
  if (!host) throw new Error('The demo has no host');
  await all.insertInto('workshops').values({ id: workshop, title, createdAt: at }).execute();
  await all
    .insertInto('people')
    .values(people.map(({ id, name }) => ({ id, name, createdAt: at })))
    .execute();
  await all
    .insertInto('organisations')
    .values(organisations.map((each) => ({ ...each, workshop, guestName: null })))
    .execute();
  await all
    .insertInto('memberships')
    .values(people.map(({ id, organisation }) => ({ person: id, organisation: organisation.id })))
    .execute();
  await all
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
  const { name } = await all.selectFrom('people').select('name').where('id', '=', visitor).executeTakeFirstOrThrow();
  const joined = { workshop, joinedAt: at };
  await all
    .insertInto('participations')
    .values([
      ...people.map(({ id, role, name: its, organisation }) => ({
        ...joined,
        person: id,
        role,
        name: its,
        organisation: organisation.id,
      })),
      // As themselves the visitor only looks on: what they do in the demo they do as somebody in it.
      { ...joined, person: visitor, role: 'observer' as const, name, organisation: host.id },
    ])
    .execute();
  await all
    .insertInto('personas')
    .values(people.map(({ id }, position) => ({ person: id, workshop, position })))
    .execute();
  await all.insertInto('demos').values({ workshop, visitor, lastSeen: at }).execute();
};

/** The workshop, and whoever has no account and is in no other: personas, guests, and the visitor. */
const removeWorkshop = async (all: Storage, workshop: WorkshopId): Promise<void> => {
  await all
    .deleteFrom('people')
    .where('id', 'in', (select) =>
      select.selectFrom('participations').select('person').where('workshop', '=', workshop),
    )
    .where('id', 'not in', (select) => select.selectFrom('credentials').select('person'))
    .where('id', 'not in', (select) =>
      select.selectFrom('participations').select('person').where('workshop', '!=', workshop),
    )
    .execute();
  await all.deleteFrom('workshops').where('id', '=', workshop).execute();
};
