import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createInvites } from './accounts/invites.ts';
import { createActivity } from './activity/activity.ts';
import { createFollow } from './activity/follow.ts';
import { ActivityNews } from './activity/news.ts';
import { createMemberships } from './accounts/memberships.ts';
import type { Boards } from './accounts/boards.ts';
import { createOrganisations } from './accounts/organisations.ts';
import { createParticipations } from './accounts/participations.ts';
import { createPeople } from './accounts/people.ts';
import { createRoster } from './accounts/roster.ts';
import { createWorkshops } from './accounts/workshops.ts';
import { createLimits } from './auth/limits.ts';
import { createSessions } from './auth/lucia.ts';
import { createWhoAsks } from './auth/whoAsks.ts';
import { createAsker } from './commands/ask.ts';
import { createLapses } from './commands/lapses.ts';
import { type Config, SetupError } from './config.ts';
import { createDemos } from './demo/demos.ts';
import { sweepHourly } from './demo/sweep.ts';
import type { DeskQuestion } from './directory/library/desk.ts';
import { createImports } from './directory/library/imports.ts';
import { createLibrary } from './directory/library/library.ts';
import { createPlanDesk } from './directory/library/planDesk.ts';
import { stopOnSignal } from './ops/drain.ts';
import { createMatching } from './matching/matching.ts';
import { createSolver, type SolverQuestion } from './matching/solver.ts';
import { createProfiles } from './directory/profiles/profiles.ts';
import { createHealth } from './ops/health.ts';
import { createLog, type Log } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import { createReports } from './reports/reports.ts';
import { createTypesetter, type TypesettingQuestion } from './reports/typesetter.ts';
import { createApp } from './routes/app.ts';
import { createSocketServer } from './routes/sync.ts';
import { createSecrets } from './secrets/secrets.ts';
import { lockFolder } from './storage/sqlite/lock.ts';
import { openJournal } from './storage/sqlite/journal.ts';
import { openStorage } from './storage/sqlite/storage.ts';
import { WorkerThread } from './storage/thread.ts';
import { Compaction } from './sync/compaction.ts';
import type { RoomDeps } from './sync/room.ts';
import { createAdmissions } from './sync/admission.ts';
import { parseDocumentName } from './sync/documents.ts';
import { createRevocations } from './sync/revocations.ts';
import { createRooms } from './sync/rooms.ts';
import { createTray } from './tray/tray.ts';

const client = resolve(import.meta.dirname, '../../client/dist');
/** A plan that takes more than this to read ends its thread, not the server. */
const libraryMemory = { maxOldGenerationSizeMb: 768 };
const reportsModule = new URL('./reports.worker.ts', import.meta.url);
const matchingModule = new URL('./matching.worker.ts', import.meta.url);
const libraryModule = new URL('./library.worker.ts', import.meta.url);
const compactionModule = new URL('./compaction.worker.ts', import.meta.url);

/**
 * @returns a function that lets go of the folder.
 * @throws SetupError when it can't be used.
 */
const takeFolder = (dataDir: string): (() => void) => {
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

const openFile = async (path: string, log: Log) => {
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
    server.once('error', (error) => failed(new SetupError(whyNotListening(error, port))));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      listening(typeof address === 'object' && address ? address.port : port);
    });
  });

const whyNotListening = (error: Error, port: number): string => {
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
export const serve = async (config: Config, { createGuard }: Pick<RoomDeps, 'guardOf'> = {}): Promise<void> => {
  const { origin, dataDir } = config;
  const log = createLog(config.logLevel);
  const letGo = takeFolder(dataDir);
  const file = join(dataDir, 'brygga.sqlite');
  const { storage, journal: opened } = await openFile(file, log);
  const compaction = new Compaction(new WorkerThread(compactionModule, { path: file }, log), log);
  const news = new ActivityNews();
  const journal = news.watch(compaction.watch(opened));
  const follow = createFollow({ news, journal, log });
  const rooms = createRooms({
    ...{ journal, log, returnedEdits: createTray() },
    onOpened(document, doc) {
      const { workshop, circle } = parseDocumentName(document);
      if (circle.is === 'board') lapses.opened(workshop, doc);
    },
    onUnloaded(document) {
      const { workshop, circle } = parseDocumentName(document);
      if (circle.is === 'board') lapses.closed(workshop);
      compaction.onUnloaded(document);
    },
    ...(createGuard ? { createGuard } : {}),
  });
  const metrics = createMetrics({ openRooms: () => rooms.size, openSockets: () => rooms.socketCount });
  const revocations = createRevocations({
    recheckAccess(isMeant) {
      rooms.recheckAccess(isMeant);
      follow.review(isMeant);
    },
  });
  const asker = createAsker({
    ...{ rooms, journal, metrics },
    settled(workshop, facts) {
      revocations.factsCommitted(workshop, facts);
      lapses.settled(workshop, facts);
    },
  });
  const lapses = createLapses({ log, lapse: (workshop, place) => asker.askAsSystem(workshop, 'seat.lapse', place) });
  const boards: Boards = {
    create: rooms.create,
    list: (workshop, listing) => asker.askAsSystem(workshop, 'roster.list', listing),
    unlist: (workshop, person) => asker.askAsSystem(workshop, 'roster.remove', { person }),
    participationChanged: revocations.participationChanged,
    remove: rooms.remove,
    isVisited: rooms.hasMembers,
  };
  const sessions = createSessions(storage, origin, revocations.sessionEnded);
  const invites = createInvites(storage);
  const demos = createDemos(storage, boards);
  const health = createHealth(storage, journal);
  const memberships = createMemberships(storage);
  const roster = createRoster(storage, boards);
  const planDesk = createPlanDesk(new WorkerThread<DeskQuestion>(libraryModule, { path: file }, log, libraryMemory));
  const typesetter = createTypesetter(new WorkerThread<TypesettingQuestion>(reportsModule, undefined, log));
  const solver = createSolver(new WorkerThread<SolverQuestion>(matchingModule, undefined, log));
  const profiles = createProfiles(storage);
  const secrets = createSecrets({ rooms });
  const imports = createImports({ storage, desk: planDesk, log });
  const app = createApp({
    ...{ imports, planDesk, follow },
    activity: createActivity({ journal, rooms }),
    reports: createReports({ rooms, typesetter }),
    roster,
    secrets,
    ...{ asker, client, demos, health, invites, log, metrics, origin, rooms, sessions },
    library: createLibrary(storage),
    organisations: createOrganisations(storage),
    profiles,
    matching: createMatching({ rooms, profiles, solver, readConfidence: secrets.confidenceIn }),
    limits: createLimits(),
    memberships,
    admissions: createAdmissions({ rooms, memberships }),
    participations: createParticipations(storage, roster),
    people: createPeople(storage),
    whoAsks: createWhoAsks({ sessions, demos }),
    workshops: createWorkshops(storage, boards, roster),
  });
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: createSocketServer() } });
  const port = await listen(server, config);
  const endSweeps = sweepHourly(
    { demos: demos.sweep, sessions: sessions.removeExpired, invites: invites.removeForgotten, imports: imports.sweep },
    log,
  );
  stopOnSignal({
    server,
    log,
    async drain() {
      health.endSoon();
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
  tell(port, origin ?? `http://localhost:${port}`);
};

/** Whoever started us waits for this line, whatever the log's level. */
const tell = (port: number, url: string): void => {
  const line = JSON.stringify({ level: 30, time: Date.now(), msg: 'listening', port, url });
  process.stdout.write(`${process.stdout.isTTY ? `Brygga is on ${url}` : line}\n`);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
