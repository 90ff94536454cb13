import { z } from 'zod';
import { Role } from '../document/roster.ts';
import { PersonId } from '../ids.ts';

export const RoleInput = z.object({ role: Role });
export type RoleInput = z.output<typeof RoleInput>;

/** A person's new role in a workshop. */
export const RoleChanged = z.object({ id: PersonId, role: Role });
export type RoleChanged = z.output<typeof RoleChanged>;
