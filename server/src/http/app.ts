import { Hono } from 'hono';
import { except } from 'hono/combine';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { limitBody, limitPlanFile } from './middleware/bodyLimits.ts';
import { handleErrors, ProblemError } from './middleware/problems.ts';
import { createRouteMiddleware, type RouteMiddlewareDeps } from './middleware/routeMiddleware.ts';
import { requireSameOrigin } from './middleware/sameOrigin.ts';
import { securityHeaders } from './middleware/securityHeaders.ts';
import { accountRoutes, type AccountRoutesDeps } from './routes/accounts/accounts.ts';
import { activityRoutes, type ActivityRoutesDeps } from './routes/workshop/activity.ts';
import { clientFileRoutes } from './routes/site/clientFiles.ts';
import { commandRoutes, type CommandRoutesDeps } from './routes/workshop/commands.ts';
import { demoRoutes, type DemoRoutesDeps } from './routes/accounts/demo.ts';
import { exportRoutes, type ExportRoutesDeps } from './routes/workshop/exports.ts';
import { healthRoutes, type HealthRoutesDeps } from './routes/site/health.ts';
import { inviteRoutes, type InviteRoutesDeps } from './routes/accounts/invites.ts';
import { libraryRoutes, type LibraryRoutesDeps, planFilePath } from './routes/directory/library.ts';
import { matchingRoutes, type MatchingRoutesDeps } from './routes/directory/matching.ts';
import { addOpenapiRoute } from './routes/site/openapi.ts';
import { peopleRoutes, type PeopleRoutesDeps } from './routes/accounts/people.ts';
import { profileRoutes, type ProfileRoutesDeps } from './routes/directory/profiles.ts';
import { syncRoutes, type SyncRoutesDeps } from './routes/workshop/sync.ts';
import { vaultRoutes, type VaultRoutesDeps } from './routes/workshop/vault.ts';
import { workshopRoutes, type WorkshopRoutesDeps } from './routes/accounts/workshops.ts';

type AppDeps = RouteMiddlewareDeps &
  AccountRoutesDeps &
  ActivityRoutesDeps &
  CommandRoutesDeps &
  DemoRoutesDeps &
  ExportRoutesDeps &
  HealthRoutesDeps &
  InviteRoutesDeps &
  LibraryRoutesDeps &
  MatchingRoutesDeps &
  PeopleRoutesDeps &
  ProfileRoutesDeps &
  SyncRoutesDeps &
  VaultRoutesDeps &
  WorkshopRoutesDeps & {
    /** The folder of the built client, absolute. */
    readonly client: string;
    readonly log: Log;
    readonly metrics: Metrics;
  };

/** Every route of the server, behind the middleware that all requests pass. */
export const createApp = (deps: AppDeps): Hono => {
  const { origin, log, metrics } = deps;
  const app = new Hono();
  app.onError(handleErrors(log));
  app.notFound(() => {
    throw new ProblemError('not-found');
  });

  app.use('*', metrics.measure, securityHeaders(origin), requireSameOrigin(origin));
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.use('/api/*', except(planFilePath, limitBody));
  app.use(planFilePath, limitPlanFile);

  const middleware = createRouteMiddleware(deps);
  app.route('/', accountRoutes(deps, middleware));
  app.route('/', workshopRoutes(deps, middleware));
  app.route('/', inviteRoutes(deps, middleware));
  app.route('/', peopleRoutes(deps, middleware));
  app.route('/', profileRoutes(deps, middleware));
  app.route('/', libraryRoutes(deps, middleware));
  app.route('/', matchingRoutes(deps, middleware));
  app.route('/', exportRoutes(deps, middleware));
  app.route('/', activityRoutes(deps, middleware));
  app.route('/', demoRoutes(deps, middleware));
  app.route('/', commandRoutes(deps, middleware));
  app.route('/', vaultRoutes(deps, middleware));
  app.route('/', syncRoutes(deps));
  app.route('/', healthRoutes(deps));
  addOpenapiRoute(app);
  app.route('/', clientFileRoutes(deps.client));
  return app;
};
