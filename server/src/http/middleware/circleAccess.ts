import { boardCircle, type Circle, readCircle } from '@brygga/shared/document/circles';
import { type PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Context, MiddlewareHandler } from 'hono';
import type { Admissions } from '../../sync/access/admission.ts';
import { withDescription } from '../openapi/routeDescription.ts';
import type { InCircle } from './context.ts';
import { ProblemError } from './problems.ts';
import { parseParam } from './validation.ts';

interface QueryWithCircle {
  out: { query: { circle?: string | undefined } };
}

/** P9: HTTP gives nobody more than the sync does. Who may enter a circle may read what lies in it. */
export const createCircleMiddleware = (admissions: Pick<Admissions, 'admit'>) => {
  /** @throws ProblemError unless the person may enter the circle. */
  const requireAdmission = async (workshop: WorkshopId, circle: Circle, person: PersonId): Promise<void> => {
    const admission = await admissions.admit(workshop, circle, person);
    if (admission.kind === 'admitted') return;
    const isInWorkshop =
      circle.is !== 'board' && (await admissions.admit(workshop, boardCircle, person)).kind === 'admitted';
    throw new ProblemError(isInWorkshop ? 'no-right' : 'unknown-workshop');
  };

  /**
   * Lets in whoever may enter a circle of the workshop of the path's `:id`.
   *
   * @param circleOf the circle that a request is about; may throw a ProblemError.
   */
  const requireCircle = <Entered extends Circle>(circleOf: (c: Context) => Entered) =>
    withDescription<MiddlewareHandler<InCircle<Entered>>>(
      async (c, next) => {
        const workshop = parseParam(c, 'id', WorkshopId, 'unknown-workshop');
        const circle = circleOf(c);
        await requireAdmission(workshop, circle, c.var.person);
        c.set('workshop', workshop);
        c.set('circle', circle);
        await next();
      },
      { problems: ['unknown-workshop', 'no-right'] },
    );

  /** The same for the circle that the query names, or the board. The query must have been validated. */
  const requireQueryCircle = withDescription<MiddlewareHandler<InCircle, string, QueryWithCircle>>(
    async (c, next) => {
      const { circle: name } = c.req.valid('query');
      const workshop = parseParam(c, 'id', WorkshopId, 'unknown-workshop');
      const circle = name === undefined ? boardCircle : readCircle(name);
      if (!circle) throw new ProblemError('unknown-workshop');
      await requireAdmission(workshop, circle, c.var.person);
      c.set('workshop', workshop);
      c.set('circle', circle);
      await next();
    },
    { problems: ['unknown-workshop', 'no-right'] },
  );

  return { requireCircle, requireQueryCircle };
};
