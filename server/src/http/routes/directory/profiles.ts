import { ProfileInput, ProfileResponse } from '@brygga/shared/api/accounts';
import { isFacilitator } from '@brygga/shared/rules/actor';
import { Hono } from 'hono';
import type { Roster } from '../../../accounts/roster.ts';
import type { Profiles } from '../../../directory/profiles.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body } from '../../middleware/validation.ts';

export interface ProfileRoutesDeps {
  readonly profiles: Profiles;
  readonly roster: Pick<Roster, 'refreshCompany'>;
}

const path = '/api/organisations/:id/profile';

/** What a company can do: its own people write it, and facilitators of workshops that it is in read it. */
export const profileRoutes = (
  { profiles, roster }: ProfileRoutesDeps,
  { requireSession, requireOrganisation, requireMembership }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.get(
    path,
    describeRoute('What a company can do; its own people, and facilitators of workshops that it is in'),
    responds(ProfileResponse),
    requireSession,
    requireOrganisation('company', (person, company) => profiles.meetsAsFacilitator(person, company)),
    async (c) => c.var.respond(await profiles.read(c.var.organisation)),
  );

  app.put(
    path,
    describeRoute('Save a company’s profile over the version that one has seen; its own people only', {
      problems: ['profile-changed'],
    }),
    responds(ProfileResponse),
    requireSession,
    requireOrganisation('company'),
    body(ProfileInput),
    async (c) => {
      const { person, organisation } = c.var;
      const { version, profile } = c.req.valid('json');
      const { profile: before } = await profiles.read(organisation);
      const isWritten = await profiles.write(organisation, person, version, profile);
      if (!isWritten) throw new ProblemError('profile-changed');
      // Boards show nothing of a profile but the capacity, and profiles are saved at every change.
      if (profile.capacity !== before.capacity) await roster.refreshCompany(organisation);
      return c.var.respond({ organisation, version: version + 1, profile });
    },
  );

  app.get(
    '/api/workshops/:id/profiles',
    describeRoute(
      'Profiles of the companies in a workshop for its facilitators, of one’s own companies for everybody else',
    ),
    responds(ProfileResponse.array()),
    requireSession,
    requireMembership,
    async (c) => {
      const { actor } = c.var.membership;
      if (isFacilitator(actor)) return c.var.respond(await profiles.inWorkshop(c.var.workshop));
      const ownCompanies = actor.organisations.filter(({ kind }) => kind === 'company');
      return c.var.respond(await Promise.all(ownCompanies.map(({ id }) => profiles.read(id))));
    },
  );

  return app;
};
