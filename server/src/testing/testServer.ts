import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import { z } from 'zod';
import type { Boards } from '../accounts/boards.ts';
import { createInvites } from '../accounts/invites.ts';
import { createActivity } from '../activity/activity.ts';
import { createActivitySubscriptions } from '../activity/activitySubscriptions.ts';
import { ActivityFeed } from '../activity/activityFeed.ts';
import { createMemberships } from '../accounts/memberships.ts';
import { createOrganisations } from '../accounts/organisations.ts';
import { createParticipations } from '../accounts/participations.ts';
import { createPeople } from '../accounts/people.ts';
import { createRoster } from '../accounts/roster.ts';
import { createWorkshops } from '../accounts/workshops.ts';
import { createRateLimits } from '../auth/rateLimits.ts';
import { createSessions } from '../auth/sessions.ts';
import { createAuthenticate } from '../auth/authenticate.ts';
import { createCommandExecutor } from '../commands/commandExecutor.ts';
import { createDemos } from '../demo/demos.ts';
import type { PlanReaderRequest } from '../directory/library/planReader.ts';
import { createImports } from '../directory/library/imports.ts';
import { createLibrary } from '../directory/library/library.ts';
import { createPlanReaderClient } from '../directory/library/planReaderClient.ts';
import { createProfiles } from '../directory/profiles.ts';
import { createMatching } from '../matching/matching.ts';
import { createSolver, type SolverRequest } from '../matching/solver.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { createReports } from '../reports/reports.ts';
import { createTypesetter, type TypesettingRequest } from '../reports/typesetter.ts';
import { createApp } from '../http/app.ts';
import { createVaultQueries } from '../vault/vaultQueries.ts';
import { openJournal } from '../storage/sqlite/journal.ts';
import { openStorage } from '../storage/sqlite/storage.ts';
import { WorkerThread } from '../workers/workerThread.ts';
import { createAdmissions } from '../sync/access/admission.ts';
import { createRooms } from '../sync/room/rooms.ts';
import { createReturnedEdits } from '../sync/returnedEdits/returnedEdits.ts';

const reportsModule = new URL('../wiring/workers/typesetter.worker.ts', import.meta.url);
const matchingModule = new URL('../wiring/workers/solver.worker.ts', import.meta.url);
const libraryModule = new URL('../wiring/workers/planReader.worker.ts', import.meta.url);

export const clientPage = '<!doctype html><title>Brygga</title>';

/** The whole server on a fresh data folder, without a port; its clock stands until it is told. */
export const openTestServer = async ({ origin }: { origin?: string } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'brygga-server-'));
  await mkdir(join(folder, 'client/assets'), { recursive: true });
  await writeFile(join(folder, 'client/index.html'), clientPage);
  await writeFile(join(folder, 'client/assets/index-1a2b3c.js'), '');
  const file = join(folder, 'brygga.sqlite');
  const clock = { at: Date.now() };
  const now = () => clock.at;
  const log = createLog('silent');
  const storage = await openStorage(file);
  const news = new ActivityFeed();
  const journal = news.watch(openJournal(file));
  const follow = createActivitySubscriptions({ feed: news, journal, log });
  const rooms = createRooms({ journal, log, returnedEdits: createReturnedEdits() });
  const metrics = createMetrics({ openRooms: () => rooms.size, openSockets: () => rooms.socketCount });
  const asker = createCommandExecutor({ rooms, journal, metrics, onFactsCommitted: () => undefined });
  const visited = new Set<WorkshopId>();
  const changed: [WorkshopId, PersonId][] = [];
  const endedSessions: string[] = [];
  const boards: Boards = {
    create: rooms.create,
    listPerson: (workshop, listing) => asker.executeAsSystem(workshop, 'roster.list', listing),
    unlistPerson: (workshop, person) => asker.executeAsSystem(workshop, 'roster.remove', { person }),
    participationChanged: (workshop, person) => void changed.push([workshop, person]),
    remove: rooms.remove,
    isOpen: (workshop) => visited.has(workshop),
  };
  const sessions = createSessions(storage, origin, (session) => void endedSessions.push(session));
  const demos = createDemos(storage, boards, now);
  const memberships = createMemberships(storage);
  const roster = createRoster(storage, boards);
  const planDesk = createPlanReaderClient(new WorkerThread<PlanReaderRequest>(libraryModule, { path: file }));
  const typesetter = createTypesetter(new WorkerThread<TypesettingRequest>(reportsModule, undefined));
  const solver = createSolver(new WorkerThread<SolverRequest>(matchingModule, undefined));
  const profiles = createProfiles(storage, now);
  const secrets = createVaultQueries({ rooms });
  const imports = createImports({ storage, desk: planDesk, log, now });
  const app = createApp({
    imports,
    planReader: planDesk,
    subscriptions: follow,
    roster,
    activity: createActivity({ journal, rooms, now }),
    reports: createReports({ rooms, typesetter, now }),
    vaultQueries: secrets,
    commandExecutor: asker,
    demos,
    log,
    memberships,
    metrics,
    origin,
    rooms,
    sessions,
    admissions: createAdmissions({ rooms, memberships }),
    client: join(folder, 'client'),
    health: createHealth(storage, journal),
    invites: createInvites(storage, now),
    library: createLibrary(storage),
    organisations: createOrganisations(storage),
    profiles,
    matching: createMatching({ rooms, profiles, solver, readConfidence: secrets.relationsIn }),
    rateLimits: createRateLimits(),
    participations: createParticipations(storage, roster),
    people: createPeople(storage),
    authenticate: createAuthenticate({ sessions, demos }),
    workshops: createWorkshops(storage, boards, roster, now),
  });

  return {
    app,
    clock,
    storage,
    journal,
    demos,
    imports,
    memberships,
    rooms,
    follow,
    /** Workshops whose board somebody's socket is on. */
    visited,
    /** Whose place in a workshop has changed, and which sessions have ended: their sockets were told to look. */
    changed,
    endedSessions,
    /** The board as plain objects, root by root. */
    board: (workshop: WorkshopId) => rooms.use(workshop, ({ doc }) => Promise.resolve(plainBoard(doc))),
    browser: (address = '192.0.2.1') => openTestBrowser(app, address),
    async close() {
      await rooms.drain();
      await planDesk.close();
      await typesetter.close();
      await solver.close();
      await journal.close();
      await storage.destroy();
      await rm(folder, { recursive: true, maxRetries: 3 });
    },
  };
};

export type TestServer = Awaited<ReturnType<typeof openTestServer>>;
export type TestBrowser = ReturnType<typeof openTestBrowser>;

const Records = z.record(z.string(), z.record(z.string(), z.unknown()));
const plainBoard = (doc: { getMap(name: string): { toJSON(): unknown } }) => ({
  workshop: z.record(z.string(), z.unknown()).parse(doc.getMap('workshop').toJSON()),
  session: z
    .looseObject({ agenda: z.array(z.looseObject({ title: z.string() })) })
    .parse(doc.getMap('session').toJSON()),
  people: Records.parse(doc.getMap('people').toJSON()),
  organisations: Records.parse(doc.getMap('organisations').toJSON()),
  cards: Records.parse(doc.getMap('cards').toJSON()),
});

interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

const asBody = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || isBytes(body) ? body : JSON.stringify(body);

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> =>
  body instanceof Uint8Array && body.buffer instanceof ArrayBuffer;

/** Somebody's browser: it keeps its cookie. */
const openTestBrowser = (app: { request: Awaited<ReturnType<typeof createApp>>['request'] }, address: string) => {
  let cookie: string | undefined;
  const send = async (
    method: string,
    path: string,
    body: unknown,
    { headers = {} }: RequestOptions,
  ): Promise<Response> => {
    const response = await app.request(
      path,
      {
        method,
        headers: { host: 'localhost', ...(cookie === undefined ? {} : { cookie }), ...headers },
        ...(body === undefined ? {} : { body: asBody(body) }),
      },
      { incoming: { socket: { remoteAddress: address } } },
    );
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
  return {
    get: (path: string, sent: RequestOptions = {}) => send('GET', path, undefined, sent),
    /** Texts and bytes go as they are, all else as JSON. */
    post: (path: string, body?: unknown, sent: RequestOptions = {}) => send('POST', path, body, sent),
    put: (path: string, body: unknown, sent: RequestOptions = {}) => send('PUT', path, body, sent),
    patch: (path: string, body: unknown, sent: RequestOptions = {}) => send('PATCH', path, body, sent),
    delete: (path: string, sent: RequestOptions = {}) => send('DELETE', path, undefined, sent),
    get cookie() {
      return cookie;
    },
  };
};

export const organisation = (name: string, kind: 'city' | 'company' | 'host' = 'company') => ({
  kind,
  name,
  country: 'SE',
});

export const registration = (name: string, kind: 'city' | 'company' | 'host' = 'company') => ({
  email: `${name}.${newId(z.string())}@example.org`,
  password: 'a long enough password',
  name,
  organisation: organisation(`${name}’s`, kind),
});

/** The answer's body, where its status is the one that is expected; else an error that shows both. */
export const parseBody = async <Schema extends z.ZodType>(
  response: Response,
  status: number,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text}`);
  return schema.parse(JSON.parse(text));
};
