import { RoleChanged, RoleInput } from '@brygga/shared/api/workshops';
import { PersonId, WorkshopId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import type { ParticipationOutcome, Participations } from '../../accounts/participations.ts';
import type { Workshops } from '../../accounts/workshops.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import { readBody } from '../middleware/readInput.ts';
import { problem, ProblemError } from '../middleware/problems.ts';

export interface PeopleRoutesDeps {
  readonly participations: Participations;
  readonly workshops: Pick<Workshops, 'roleOf'>;
  readonly authenticate: Authenticate;
}

/** What a facilitator settles of the people in a workshop. */
export const peopleRoutes = ({ participations, workshops, authenticate }: PeopleRoutesDeps): Hono => {
  const app = new Hono();

  /** @throws ProblemError unless a facilitator of the workshop asks. */
  const askedOf = async (c: Context): Promise<{ workshop: WorkshopId; person: PersonId }> => {
    const asker = await authenticate(c);
    if (!asker) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id'));
    const role = workshop.success ? await workshops.roleOf(workshop.data, asker) : undefined;
    if (!workshop.success || !role) throw new ProblemError('unknown-workshop');
    if (role !== 'facilitator') throw new ProblemError('no-right');
    const person = PersonId.safeParse(c.req.param('person'));
    if (!person.success) throw new ProblemError('unknown-person');
    return { workshop: workshop.data, person: person.data };
  };

  const answer = (c: Context, changed: ParticipationOutcome, done: () => Response): Response =>
    changed === 'done' ? done() : problem(c, changed);

  app.patch('/api/workshops/:id/people/:person', async (c) => {
    const { workshop, person } = await askedOf(c);
    const { role } = await readBody(c, RoleInput);
    const changed = await participations.changeRole(workshop, person, role);
    return answer(c, changed, () => c.json(RoleChanged.parse({ id: person, role })));
  });

  app.delete('/api/workshops/:id/people/:person', async (c) => {
    const { workshop, person } = await askedOf(c);
    return answer(c, await participations.remove(workshop, person), () => c.body(null, 204));
  });

  return app;
};
