import { RivalsResponse, ScoringResponse } from '@brygga/shared/api/vault';
import { CardId, OrganisationId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import { isFacilitator, type Person } from '@brygga/shared/rules/actor';
import { type Context, Hono } from 'hono';
import type { Memberships } from '../../sync/access/membership.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { VaultQueries } from '../../vault/vaultQueries.ts';
import type { Admissions } from '../../sync/access/admission.ts';
import { requireCircleAccess } from '../middleware/circleAccess.ts';
import { ProblemError } from '../middleware/problems.ts';

export interface VaultRoutesDeps {
  readonly vaultQueries: Pick<VaultQueries, 'rivalsOf' | 'scoringOf'>;
  readonly admissions: Pick<Admissions, 'admit'>;
  readonly memberships: Memberships;
  readonly authenticate: Authenticate;
}

/** Those who answer a challenge wait for its scores; how many there are yet is for those who give them. */
const mayFollowScoring = (actor: Person): boolean =>
  isFacilitator(actor) || actor.organisations.some(({ kind }) => kind === 'city' || kind === 'host');

/** What may be known of the vault, by those who may know it. No document has it, so it is asked for. */
export const vaultRoutes = ({ vaultQueries, admissions, memberships, authenticate }: VaultRoutesDeps): Hono => {
  const app = new Hono();

  /** @throws ProblemError where nobody is signed in, or where it names no workshop. */
  const askedOf = async (c: Context): Promise<{ workshop: WorkshopId; person: PersonId }> => {
    const person = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    if (!workshop) throw new ProblemError('unknown-workshop');
    return { workshop, person };
  };

  app.get('/api/workshops/:id/companies/:company/rivals', async (c) => {
    const { workshop, person } = await askedOf(c);
    const company = OrganisationId.safeParse(c.req.param('company')).data;
    if (!company) throw new ProblemError('unknown-organisation');
    // Who may enter the company's circle may read its list: its own people, and no facilitator.
    await requireCircleAccess(admissions, { workshop, circle: { is: 'company', id: company } }, person);
    return c.json(RivalsResponse.parse(await vaultQueries.rivalsOf(workshop, company)));
  });

  app.get('/api/workshops/:id/challenges/:challenge/scoring', async (c) => {
    const { workshop, person } = await askedOf(c);
    const membership = await memberships.of(workshop, person);
    if (!membership) throw new ProblemError('unknown-workshop');
    if (!mayFollowScoring(membership.actor)) throw new ProblemError('no-right');
    const challenge = CardId.safeParse(c.req.param('challenge')).data;
    const scoring = challenge && (await vaultQueries.scoringOf(workshop, challenge));
    if (!scoring) throw new ProblemError('unknown-brief');
    return c.json(ScoringResponse.parse(scoring));
  });

  return app;
};
