import type { Invite } from '@brygga/shared/api/workshops';
import { createInvite } from '../../api/workshopApi.ts';

/** The code that a wall shows: the one in its address, or a new one where the viewer may invite. */
export const wallCode = async (
  workshop: string,
  codeInAddress: string | null,
  mayInvite: boolean,
): Promise<Pick<Invite, 'code' | 'url'> | undefined> => {
  if (codeInAddress) {
    return { code: codeInAddress, url: `${window.location.origin}/join/${encodeURIComponent(codeInAddress)}` };
  }
  if (!mayInvite) return undefined;
  const invite = await createInvite(workshop, 'participant');
  return invite.ok ? invite.value : undefined;
};
