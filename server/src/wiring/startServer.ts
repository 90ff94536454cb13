import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createInvites } from '../accounts/invites.ts';
import { createActivity } from '../activity/activity.ts';
import { createActivitySubscriptions } from '../activity/activitySubscriptions.ts';
import { ActivityFeed } from '../activity/activityFeed.ts';
import { createMemberships } from '../accounts/memberships.ts';
import type { Boards } from '../accounts/boards.ts';
import { createOrganisations } from '../accounts/organisations.ts';
import { createParticipations } from '../accounts/participations.ts';
import { createPeople } from '../accounts/people.ts';
import { createRoster } from '../accounts/roster.ts';
import { createWorkshops } from '../accounts/workshops.ts';
import { createRateLimits } from '../auth/rateLimits.ts';
import { createSessions } from '../auth/sessions.ts';
import { createAuthenticate } from '../auth/authenticate.ts';
import { createCommandExecutor } from '../commands/commandExecutor.ts';
import { createClaimExpiry } from '../commands/claimExpiry.ts';
import { type Config, SetupError } from '../config.ts';
import { createDemos } from '../demo/demos.ts';
import { purgeHourly } from '../ops/purge.ts';
import type { PlanReaderRequest } from '../directory/library/planReader.ts';
import { createImports } from '../directory/library/imports.ts';
import { createLibrary } from '../directory/library/library.ts';
import { createPlanReaderClient } from '../directory/library/planReaderClient.ts';
import { stopOnSignal } from '../ops/shutdown.ts';
import { createMatching } from '../matching/matching.ts';
import { createSolver, type SolverRequest } from '../matching/solver.ts';
import { createProfiles } from '../directory/profiles.ts';
import { createHealth } from '../ops/health.ts';
import { createLog, type Log } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { createReports } from '../reports/reports.ts';
import { createTypesetter, type TypesettingRequest } from '../reports/typesetter.ts';
import { createApp } from '../http/app.ts';
import { createSocketServer } from '../http/routes/sync.ts';
import { createVaultQueries } from '../vault/vaultQueries.ts';
import { lockFolder } from '../storage/sqlite/folderLock.ts';
import { openJournal } from '../storage/sqlite/journal.ts';
import { openStorage } from '../storage/sqlite/storage.ts';
import { WorkerThread } from '../workers/workerThread.ts';
import { Compaction } from '../sync/compaction/compaction.ts';
import type { RoomDeps } from '../sync/room/room.ts';
import { createAdmissions } from '../sync/access/admission.ts';
import { parseDocumentName } from '../storage/documentName.ts';
import { createRevocations } from '../sync/access/revocations.ts';
import { createRooms } from '../sync/room/rooms.ts';
import { createReturnedEdits } from '../sync/returnedEdits/returnedEdits.ts';

const clientFolder = resolve(import.meta.dirname, '../../../client/dist');
/** A plan that takes more than this to read ends its thread, not the server. */
const planReaderLimits = { maxOldGenerationSizeMb: 768 };
const typesetterModule = new URL('./workers/typesetter.worker.ts', import.meta.url);
const solverModule = new URL('./workers/solver.worker.ts', import.meta.url);
const planReaderModule = new URL('./workers/planReader.worker.ts', import.meta.url);
const compactionModule = new URL('./workers/compaction.worker.ts', import.meta.url);

/**
 * @returns a function that lets go of the folder.
 * @throws SetupError when it can't be used.
 */
const lockDataFolder = (dataDir: string): (() => void) => {
  let letGo: (() => void) | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    letGo = lockFolder(join(dataDir, 'brygga.lock'));
  } catch (error) {
    throw new SetupError(`DATA_DIR ${resolve(dataDir)} can't be written: ${messageOf(error)}.`);
  }
  if (letGo) return letGo;
  throw new SetupError(
    `Another Brygga is running on DATA_DIR ${resolve(dataDir)}: stop it, or give this one its own folder.`,
  );
};

const openDatabase = async (path: string, log: Log) => {
  try {
    const storage = await openStorage(path);
    const journal = openJournal(path, log);
    // Only who asks is told that it can't be read.
    await journal.load('');
    return { storage, journal };
  } catch (error) {
    throw new SetupError(`The data in ${resolve(path)} can't be opened: ${messageOf(error)}.`);
  }
};

const listen = (server: ReturnType<typeof createAdaptorServer>, { port, host }: Config): Promise<number> =>
  new Promise((listening, failed) => {
    server.once('error', (error) => failed(new SetupError(listenErrorMessage(error, port))));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      listening(typeof address === 'object' && address ? address.port : port);
    });
  });

const listenErrorMessage = (error: Error, port: number): string => {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or choose another with PORT.`;
  if (code === 'EACCES') return `Port ${port} needs rights that this process lacks: choose one above 1023 with PORT.`;
  return `Can't listen on port ${port}: ${error.message}.`;
};

/**
 * Puts the server together and starts it; from then on it ends by a signal.
 *
 * @throws SetupError when something stands in the way that whoever starts it can put right.
 */
export const startServer = async (
  config: Config,
  { createGuard }: Pick<RoomDeps, 'createGuard'> = {},
): Promise<void> => {
  const { origin, dataDir } = config;
  const log = createLog(config.logLevel);
  const letGo = lockDataFolder(dataDir);
  const file = join(dataDir, 'brygga.sqlite');
  const { storage, journal: opened } = await openDatabase(file, log);
  const compaction = new Compaction(new WorkerThread(compactionModule, { path: file }, log), log);
  const news = new ActivityFeed();
  const journal = news.watch(compaction.watch(opened));
  const follow = createActivitySubscriptions({ feed: news, journal, log });
  const rooms = createRooms({
    journal,
    log,
    returnedEdits: createReturnedEdits(),
    onOpened(document, doc) {
      const { workshop, circle } = parseDocumentName(document);
      if (circle.is === 'board') lapses.boardOpened(workshop, doc);
    },
    onUnloaded(document) {
      const { workshop, circle } = parseDocumentName(document);
      if (circle.is === 'board') lapses.boardClosed(workshop);
      compaction.onUnloaded(document);
    },
    ...(createGuard ? { createGuard } : {}),
  });
  const metrics = createMetrics({ openRooms: () => rooms.size, openSockets: () => rooms.socketCount });
  const revocations = createRevocations({
    recheckAccess(isMeant) {
      rooms.recheckAccess(isMeant);
      follow.recheckAccess(isMeant);
    },
  });
  const asker = createCommandExecutor({
    rooms,
    journal,
    metrics,
    onFactsCommitted(workshop, facts) {
      revocations.factsCommitted(workshop, facts);
      lapses.factsCommitted(workshop, facts);
    },
  });
  const lapses = createClaimExpiry({
    log,
    expire: (workshop, place) => asker.executeAsSystem(workshop, 'seat.lapse', place),
  });
  const boards: Boards = {
    create: rooms.create,
    listPerson: (workshop, listing) => asker.executeAsSystem(workshop, 'roster.list', listing),
    unlistPerson: (workshop, person) => asker.executeAsSystem(workshop, 'roster.remove', { person }),
    participationChanged: revocations.participationChanged,
    remove: rooms.remove,
    isOpen: rooms.hasMembers,
  };
  const sessions = createSessions(storage, origin, revocations.sessionEnded);
  const invites = createInvites(storage);
  const demos = createDemos(storage, boards);
  const health = createHealth(storage, journal);
  const memberships = createMemberships(storage);
  const roster = createRoster(storage, boards);
  const planDesk = createPlanReaderClient(
    new WorkerThread<PlanReaderRequest>(planReaderModule, { path: file }, log, planReaderLimits),
  );
  const typesetter = createTypesetter(new WorkerThread<TypesettingRequest>(typesetterModule, undefined, log));
  const solver = createSolver(new WorkerThread<SolverRequest>(solverModule, undefined, log));
  const profiles = createProfiles(storage);
  const secrets = createVaultQueries({ rooms });
  const imports = createImports({ storage, desk: planDesk, log });
  const app = createApp({
    imports,
    planReader: planDesk,
    subscriptions: follow,
    activity: createActivity({ journal, rooms }),
    reports: createReports({ rooms, typesetter }),
    roster,
    vaultQueries: secrets,
    commandExecutor: asker,
    client: clientFolder,
    demos,
    health,
    invites,
    log,
    metrics,
    origin,
    rooms,
    sessions,
    library: createLibrary(storage),
    organisations: createOrganisations(storage),
    profiles,
    matching: createMatching({ rooms, profiles, solver, readConfidence: secrets.relationsIn }),
    rateLimits: createRateLimits(),
    memberships,
    admissions: createAdmissions({ rooms, memberships }),
    participations: createParticipations(storage, roster),
    people: createPeople(storage),
    authenticate: createAuthenticate({ sessions, demos }),
    workshops: createWorkshops(storage, boards, roster),
  });
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: createSocketServer() } });
  const port = await listen(server, config);
  const endSweeps = purgeHourly(
    { demos: demos.purge, sessions: sessions.removeExpired, invites: invites.purge, imports: imports.purge },
    log,
  );
  stopOnSignal({
    server,
    log,
    async drain() {
      health.markDraining();
      endSweeps();
      follow.drain();
      lapses.drain();
      await rooms.drain();
    },
    async close() {
      await planDesk.close();
      await typesetter.close();
      await solver.close();
      await compaction.close();
      await journal.close();
      await storage.destroy();
      letGo();
    },
  });
  announceListening(port, origin ?? `http://localhost:${port}`);
};

/** Whoever started us waits for this line, whatever the log's level. */
const announceListening = (port: number, url: string): void => {
  const line = JSON.stringify({ level: 30, time: Date.now(), msg: 'listening', port, url });
  process.stdout.write(`${process.stdout.isTTY ? `Brygga is on ${url}` : line}\n`);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
