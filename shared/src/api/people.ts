import { z } from 'zod';
import { Role } from '../document/roster.ts';
import { PersonId } from '../ids.ts';

export const RoleInput = z.object({ role: Role });
export type RoleInput = z.output<typeof RoleInput>;

/** Who is what in a workshop from now on. */
export const RoleChanged = z.object({ id: PersonId, role: Role });
export type RoleChanged = z.output<typeof RoleChanged>;
