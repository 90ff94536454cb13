import { type HttpBindings, upgradeWebSocket } from '@hono/node-server';
import { boardCircle, type Circle, readCircle } from '@brygga/shared/document/circles';
import { type PersonId, WorkshopId } from '@brygga/shared/ids';
import { noticesParam } from '@brygga/shared/wire/notices';
import { type Context, Hono } from 'hono';
import { WebSocket } from 'ws';
import { type AdmitSessionDeps, createAdmitSession } from '../../../auth/admitSession.ts';
import type { Authenticate } from '../../../auth/authenticate.ts';
import type { SessionId, Sessions } from '../../../auth/sessions.ts';
import { documentName } from '../../../storage/documentName.ts';
import { type AdmissionRefusal, refuseAdmission } from '../../../sync/access/admission.ts';
import { Connection } from '../../../sync/connection/connection.ts';
import type { Log, Metrics } from '../../../sync/room/dependencies.ts';
import type { Rooms } from '../../../sync/room/rooms.ts';
import { closeSocket } from '../../../sync/transport/closeSocket.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { isCrossOrigin } from '../../middleware/sameOrigin.ts';
import { releaseRequest } from '../../sockets/socketServer.ts';

export interface SyncRoutesDeps extends AdmitSessionDeps {
  readonly rooms: Rooms;
  readonly sessions: Pick<Sessions, 'idOf' | 'aliveUntil'>;
  readonly authenticate: Authenticate;
  /** Where people reach this server; undefined means wherever they come from. */
  readonly origin: string | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Who wants to be on which document, on what session; or why the socket will be closed. */
type SocketRequest =
  | {
      readonly kind: 'request';
      readonly workshop: WorkshopId;
      readonly circle: Circle;
      readonly person: PersonId;
      readonly session: SessionId;
    }
  | AdmissionRefusal;

/** What to do with the socket once it is open. */
type SocketHandler = (socket: WebSocket) => void;

const refuse =
  ({ name, reason }: AdmissionRefusal): SocketHandler =>
  (socket) =>
    closeSocket(socket, name, reason);

/**
 * `GET /sync/:workshop` is a WebSocket on a board, `/sync/:workshop/:circle` on another circle's document.
 * Admission is decided before the upgrade, so that no frame arrives before there is a listener. A refusal is a
 * close code after the upgrade, because browsers hide the response of a refused upgrade.
 */
export const syncRoutes = (deps: SyncRoutesDeps): Hono<{ Bindings: HttpBindings }> => {
  const { rooms, sessions, log, metrics } = deps;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const admitSession = createAdmitSession(deps);

  const readRequest = async (c: Context): Promise<SocketRequest> => {
    const person = await deps.authenticate(c);
    const session = sessions.idOf(c);
    if (!person || !session) return refuseAdmission('signed-out', 'sign in first');
    const workshop = WorkshopId.safeParse(c.req.param('workshop'));
    if (!workshop.success) return refuseAdmission('unknown', 'there is no such workshop');
    const name = c.req.param('circle');
    const circle = name === undefined ? boardCircle : readCircle(name);
    return circle
      ? { kind: 'request', workshop: workshop.data, circle, person, session }
      : refuseAdmission('unknown', 'there is no such circle');
  };

  const admitSocket = async (c: Context): Promise<SocketHandler> => {
    const request = await readRequest(c);
    if (request.kind === 'closed') return refuse(request);
    const { person, session } = request;
    const admit = () => admitSession(session, request, person);
    // Read before admission, so that the connection notices a change of rights in between.
    const { accessEpoch } = rooms;
    const admission = await admit();
    if (admission.kind === 'closed') return refuse(admission);
    const { membership, expiresAt } = admission;
    const document = documentName(request.workshop, request.circle);
    const wantsNotices = c.req.query(noticesParam) !== undefined;
    return (socket) => {
      metrics.count('sockets_opened');
      new Connection(socket, {
        rooms,
        document,
        membership,
        expiresAt,
        session,
        accessEpoch,
        wantsNotices,
        admit,
        log,
        metrics,
      });
    };
  };

  const admitOrRefuse = async (c: Context): Promise<SocketHandler> => {
    try {
      return await admitSocket(c);
    } catch (error) {
      log.error({ err: error }, 'rights could not be looked up');
      return refuse(refuseAdmission('overloaded', 'try again'));
    }
  };

  const upgrade = async (c: Context<{ Bindings: HttpBindings }>): Promise<Response> => {
    const { headers } = c.env.incoming;
    if (headers.upgrade?.toLowerCase() !== 'websocket') throw new ProblemError('not-found');
    if (isCrossOrigin(headers, deps.origin)) throw new ProblemError('foreign-origin');
    const handleSocket = await admitOrRefuse(c);
    return upgradeWebSocket(c, {
      onOpen(_event, { raw }) {
        if (!(raw instanceof WebSocket)) return;
        handleSocket(raw);
        releaseRequest(raw);
      },
    });
  };

  app.get('/sync/:workshop', upgrade);
  app.get('/sync/:workshop/:circle', upgrade);
  return app;
};
