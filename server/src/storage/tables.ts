import type { OrganisationKind, Role } from '@brygga/shared/document/roster';
import type { PlanAction } from '@brygga/shared/domain/plan/action';
import type { OrganisationId, PersonId, PlanActionId, PlanImportId, WorkshopId } from '@brygga/shared/ids';
import type { Kysely } from 'kysely';

/** Times are milliseconds since 1970. */
interface PeopleTable {
  id: PersonId;
  name: string;
  createdAt: number;
}

/** Only people with an account have one; guests, personas and visitors of a demo have none. */
interface CredentialsTable {
  person: PersonId;
  /** Lower case. */
  email: string;
  passwordHash: string;
}

interface SessionsTable {
  id: string;
  person: PersonId;
  expiresAt: number;
}

interface OrganisationsTable {
  id: OrganisationId;
  kind: OrganisationKind;
  name: string;
  country: string;
  /** The workshop that it was made in by its guests, and outside of which it does not exist; null for a registered one. */
  workshop: WorkshopId | null;
  /** The name as two guests who mean the same organisation give it; null for a registered one. */
  guestName: string | null;
}

interface MembershipsTable {
  person: PersonId;
  organisation: OrganisationId;
}

interface WorkshopsTable {
  id: WorkshopId;
  title: string;
  createdAt: number;
}

/** A person as one workshop knows them. */
interface ParticipationsTable {
  workshop: WorkshopId;
  person: PersonId;
  role: Role;
  name: string;
  /** The one that the roster shows the person with. */
  organisation: OrganisationId;
  joinedAt: number;
}

interface InvitesTable {
  /** Upper case, no dashes. */
  code: string;
  workshop: WorkshopId;
  role: Role;
  expiresAt: number;
}

interface DemosTable {
  workshop: WorkshopId;
  visitor: PersonId;
  lastSeen: number;
}

/** Whom a demo's visitor may look as. */
interface PersonasTable {
  person: PersonId;
  workshop: WorkshopId;
  /** In which order they are offered. */
  position: number;
}

/** A file that was brought into a city's library, or is just being. */
interface LibraryImportsTable {
  id: PlanImportId;
  organisation: OrganisationId;
  person: PersonId;
  name: string;
  at: number;
  /** 1 when all of it is there: before that, none of it counts. */
  done: 0 | 1;
}

type Columns<Fields> = {
  [Name in keyof Fields]-?: undefined extends Fields[Name] ? Exclude<Fields[Name], undefined> | null : Fields[Name];
};

export interface LibraryActionsTable extends Columns<PlanAction> {
  import: PlanImportId;
  /** An action with a code keeps it over imports. */
  id: PlanActionId;
  organisation: OrganisationId;
  /** In which order the file has them. */
  position: number;
  /** What a search looks through, in lower case. */
  searched: string;
}

interface ProfilesTable {
  organisation: OrganisationId;
  /** From 1 on; each time it is written, one more. */
  version: number;
  /** A `CompanyProfile` as JSON. */
  profile: string;
  by: PersonId;
  at: number;
}

export interface Tables {
  people: PeopleTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
  organisations: OrganisationsTable;
  memberships: MembershipsTable;
  workshops: WorkshopsTable;
  participations: ParticipationsTable;
  invites: InvitesTable;
  demos: DemosTable;
  personas: PersonasTable;
  libraryImports: LibraryImportsTable;
  libraryActions: LibraryActionsTable;
  profiles: ProfilesTable;
}

/**
 * Queries are written once, for whichever adapter stands behind. Inside a transaction the first
 * statement writes (SQLite can't turn a read snapshot into a write after others wrote), and nothing
 * but this database is awaited: the journal writes to the same file.
 */
export type Storage = Kysely<Tables>;
