import { z } from 'zod';
import { OrganisationKind, Role } from '../document/roster.ts';
import { PersonId, WorkshopId } from '../ids.ts';

export const WorkshopInput = z.object({
  title: z.string().trim().min(1).max(120),
  template: z.enum(['matchmaking', 'blank']).default('matchmaking'),
});
export type WorkshopInput = z.output<typeof WorkshopInput>;

export const WorkshopSummary = z.object({
  id: WorkshopId,
  title: z.string(),
  role: Role,
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  people: z.number().int(),
});
export type WorkshopSummary = z.output<typeof WorkshopSummary>;

/** The workshops that somebody is in, newest first. */
export const WorkshopList = z.array(WorkshopSummary);

/** A person of a demo whom its visitor can act as. */
export const Persona = z.object({
  id: PersonId,
  name: z.string(),
  role: Role,
  organisation: z.object({ kind: OrganisationKind, name: z.string() }),
});
export type Persona = z.output<typeof Persona>;

export const WorkshopDetail = WorkshopSummary.extend({
  /** The person signed in; in a demo, the requested persona. */
  me: z.object({
    id: PersonId,
    name: z.string(),
    role: Role,
    organisations: z.array(z.object({ id: z.string(), kind: OrganisationKind, name: z.string() })),
  }),
  /** In a demo alone. */
  demo: z.object({ personas: z.array(Persona) }).optional(),
});
export type WorkshopDetail = z.output<typeof WorkshopDetail>;

export const InviteInput = z.object({ role: Role.default('participant') });
export const Invite = z.object({ code: z.string(), url: z.string(), role: Role, expiresAt: z.number() });
export type Invite = z.output<typeof Invite>;

/** Shown before joining. */
export const InviteDetail = z.object({ workshop: z.object({ title: z.string() }), role: Role });
export type InviteDetail = z.output<typeof InviteDetail>;

export const Joined = z.object({ workshopId: WorkshopId });
export const WorkshopCreated = z.object({ id: WorkshopId });
/** `fresh` replaces the visitor's open demo with a new copy. */
export const DemoInput = z.object({ fresh: z.boolean().default(false) });
export const DemoOpened = z.object({ id: WorkshopId, personas: z.array(Persona) });
export type DemoOpened = z.output<typeof DemoOpened>;

/** In a demo, the header (or, for sockets and streams, the query parameter) that names the persona. */
export const asHeader = 'Brygga-As';
export const asParam = 'as';

export const RoleInput = z.object({ role: Role });
export type RoleInput = z.output<typeof RoleInput>;

/** A person's role in the workshop from now on. */
export const RoleChanged = z.object({ id: PersonId, role: Role });
export type RoleChanged = z.output<typeof RoleChanged>;
