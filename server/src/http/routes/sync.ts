import { type HttpBindings, upgradeWebSocket, type WebSocketServerLike } from '@hono/node-server';
import { boardCircle, type Circle, readCircle } from '@brygga/shared/document/circles';
import { type PersonId, WorkshopId } from '@brygga/shared/ids';
import { noticesParam } from '@brygga/shared/wire/notices';
import { type Context, Hono } from 'hono';
import { WebSocket, WebSocketServer } from 'ws';
import type { SessionId, Sessions } from '../../auth/sessions.ts';
import {
  type Admission,
  type Admissions,
  type AdmissionRefusal,
  refuseAdmission,
} from '../../sync/access/admission.ts';
import { closeSocket } from '../../sync/transport/closeSocket.ts';
import { Connection } from '../../sync/connection/connection.ts';
import { documentName } from '../../storage/documentName.ts';
import { limits } from '../../sync/transport/limits.ts';
import type { Log, Metrics } from '../../sync/room/dependencies.ts';
import type { Rooms } from '../../sync/room/rooms.ts';
import { isCrossOrigin } from '../middleware/sameOrigin.ts';
import { problem } from '../middleware/problems.ts';

export interface SyncRoutesDeps {
  readonly rooms: Rooms;
  readonly admissions: Admissions;
  readonly sessions: Pick<Sessions, 'idOf' | 'aliveUntil'>;
  readonly authenticate: (c: Context) => Promise<PersonId | undefined>;
  /** Where people reach this server; undefined means wherever they come from. */
  readonly origin: string | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Who asks for which document, on what session; or why it is not opened. */
type SocketRequest =
  | {
      readonly kind: 'asked';
      readonly workshop: WorkshopId;
      readonly circle: Circle;
      readonly person: PersonId;
      readonly session: SessionId;
    }
  | AdmissionRefusal;

const signedOut = refuseAdmission('signed-out', 'sign in first');

/**
 * The server of sockets that `serve` needs beside `fetch`: `serve({ …, websocket: { server: createSocketServer() } })`.
 * No compression (it costs more than it saves), small limits on what one message may consist of.
 */
export const createSocketServer = (): WebSocketServerLike => {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameBytesMax,
    maxFragments: 1024,
    maxBufferedChunks: 16 * 1024,
  });
  // An error that nobody listens to ends the process. `ws` closes the socket by itself; whoever serves it logs.
  server.on('connection', (socket) => socket.on('error', () => undefined));
  // What the adapter asks for is a subset of `ws`, written in types that the strictest compiler holds apart.
  return server as WebSocketServerLike;
};

/**
 * The adapter goes on to listen for events that it has nobody to tell of, and what it listens with
 * holds the whole request in memory for as long as the socket lives.
 */
const releaseRequest = (socket: WebSocket): void => {
  const events = ['message', 'close', 'error'] as const;
  const ours = new Set(events.flatMap((event) => socket.listeners(event)));
  queueMicrotask(() => {
    for (const event of events) {
      for (const listener of socket.listeners(event)) {
        // `ws` takes what it gives.
        if (!ours.has(listener)) socket.off(event, listener as () => void);
      }
    }
  });
};

/**
 * `GET /sync/:workshop`: a WebSocket on a board, and `/sync/:workshop/:circle` on another circle's
 * document. Who may come in is settled before the upgrade, so that no frame arrives before somebody
 * listens; a no is told after it, where a browser can read it.
 */
export const syncRoutes = (parts: SyncRoutesDeps): Hono<{ Bindings: HttpBindings }> => {
  const { rooms, admissions, sessions, log, metrics } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();

  const askedBy = async (c: Context): Promise<SocketRequest> => {
    const person = await parts.authenticate(c);
    const session = sessions.idOf(c);
    if (!person || !session) return signedOut;
    const workshop = WorkshopId.safeParse(c.req.param('workshop'));
    if (!workshop.success) return refuseAdmission('unknown', 'there is no such workshop');
    const name = c.req.param('circle');
    const circle = name === undefined ? boardCircle : readCircle(name);
    return circle
      ? { kind: 'asked', workshop: workshop.data, circle, person, session }
      : refuseAdmission('unknown', 'there is no such circle');
  };

  /** What to do with the socket, once there is one. */
  const answerTo = async (c: Context): Promise<(socket: WebSocket) => void> => {
    const notices = c.req.query(noticesParam) !== undefined;
    const refuse =
      ({ name, reason }: AdmissionRefusal) =>
      (socket: WebSocket) =>
        closeSocket(socket, name, reason);
    try {
      const asked = await askedBy(c);
      if (asked.kind === 'closed') return refuse(asked);
      const { workshop, circle, person, session } = asked;
      const admit = async (): Promise<Admission> => {
        const until = await sessions.aliveUntil(session);
        if (until === undefined) return signedOut;
        const admission = await admissions.admit(workshop, circle, person);
        return admission.kind === 'admitted' ? { ...admission, expiresAt: until } : admission;
      };
      const asOf = rooms.accessEpoch;
      const admission = await admit();
      if (admission.kind === 'closed') return refuse(admission);
      const { membership, expiresAt } = admission;
      const document = documentName(workshop, circle);
      return (socket) => {
        metrics.count('sockets_opened');
        new Connection(socket, {
          rooms,
          document,
          membership,
          expiresAt,
          session,
          accessEpoch: asOf,
          wantsNotices: notices,
          admit,
          log,
          metrics,
        });
      };
    } catch (error) {
      log.error({ err: error }, 'rights could not be looked up');
      return refuse(refuseAdmission('overloaded', 'try again'));
    }
  };

  const upgrade = async (c: Context<{ Bindings: HttpBindings }>): Promise<Response> => {
    const { headers } = c.env.incoming;
    if (headers.upgrade?.toLowerCase() !== 'websocket') return problem(c, 'not-found');
    if (isCrossOrigin(headers, parts.origin)) return problem(c, 'foreign-origin');
    const connect = await answerTo(c);
    return upgradeWebSocket(c, {
      onOpen(_event, { raw }) {
        if (!(raw instanceof WebSocket)) return;
        connect(raw);
        releaseRequest(raw);
      },
    });
  };

  app.get('/sync/:workshop', upgrade);
  app.get('/sync/:workshop/:circle', upgrade);
  return app;
};
