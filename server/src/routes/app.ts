import { planFileBytesMax } from '@brygga/shared/api/library';
import type { ProblemCode } from '@brygga/shared/api/problems';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { except } from 'hono/combine';
import { accountRoutes, type AccountRoutes } from './accounts.ts';
import { activityRoutes, type ActivityRoutes } from './activity.ts';
import { commandRoutes, type CommandRoutes } from './commands.ts';
import { confidenceRoutes, type ConfidenceRoutes } from './confidence.ts';
import { demoRoutes, type DemoRoutes } from './demo.ts';
import { exportRoutes, type ExportRoutes } from './exports.ts';
import { inviteRoutes, type InviteRoutes } from './invites.ts';
import { libraryRoutes, type LibraryRoutes, planFilePath } from './library.ts';
import { matchingRoutes, type MatchingRoutes } from './matching.ts';
import { openapiRoutes } from './openapi.ts';
import { operationRoutes, type OperationRoutes } from './operations.ts';
import { onError, problem } from './problems.ts';
import { headers, ownPagesOnly } from './security.ts';
import { profileRoutes, type ProfileRoutes } from './profiles.ts';
import { peopleRoutes, type PeopleRoutes } from './people.ts';
import { staticRoutes } from './static.ts';
import { syncRoutes, type SyncRoutes } from './sync.ts';
import { workshopRoutes, type WorkshopRoutes } from './workshops.ts';

/** Bytes of a body that this server accepts. */
const bodyBytesMax = 64 * 1024;

type Parts = AccountRoutes &
  ActivityRoutes &
  CommandRoutes &
  ConfidenceRoutes &
  DemoRoutes &
  ExportRoutes &
  InviteRoutes &
  LibraryRoutes &
  MatchingRoutes &
  OperationRoutes &
  PeopleRoutes &
  ProfileRoutes &
  SyncRoutes &
  WorkshopRoutes & {
    /** The folder of the built client, absolute. */
    readonly client: string;
  };

/** The rest of the body is not read, so that the connection can't be used again: whoever asks next is told. */
const bodyTooLarge =
  (code: ProblemCode) =>
  (c: Context): Response => {
    c.header('Connection', 'close');
    return problem(c, code);
  };

/** Every route of the server, behind the gates that all requests pass. */
export const createApp = (parts: Parts): Hono => {
  const { origin, log, metrics } = parts;
  const app = new Hono();
  app.onError(onError(log));
  app.notFound((c) => problem(c, 'not-found'));

  app.use('*', metrics.measure, headers(origin), ownPagesOnly(origin));
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  // A file that is sent has a limit of its own.
  app.use(
    '/api/*',
    except(planFilePath, bodyLimit({ maxSize: bodyBytesMax, onError: bodyTooLarge('body-too-large') })),
  );
  app.use(planFilePath, bodyLimit({ maxSize: planFileBytesMax, onError: bodyTooLarge('file-too-large') }));

  app.route('/', accountRoutes(parts));
  app.route('/', workshopRoutes(parts));
  app.route('/', inviteRoutes(parts));
  app.route('/', peopleRoutes(parts));
  app.route('/', profileRoutes(parts));
  app.route('/', libraryRoutes(parts));
  app.route('/', matchingRoutes(parts));
  app.route('/', exportRoutes(parts));
  app.route('/', activityRoutes(parts));
  app.route('/', demoRoutes(parts));
  app.route('/', commandRoutes(parts));
  app.route('/', confidenceRoutes(parts));
  app.route('/', syncRoutes(parts));
  app.route('/', operationRoutes(parts));
  app.route('/', openapiRoutes());
  app.route('/', staticRoutes(parts.client));
  return app;
};
