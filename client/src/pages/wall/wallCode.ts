import type { Invite } from '@brygga/shared/api/workshops';
import { createInvite } from '../../features/account/accountApi.ts';

/**
 * The code that a wall shows: the one in its address, or for a facilitator who opened the wall without
 * one, a new one. Undefined where there is none to show.
 */
export const wallCode = async (
  workshop: string,
  given: string | null,
  mayInvite: boolean,
): Promise<Pick<Invite, 'code' | 'url'> | undefined> => {
  if (given) return { code: given, url: `${window.location.origin}/join/${encodeURIComponent(given)}` };
  if (!mayInvite) return undefined;
  const made = await createInvite(workshop, 'participant');
  return made.ok ? made.value : undefined;
};
