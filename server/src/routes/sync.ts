import { type HttpBindings, upgradeWebSocket, type WebSocketServerLike } from '@hono/node-server';
import { type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import { noticesParam } from '@brygga/shared/wire/notices';
import { type Context, Hono } from 'hono';
import { WebSocket, WebSocketServer } from 'ws';
import type { Membership, Memberships } from '../accounts/membership.ts';
import { closeSocket } from '../sync/closing.ts';
import { Connection } from '../sync/connection.ts';
import { limits } from '../sync/limits.ts';
import type { Log, Metrics } from '../sync/ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import { isForeign } from './origin.ts';
import { problem } from './problems.ts';

export interface SyncRoutes {
  readonly rooms: Rooms;
  readonly memberships: Memberships;
  readonly whoAsks: (c: Context) => Promise<PersonId | undefined>;
  /** Where people reach this server; undefined means wherever they come from. */
  readonly origin: string | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
}

type Admission =
  | { readonly is: 'admitted'; readonly workshop: WorkshopId; readonly membership: Membership }
  | { readonly is: 'closed'; readonly name: CloseName; readonly reason: string };

const closed = (name: CloseName, reason: string): Admission => ({ is: 'closed', name, reason });

/**
 * The server of sockets that `serve` needs beside `fetch`: `serve({ …, websocket: { server: createSocketServer() } })`.
 * No compression (it costs more than it saves), small limits on what one message may consist of.
 */
export const createSocketServer = (): WebSocketServerLike => {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameBytes,
    maxFragments: 1024,
    maxBufferedChunks: 16 * 1024,
  });
  // An error that nobody listens to ends the process. `ws` closes the socket by itself; whoever serves it logs.
  server.on('connection', (socket) => socket.on('error', () => undefined));
  // What the adapter asks for is a subset of `ws`, written in types that the strictest compiler holds apart.
  return server as WebSocketServerLike;
};

/**
 * `GET /sync/:workshop`: a WebSocket on a board. Who may come in is settled before the upgrade, so
 * that no frame arrives before somebody listens; a no is told after it, where a browser can read it.
 */
export const syncRoutes = (parts: SyncRoutes): Hono<{ Bindings: HttpBindings }> => {
  const { rooms, memberships, log, metrics } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();

  const connect = (socket: WebSocket, admission: Admission, notices: boolean): void => {
    if (admission.is === 'closed') return closeSocket(socket, admission.name, admission.reason);
    const { workshop, membership } = admission;
    const recheck = () => memberships.of(workshop, membership.actor.id);
    metrics.count('sockets_opened');
    new Connection(socket, { rooms, document: workshop, membership, notices, recheck, log, metrics });
  };

  const upgrade = async (
    c: Context<{ Bindings: HttpBindings }>,
    admit: () => Promise<Admission>,
  ): Promise<Response> => {
    const { headers } = c.env.incoming;
    if (headers.upgrade?.toLowerCase() !== 'websocket') return problem(c, 'not-found');
    if (isForeign(headers, parts.origin)) return problem(c, 'foreign-origin');
    const notices = c.req.query(noticesParam) !== undefined;
    const admission = await admitted(admit);
    return upgradeWebSocket(c, {
      onOpen(_event, { raw }) {
        if (raw instanceof WebSocket) connect(raw, admission, notices);
      },
    });
  };

  const admitted = async (admit: () => Promise<Admission>): Promise<Admission> => {
    try {
      return await admit();
    } catch (error) {
      log.error({ err: error }, 'rights could not be looked up');
      return closed('overloaded', 'try again');
    }
  };

  app.get('/sync/:workshop', (c) =>
    upgrade(c, async () => {
      const person = await parts.whoAsks(c);
      if (!person) return closed('signed-out', 'sign in first');
      const workshop = WorkshopId.safeParse(c.req.param('workshop'));
      if (!workshop.success) return closed('unknown', 'there is no such workshop');
      const membership = await memberships.of(workshop.data, person);
      if (membership) return { is: 'admitted', workshop: workshop.data, membership };
      return (await memberships.exists(workshop.data))
        ? closed('no-right', 'you are not in this workshop')
        : closed('unknown', 'there is no such workshop');
    }),
  );

  // A workshop has no other circles than its board.
  app.get('/sync/:workshop/:circle', (c) =>
    upgrade(c, () => Promise.resolve(closed('unknown', 'there is no such circle'))),
  );
  return app;
};
