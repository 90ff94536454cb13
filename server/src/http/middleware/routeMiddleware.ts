import type { Organisations } from '../../accounts/organisations.ts';
import type { RateLimits } from '../../auth/rateLimits.ts';
import type { Admissions } from '../../sync/access/admission.ts';
import type { Memberships } from '../../sync/access/membership.ts';
import { createCircleMiddleware } from './circleAccess.ts';
import { createRequireOrganisation } from './organisationAccess.ts';
import { createRateLimitMiddleware } from './rateLimit.ts';
import { createSessionMiddleware, type SessionMiddlewareDeps } from './session.ts';
import { createRequireMembership } from './workshopAccess.ts';

export interface RouteMiddlewareDeps extends SessionMiddlewareDeps {
  readonly memberships: Memberships;
  readonly admissions: Pick<Admissions, 'admit'>;
  readonly organisations: Organisations;
  readonly rateLimits: RateLimits;
  /** Where people reach this server; undefined means wherever they come from. */
  readonly origin: string | undefined;
}

/** The middleware that several routes stand behind. Its order in a route is the order of that route's refusals. */
export const createRouteMiddleware = (deps: RouteMiddlewareDeps) => ({
  ...createSessionMiddleware(deps),
  ...createCircleMiddleware(deps.admissions),
  ...createRateLimitMiddleware(deps.rateLimits, deps.origin),
  requireMembership: createRequireMembership(deps.memberships),
  requireOrganisation: createRequireOrganisation(deps.organisations),
});

export type RouteMiddleware = ReturnType<typeof createRouteMiddleware>;
