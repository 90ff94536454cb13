import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { newId, OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import type { OrganisationKind, Role } from '@brygga/shared/document/roster';
import { asParam } from '@brygga/shared/api/workshops';
import { type Context, Hono } from 'hono';
import type { Membership, Memberships } from '../access/membership.ts';
import { createActivity } from '../../activity/activity.ts';
import { createActivitySubscriptions } from '../../activity/activitySubscriptions.ts';
import { ActivityFeed } from '../../activity/activityFeed.ts';
import { createRateLimits } from '../../auth/rateLimits.ts';
import { createCommandExecutor } from '../../commands/commandExecutor.ts';
import { createLog } from '../../ops/log.ts';
import { activityRoutes } from '../../http/routes/workshop/activity.ts';
import { commandRoutes } from '../../http/routes/workshop/commands.ts';
import { vaultRoutes } from '../../http/routes/workshop/vault.ts';
import { handleErrors } from '../../http/middleware/problems.ts';
import { limitBody } from '../../http/middleware/bodyLimits.ts';
import { createRouteMiddleware } from '../../http/middleware/routeMiddleware.ts';
import { syncRoutes } from '../../http/routes/workshop/sync.ts';
import { createSocketServer } from '../../http/sockets/socketServer.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import { createVaultQueries } from '../../vault/vaultQueries.ts';
import type { Journal } from '../../storage/contract.ts';
import { openJournal } from '../../storage/sqlite/journal.ts';
import { openSnapshots } from '../../storage/sqlite/snapshots.ts';
import { createAdmissions } from '../access/admission.ts';
import type { Log, Metrics } from '../room/dependencies.ts';
import { documentName } from '../../storage/documentName.ts';
import { createRevocations } from '../access/revocations.ts';
import { createRooms } from '../room/rooms.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';

export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const noMetrics: Metrics = { count: () => undefined };

/** A new person's membership, as accounts would return it. */
export const makeMembership = (role: Role = 'participant', kind: OrganisationKind = 'company'): Membership => {
  const id = newId(PersonId);
  const organisation = newId(OrganisationId);
  return {
    actor: { kind: 'person', id, role, organisations: [{ id: organisation, kind }] },
    identity: { id, name: 'Åsa', organisation, organisationName: 'Ö', kind, role, colour: 1 },
  };
};

/** A journal in a new folder. */
export const openTestJournal = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brygga-sync-'));
  const path = join(folder, 'brygga.db');
  return {
    path,
    open: () => openJournal(path),
    openSnapshots: () => openSnapshots(path),
    destroy: () => rm(folder, { recursive: true, maxRetries: 3 }),
  };
};

/**
 * Sync and commands behind real sockets and a real journal. Memberships come from a map; the query's `as`
 * names the person, as in a demo.
 */
export const openSyncWorld = async (wrap: (journal: Journal) => Journal = (journal) => journal) => {
  const testJournal = await openTestJournal();
  const feed = new ActivityFeed();
  const journal = feed.watch(wrap(testJournal.open()));
  const subscriptions = createActivitySubscriptions({ feed, journal, log: quietLog });
  const rooms = createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
  const workshop = newId(WorkshopId);
  const members = new Map<PersonId, Membership>();
  const memberships: Memberships = {
    of: (id, person) => Promise.resolve(id === workshop ? members.get(person) : undefined),
    exists: (id) => Promise.resolve(id === workshop),
  };
  const revocations = createRevocations({
    recheckAccess(isAffected) {
      rooms.recheckAccess(isAffected);
      subscriptions.recheckAccess(isAffected);
    },
  });
  const commandExecutor = createCommandExecutor({ rooms, journal, metrics: noMetrics });
  commandExecutor.onFactsCommitted(revocations.factsCommitted);
  const endedSessions = new Set<string>();
  const expiryOf = new Map<string, number>();
  const sessions = {
    idOf: (c: Context) => c.req.query('session') ?? 'a session',
    aliveUntil(session: string): Promise<number | undefined> {
      const expiresAt = expiryOf.get(session) ?? Number.MAX_SAFE_INTEGER;
      return Promise.resolve(endedSessions.has(session) || expiresAt <= Date.now() ? undefined : expiresAt);
    },
  };
  const admissions = createAdmissions({ rooms, memberships });
  const authenticate: Authenticate = (c) => Promise.resolve(PersonId.safeParse(c.req.query(asParam)).data);
  const middleware = createRouteMiddleware({
    authenticate,
    memberships,
    sessions: { ...sessions, personOf: authenticate },
    admissions,
    organisations: { kindForMember: () => Promise.resolve(undefined) },
    rateLimits: createRateLimits(),
    origin: undefined,
  });
  const vaultQueries = createVaultQueries({ rooms });
  const app = new Hono();
  app.use('/api/*', limitBody);
  app.route(
    '/',
    syncRoutes({ rooms, sessions, admissions, authenticate, origin: undefined, log: quietLog, metrics: noMetrics }),
  );
  app.route('/', commandRoutes({ commandExecutor }, middleware));
  app.route('/', vaultRoutes({ vaultQueries }, middleware));
  app.onError(handleErrors(createLog('silent')));
  const activity = createActivity({ journal, rooms });
  app.route('/', activityRoutes({ activity, subscriptions, sessions, admissions }, middleware));
  const server: ServerType = serve({
    fetch: app.fetch,
    port: 0,
    hostname: '127.0.0.1',
    websocket: { server: createSocketServer() },
  });
  await once(server, 'listening');
  // A server on a TCP port has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    journal,
    rooms,
    admissions,
    vaultQueries,
    subscriptions,
    commandExecutor,
    workshop,
    port,
    admit(membership: Membership): Membership {
      members.set(membership.actor.id, membership);
      return membership;
    },
    expel(membership: Membership): void {
      members.delete(membership.actor.id);
    },
    /** Ends a session without reporting it. */
    expireSession: (session: string) => void endedSessions.add(session),
    /** @param at milliseconds since 1970 */
    expireSessionAt: (session: string, at: number) => void expiryOf.set(session, at),
    endSession(session: string): void {
      endedSessions.add(session);
      revocations.sessionEnded(session);
    },
    revocations,
    urlOf: (membership: Membership, query = '', circle: Circle = boardCircle) =>
      `ws://127.0.0.1:${port}/sync/${documentName(workshop, circle)}?as=${membership.actor.id}${query}`,
    /** The URL of a path below the workshop, as this person. */
    addressOf: (membership: Membership, path: string) =>
      `http://127.0.0.1:${port}/api/workshops/${workshop}/${path}?as=${membership.actor.id}`,
    /** The URL of the workshop's activity, as this person. */
    activityOf: (membership: Membership, path = '', query = '') =>
      `http://127.0.0.1:${port}/api/workshops/${workshop}/activity${path}?as=${membership.actor.id}${query}`,
    async close(): Promise<void> {
      subscriptions.drain();
      await rooms.drain();
      await new Promise((resolve) => server.close(resolve));
      await journal.close();
      await testJournal.destroy();
    },
  };
};

export type SyncWorld = Awaited<ReturnType<typeof openSyncWorld>>;
