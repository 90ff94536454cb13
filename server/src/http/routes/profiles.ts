import { ProfileInput, ProfileResponse } from '@brygga/shared/api/accounts';
import { OrganisationId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import { isFacilitator } from '@brygga/shared/rules/actor';
import { type Context, Hono } from 'hono';
import type { Memberships } from '../../sync/access/membership.ts';
import type { Organisations } from '../../accounts/organisations.ts';
import type { Roster } from '../../accounts/roster.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { Profiles } from '../../directory/profiles.ts';
import { readBody } from '../middleware/readInput.ts';
import { problem, ProblemError } from '../middleware/problems.ts';

export interface ProfileRoutesDeps {
  readonly profiles: Profiles;
  readonly roster: Pick<Roster, 'refreshCompany'>;
  readonly organisations: Organisations;
  readonly memberships: Memberships;
  readonly authenticate: Authenticate;
}

const path = '/api/organisations/:id/profile';

/** What a company can do: its own people write it, and facilitators who meet it read it. Nobody else has it. */
export const profileRoutes = ({
  profiles,
  roster,
  organisations,
  memberships,
  authenticate,
}: ProfileRoutesDeps): Hono => {
  const app = new Hono();

  const asker = async (c: Context): Promise<PersonId> => {
    const person = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    return person;
  };

  /**
   * The company that is asked about, to its own people and to whom `others` lets in.
   *
   * @throws ProblemError where it is no company, or does not exist for this person.
   */
  const askedOf = async (
    c: Context,
    person: PersonId,
    others: (company: OrganisationId) => Promise<boolean>,
  ): Promise<OrganisationId> => {
    const organisation = OrganisationId.safeParse(c.req.param('id')).data;
    const kind = organisation && (await organisations.kindForMember(person, organisation));
    if (kind !== undefined && kind !== 'company') throw new ProblemError('no-right');
    if (!organisation || !(kind === 'company' || (await others(organisation)))) {
      throw new ProblemError('unknown-organisation');
    }
    return organisation;
  };

  app.get(path, async (c) => {
    const person = await asker(c);
    const company = await askedOf(c, person, (its) => profiles.meetsAsFacilitator(person, its));
    return c.json(ProfileResponse.parse(await profiles.read(company)));
  });

  app.put(path, async (c) => {
    const person = await asker(c);
    const company = await askedOf(c, person, () => Promise.resolve(false));
    const { version, profile } = await readBody(c, ProfileInput);
    const { profile: before } = await profiles.read(company);
    const written = await profiles.write(company, person, version, profile);
    if (!written) return problem(c, 'profile-changed');
    // A profile saves itself as it is written; boards list nothing else of it.
    if (profile.capacity !== before.capacity) await roster.refreshCompany(company);
    return c.json(ProfileResponse.parse({ organisation: company, version: version + 1, profile }));
  });

  app.get('/api/workshops/:id/profiles', async (c) => {
    const person = await asker(c);
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    const membership = workshop && (await memberships.of(workshop, person));
    if (!workshop || !membership) return problem(c, 'unknown-workshop');
    const { actor } = membership;
    const all = isFacilitator(actor)
      ? await profiles.inWorkshop(workshop)
      : await Promise.all(
          actor.organisations.filter(({ kind }) => kind === 'company').map(({ id }) => profiles.read(id)),
        );
    return c.json(ProfileResponse.array().parse(all));
  });

  return app;
};
