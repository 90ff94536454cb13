import { createInvites } from '../accounts/invites.ts';
import { createMemberships } from '../accounts/memberships.ts';
import { createOrganisations } from '../accounts/organisations.ts';
import { createParticipations } from '../accounts/participations.ts';
import { createPeople } from '../accounts/people.ts';
import { createRoster } from '../accounts/roster.ts';
import { createWorkshops } from '../accounts/workshops.ts';
import { createActivity } from '../activity/activity.ts';
import { createAuthenticate } from '../auth/authenticate.ts';
import { createRateLimits } from '../auth/rateLimits.ts';
import { createSessions } from '../auth/sessions.ts';
import { createDemos } from '../demo/demos.ts';
import { createImports } from '../directory/library/imports.ts';
import { createLibrary } from '../directory/library/library.ts';
import { createProfiles } from '../directory/profiles.ts';
import { createMatching } from '../matching/matching.ts';
import { createHealth } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import type { PurgeTask } from '../ops/purge.ts';
import { createReports } from '../reports/reports.ts';
import { createAdmissions } from '../sync/access/admission.ts';
import { createVaultQueries } from '../vault/vaultQueries.ts';
import type { Commands } from './commands.ts';
import type { Database } from './database.ts';
import type { Documents } from './documents.ts';
import type { Workers } from './workers.ts';

interface FeaturesDeps {
  readonly database: Database;
  readonly documents: Documents;
  readonly commands: Pick<Commands, 'boards' | 'revocations'>;
  readonly workers: Workers;
  readonly log: Log;
  readonly origin: string | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What the routes call. */
export const createFeatures = ({
  database: { storage },
  documents: { journal, rooms },
  commands: { boards, revocations },
  workers: { planReader, typesetter, solver },
  log,
  origin,
  now = Date.now,
}: FeaturesDeps) => {
  const sessions = createSessions(storage, origin, revocations.sessionEnded);
  const demos = createDemos(storage, boards, now);
  const memberships = createMemberships(storage);
  const roster = createRoster(storage, boards);
  const profiles = createProfiles(storage, now);
  const vaultQueries = createVaultQueries({ rooms });
  return {
    activity: createActivity({ journal, rooms, now }),
    admissions: createAdmissions({ rooms, memberships }),
    authenticate: createAuthenticate({ sessions, demos }),
    demos,
    health: createHealth(storage, journal),
    imports: createImports({ storage, planReader, log, now }),
    invites: createInvites(storage, now),
    library: createLibrary(storage),
    matching: createMatching({ rooms, profiles, solver, vaultRelations: vaultQueries.relationsIn }),
    memberships,
    organisations: createOrganisations(storage),
    participations: createParticipations(storage, roster),
    people: createPeople(storage),
    planReader,
    profiles,
    rateLimits: createRateLimits(),
    reports: createReports({ rooms, typesetter, now }),
    roster,
    sessions,
    vaultQueries,
    workshops: createWorkshops(storage, boards, roster, now),
  };
};

export type Features = ReturnType<typeof createFeatures>;

/** What removes data that nobody needs any more, by the name that the log gives it. */
export const purgeTasksOf = ({ demos, sessions, invites, imports }: Features): Readonly<Record<string, PurgeTask>> => ({
  demos: demos.purge,
  sessions: sessions.removeExpired,
  invites: invites.purge,
  imports: imports.purge,
});
