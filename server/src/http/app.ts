import { planFileBytesMax } from '@brygga/shared/api/library';
import type { ProblemCode } from '@brygga/shared/api/problems';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { except } from 'hono/combine';
import { accountRoutes, type AccountRoutesDeps } from './routes/accounts.ts';
import { activityRoutes, type ActivityRoutesDeps } from './routes/activity.ts';
import { commandRoutes, type CommandRoutesDeps } from './routes/commands.ts';
import { vaultRoutes, type VaultRoutesDeps } from './routes/vault.ts';
import { demoRoutes, type DemoRoutesDeps } from './routes/demo.ts';
import { exportRoutes, type ExportRoutesDeps } from './routes/exports.ts';
import { inviteRoutes, type InviteRoutesDeps } from './routes/invites.ts';
import { libraryRoutes, type LibraryRoutesDeps, planFilePath } from './routes/library.ts';
import { matchingRoutes, type MatchingRoutesDeps } from './routes/matching.ts';
import { openapiRoutes } from './openapi/openapi.ts';
import { healthRoutes, type HealthRoutesDeps } from './routes/health.ts';
import { handleErrors, problem } from './middleware/problems.ts';
import { securityHeaders, requireSameOrigin } from './middleware/securityHeaders.ts';
import { profileRoutes, type ProfileRoutesDeps } from './routes/profiles.ts';
import { peopleRoutes, type PeopleRoutesDeps } from './routes/people.ts';
import { clientFileRoutes } from './routes/clientFiles.ts';
import { syncRoutes, type SyncRoutesDeps } from './routes/sync.ts';
import { workshopRoutes, type WorkshopRoutesDeps } from './routes/workshops.ts';

/** Bytes of a body that this server accepts. */
const bodyBytesMax = 64 * 1024;

type AppDeps = AccountRoutesDeps &
  ActivityRoutesDeps &
  CommandRoutesDeps &
  VaultRoutesDeps &
  DemoRoutesDeps &
  ExportRoutesDeps &
  InviteRoutesDeps &
  LibraryRoutesDeps &
  MatchingRoutesDeps &
  HealthRoutesDeps &
  PeopleRoutesDeps &
  ProfileRoutesDeps &
  SyncRoutesDeps &
  WorkshopRoutesDeps & {
    /** The folder of the built client, absolute. */
    readonly client: string;
  };

/** The rest of the body is not read, so that the connection can't be used again: whoever asks next is told. */
const rejectLargeBody =
  (code: ProblemCode) =>
  (c: Context): Response => {
    c.header('Connection', 'close');
    return problem(c, code);
  };

/** Every route of the server, behind the gates that all requests pass. */
export const createApp = (parts: AppDeps): Hono => {
  const { origin, log, metrics } = parts;
  const app = new Hono();
  app.onError(handleErrors(log));
  app.notFound((c) => problem(c, 'not-found'));

  app.use('*', metrics.measure, securityHeaders(origin), requireSameOrigin(origin));
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  // A file that is sent has a limit of its own.
  app.use(
    '/api/*',
    except(planFilePath, bodyLimit({ maxSize: bodyBytesMax, onError: rejectLargeBody('body-too-large') })),
  );
  app.use(planFilePath, bodyLimit({ maxSize: planFileBytesMax, onError: rejectLargeBody('file-too-large') }));

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
  app.route('/', vaultRoutes(parts));
  app.route('/', syncRoutes(parts));
  app.route('/', healthRoutes(parts));
  app.route('/', openapiRoutes());
  app.route('/', clientFileRoutes(parts.client));
  return app;
};
