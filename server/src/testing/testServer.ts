import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@brygga/shared/api/problems';
import { newId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Boards } from '../accounts/boards.ts';
import { createApp } from '../http/app.ts';
import { createLog } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import type { Tables } from '../storage/tables.ts';
import type { Revocations } from '../sync/access/revocations.ts';
import { createCommands } from '../wiring/commands.ts';
import { openDatabase } from '../wiring/database.ts';
import { createDocuments } from '../wiring/documents.ts';
import { createFeatures } from '../wiring/features.ts';
import { close, drain } from '../wiring/shutdown.ts';
import { createWorkers } from '../wiring/workers.ts';

export const clientPage = '<!doctype html><title>Brygga</title>';

/** The whole server on a new data folder, without a port; its clock stands still until a test sets it. */
export const openTestServer = async ({ origin }: { origin?: string } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'brygga-server-'));
  const client = join(folder, 'client');
  await mkdir(join(client, 'assets'), { recursive: true });
  await writeFile(join(client, 'index.html'), clientPage);
  await writeFile(join(client, 'assets/index-1a2b3c.js'), '');
  const clock = { at: Date.now() };
  const now = () => clock.at;
  const log = createLog('silent');
  const database = await openDatabase(folder, log);
  const documents = createDocuments(database, log);
  const { rooms, subscriptions } = documents;
  const metrics = createMetrics({ openRooms: () => rooms.size, openSockets: () => rooms.socketCount });
  const commands = createCommands(documents, metrics, log);
  const workers = createWorkers(database, log);

  const openBoards = new Set<WorkshopId>();
  const participationChanges: [WorkshopId, PersonId][] = [];
  const endedSessions: string[] = [];
  const boards: Boards = {
    ...commands.boards,
    participationChanged(workshop, person) {
      participationChanges.push([workshop, person]);
      commands.boards.participationChanged(workshop, person);
    },
    isOpen: (workshop) => openBoards.has(workshop),
  };
  const revocations: Revocations = {
    ...commands.revocations,
    sessionEnded(session) {
      endedSessions.push(session);
      commands.revocations.sessionEnded(session);
    },
  };
  const observedCommands = { ...commands, boards, revocations };
  const features = createFeatures({
    database,
    documents,
    commands: observedCommands,
    workers,
    log,
    origin,
    now,
  });
  const app = createApp({
    ...features,
    commandExecutor: commands.commandExecutor,
    client,
    log,
    metrics,
    origin,
    rooms,
    subscriptions,
  });

  return {
    app,
    clock,
    storage: database.storage,
    journal: documents.journal,
    demos: features.demos,
    imports: features.imports,
    memberships: features.memberships,
    rooms,
    /** Workshops whose board counts as open. */
    openBoards,
    /** The reports of changed participations and ended sessions. */
    participationChanges,
    endedSessions,
    /** From now on the storage fails where rows of the table are inserted or deleted. */
    async refuse(change: 'insert' | 'delete', table: keyof Tables) {
      const refusal = sql`create trigger refusal before ${sql.raw(change)} on ${sql.table(table)} begin select raise(abort, 'refused'); end`;
      await refusal.execute(database.storage);
    },
    /** The names of the documents in the journal. */
    async storedDocuments() {
      const { rows } = await sql<{ name: string }>`select name from journal_documents`.execute(database.storage);
      return rows.map(({ name }) => name);
    },
    /** The board as plain objects, by root. */
    board: (workshop: WorkshopId) => rooms.use(workshop, ({ doc }) => Promise.resolve(plainBoard(doc))),
    browser: (address = '192.0.2.1') => openTestBrowser(app, address),
    async close() {
      const running = { database, documents, commands, workers, health: features.health };
      await drain(running);
      await close(running);
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

/** A browser that keeps its cookie. */
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
    get: (path: string, options: RequestOptions = {}) => send('GET', path, undefined, options),
    /** Sends strings and bytes as they are, anything else as JSON. */
    post: (path: string, body?: unknown, options: RequestOptions = {}) => send('POST', path, body, options),
    put: (path: string, body: unknown, options: RequestOptions = {}) => send('PUT', path, body, options),
    patch: (path: string, body: unknown, options: RequestOptions = {}) => send('PATCH', path, body, options),
    delete: (path: string, options: RequestOptions = {}) => send('DELETE', path, undefined, options),
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

/** @throws Error with status and body unless the response has the expected status. */
export const parseBody = async <Schema extends z.ZodType>(
  response: Response,
  status: number,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text}`);
  return schema.parse(JSON.parse(text));
};

/**
 * The code of a problem.
 *
 * @throws Error with status and body unless the response has the expected status.
 */
export const problemCode = async (response: Response, status: number): Promise<string> =>
  (await parseBody(response, status, Problem)).code;
