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

/** Only people with an account have credentials; guests, personas and demo visitors have none. */
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
  /** For an organisation of guests: the only workshop in which it exists. Null for a registered one. */
  workshop: WorkshopId | null;
  /** Normalised name by which guests find the same organisation; null for a registered one. */
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

/** A person in one workshop. */
interface ParticipationsTable {
  workshop: WorkshopId;
  person: PersonId;
  role: Role;
  name: string;
  /** Shown beside the person in the roster. */
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

/** People as whom a demo's visitor can act. */
interface PersonasTable {
  person: PersonId;
  workshop: WorkshopId;
  /** Order in which they are offered. */
  position: number;
}

/** A file imported into a city's library, or being imported. */
interface LibraryImportsTable {
  id: PlanImportId;
  organisation: OrganisationId;
  person: PersonId;
  name: string;
  at: number;
  /** 1 when the import is complete; before that it is ignored. */
  done: 0 | 1;
}

type Columns<Fields> = {
  [Name in keyof Fields]-?: undefined extends Fields[Name] ? Exclude<Fields[Name], undefined> | null : Fields[Name];
};

export interface LibraryActionsTable extends Columns<PlanAction> {
  import: PlanImportId;
  /** Stays the same over imports for an action with a code. */
  id: PlanActionId;
  organisation: OrganisationId;
  /** Order in the file. */
  position: number;
  /** Text that a search matches, in lower case. */
  searched: string;
}

interface ProfilesTable {
  organisation: OrganisationId;
  /** From 1; incremented by every write. */
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
 * Queries work with every adapter. The first statement of a transaction must write (SQLite can't upgrade
 * a read snapshot after others wrote), and a transaction awaits nothing but this database, since the
 * journal writes to the same file.
 */
export type Storage = Kysely<Tables>;
