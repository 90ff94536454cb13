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

/** Somebody in a workshop, as the accounts would know them. */
export const makeMembership = (role: Role = 'participant', kind: OrganisationKind = 'company'): Membership => {
  const id = newId(PersonId);
  const organisation = newId(OrganisationId);
  return {
    actor: { kind: 'person', id, role, organisations: [{ id: organisation, kind }] },
    identity: { id, name: 'Åsa', organisation, organisationName: 'Ö', kind, role, colour: 1 },
  };
};

/** A journal in a folder of its own. */
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
 * The sync and the commands behind real sockets and a real journal, with people from a plain table:
 * who asks is told by `?as=`, as in a demo.
 */
export const openSyncWorld = async (wrap: (journal: Journal) => Journal = (journal) => journal) => {
  const place = await openTestJournal();
  const news = new ActivityFeed();
  const journal = news.watch(wrap(place.open()));
  const follow = createActivitySubscriptions({ feed: news, journal, log: quietLog });
  const rooms = createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
  const workshop = newId(WorkshopId);
  const members = new Map<PersonId, Membership>();
  const memberships: Memberships = {
    of: (asked, person) => Promise.resolve(asked === workshop ? members.get(person) : undefined),
    exists: (asked) => Promise.resolve(asked === workshop),
  };
  const revocations = createRevocations({
    recheckAccess(isMeant) {
      rooms.recheckAccess(isMeant);
      follow.recheckAccess(isMeant);
    },
  });
  const asker = createCommandExecutor({
    rooms,
    journal,
    metrics: noMetrics,
  });
  asker.onFactsCommitted(revocations.factsCommitted);
  const ended = new Set<string>();
  const runOutAt = new Map<string, number>();
  const sessions = {
    idOf: (c: Context) => c.req.query('session') ?? 'a session',
    aliveUntil(session: string): Promise<number | undefined> {
      const until = runOutAt.get(session) ?? Number.MAX_SAFE_INTEGER;
      return Promise.resolve(ended.has(session) || until <= Date.now() ? undefined : until);
    },
  };
  const parts = {
    sessions,
    rooms,
    admissions: createAdmissions({ rooms, memberships }),
    log: quietLog,
    metrics: noMetrics,
  };
  const authenticate: Authenticate = (c) => Promise.resolve(PersonId.safeParse(c.req.query(asParam)).data);
  const middleware = createRouteMiddleware({
    authenticate,
    memberships,
    sessions: { ...sessions, personOf: authenticate },
    admissions: parts.admissions,
    organisations: { kindForMember: () => Promise.resolve(undefined) },
    rateLimits: createRateLimits(),
    origin: undefined,
  });
  const secrets = createVaultQueries({ rooms });
  const app = new Hono();
  app.use('/api/*', limitBody);
  app.route('/', syncRoutes({ ...parts, authenticate, origin: undefined }));
  app.route('/', commandRoutes({ commandExecutor: asker }, middleware));
  app.route('/', vaultRoutes({ vaultQueries: secrets }, middleware));
  app.onError(handleErrors(createLog('silent')));
  app.route(
    '/',
    activityRoutes({ ...parts, activity: createActivity({ journal, rooms }), subscriptions: follow }, middleware),
  );
  const server: ServerType = serve({
    fetch: app.fetch,
    port: 0,
    hostname: '127.0.0.1',
    websocket: { server: createSocketServer() },
  });
  await once(server, 'listening');
  // A server on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    journal,
    rooms,
    admissions: parts.admissions,
    secrets,
    follow,
    asker,
    workshop,
    port,
    admit(membership: Membership): Membership {
      members.set(membership.actor.id, membership);
      return membership;
    },
    expel(membership: Membership): void {
      members.delete(membership.actor.id);
    },
    /** The session runs out: nobody is told. */
    forgetSession: (session: string) => void ended.add(session),
    /** The session runs out when the clock says so. */
    letRunOut: (session: string, at: number) => void runOutAt.set(session, at),
    endSession(session: string): void {
      ended.add(session);
      revocations.sessionEnded(session);
    },
    revocations,
    urlOf: (membership: Membership, query = '', circle: Circle = boardCircle) =>
      `ws://127.0.0.1:${port}/sync/${documentName(workshop, circle)}?as=${membership.actor.id}${query}`,
    /** An address of the workshop's, as this person. */
    addressOf: (membership: Membership, path: string) =>
      `http://127.0.0.1:${port}/api/workshops/${workshop}/${path}?as=${membership.actor.id}`,
    /** The address of a workshop's activity, as this person. */
    activityOf: (membership: Membership, path = '', query = '') =>
      `http://127.0.0.1:${port}/api/workshops/${workshop}/activity${path}?as=${membership.actor.id}${query}`,
    async close(): Promise<void> {
      follow.drain();
      await rooms.drain();
      await new Promise((resolve) => server.close(resolve));
      await journal.close();
      await place.destroy();
    },
  };
};

export type SyncWorld = Awaited<ReturnType<typeof openSyncWorld>>;
