import { randomInt } from 'node:crypto';
import type { Role } from '@brygga/shared/document/roster';
import type { WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';

/** Without 0, O, 1, I and L: people read codes off a wall and say them over the phone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 6;
const dayMs = 24 * 60 * 60 * 1000;
const validMs = 30 * dayMs;
/** An expired code is kept this long, so that people are told that it has expired. */
const rememberedMs = 90 * dayMs;

export interface WorkshopInvite {
  readonly code: string;
  readonly workshop: WorkshopId;
  readonly title: string;
  readonly role: Role;
  readonly expiresAt: number;
}

export interface Invites {
  create(workshop: WorkshopId, role: Role): Promise<{ code: string; role: Role; expiresAt: number }>;
  /** Case, spaces and hyphens of the code don't matter. */
  find(code: string): Promise<WorkshopInvite | 'unknown-code' | 'expired-code'>;
  purge(): Promise<void>;
}

/** @param now milliseconds since 1970 */
export const createInvites = (storage: Storage, now: () => number = Date.now): Invites => ({
  async create(workshop, role) {
    const expiresAt = now() + validMs;
    for (;;) {
      const code = newCode();
      const { numInsertedOrUpdatedRows } = await storage
        .insertInto('invites')
        .values({ code, workshop, role, expiresAt })
        .onConflict((conflict) => conflict.column('code').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows) return { code, role, expiresAt };
    }
  },

  async find(code) {
    const invite = await storage
      .selectFrom('invites')
      .innerJoin('workshops', 'workshops.id', 'invites.workshop')
      .select(['invites.code', 'invites.workshop', 'workshops.title', 'invites.role', 'invites.expiresAt'])
      .where('invites.code', '=', normalizeCode(code))
      .executeTakeFirst();
    if (!invite) return 'unknown-code';
    return invite.expiresAt <= now() ? 'expired-code' : invite;
  },

  async purge() {
    await storage
      .deleteFrom('invites')
      .where('expiresAt', '<', now() - rememberedMs)
      .execute();
  },
});

const newCode = (): string => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '');
