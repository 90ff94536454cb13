import { z } from 'zod';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { OrganisationKind, Role } from '../document/roster.ts';

/** Who a presence belongs to: written by the server from the session, never taken from the client. */
export const Identity = z.object({
  id: PersonId,
  name: z.string(),
  organisation: OrganisationId,
  organisationName: z.string(),
  kind: OrganisationKind,
  role: Role,
  /** Index into the client's table of presence colours, the same for this person on every screen. */
  colour: z.number().int().nonnegative(),
});
export type Identity = z.output<typeof Identity>;

export const presenceColourCount = 12;

/**
 * One person's presence, the JSON state of a y-protocols awareness entry. `user` is the server's;
 * the rest is what the client says of itself. Positions are board units.
 */
export const PresenceState = z.object({
  user: Identity,
  cursor: z.object({ x: z.number(), y: z.number() }).nullable().optional(),
  /** What the person has selected. */
  selection: z.array(CardId).max(100).optional(),
  /** Where the person types: the field of a card and the ends of the selection as Y.RelativePosition JSON. */
  caret: z
    .object({ card: CardId, field: z.string().max(40), anchor: z.unknown(), head: z.unknown() })
    .nullable()
    .optional(),
  /** What the person sees, for "go to where they are". */
  view: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }).nullable().optional(),
});
export type PresenceState = z.output<typeof PresenceState>;
