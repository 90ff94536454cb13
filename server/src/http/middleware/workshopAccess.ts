import { WorkshopId } from '@brygga/shared/ids';
import { isFacilitator, type Person } from '@brygga/shared/rules/actor';
import type { MiddlewareHandler } from 'hono';
import type { Memberships } from '../../sync/access/membership.ts';
import { withDescription } from '../openapi/routeDescription.ts';
import type { InWorkshop } from './context.ts';
import { ProblemError } from './problems.ts';
import { parseParam } from './validation.ts';

/** Finds the membership of the signed-in person in the workshop of the path's `:id`. */
export const createRequireMembership = (memberships: Pick<Memberships, 'of'>) =>
  withDescription<MiddlewareHandler<InWorkshop>>(
    async (c, next) => {
      const workshop = parseParam(c, 'id', WorkshopId, 'unknown-workshop');
      const membership = await memberships.of(workshop, c.var.person);
      if (!membership) throw new ProblemError('unknown-workshop');
      c.set('workshop', workshop);
      c.set('membership', membership);
      await next();
    },
    { problems: ['unknown-workshop'] },
  );

/** Refuses members of the workshop that `isAllowed` doesn't name. */
export const requireActor = (isAllowed: (actor: Person) => boolean) =>
  withDescription<MiddlewareHandler<InWorkshop>>(
    async (c, next) => {
      if (!isAllowed(c.var.membership.actor)) throw new ProblemError('no-right');
      await next();
    },
    { problems: ['no-right'] },
  );

export const requireFacilitator = requireActor(isFacilitator);
