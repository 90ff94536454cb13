import type { EditPolicy } from '@brygga/shared/agreements/session/state';
import { m } from '../../../i18n/index.ts';

/** What a step may let people write, as a facilitator chooses it. */
export const editPolicyNames = {
  open: m.session_writing_open,
  notes: m.session_writing_notes,
  closed: m.session_writing_closed,
} satisfies Record<EditPolicy, () => string>;

/** How the step that runs narrows what this person writes: shortly, and in a sentence; undefined where it doesn't. */
export const editPolicyNotice = (writing: EditPolicy, isHost: boolean) => {
  switch (writing) {
    case 'open':
      return undefined;
    case 'notes':
      return {
        short: m.session_now_notes_short(),
        whole: isHost ? m.session_now_notes_host() : m.session_now_notes(),
      };
    case 'closed':
      return {
        short: m.session_now_closed_short(),
        whole: isHost ? m.session_now_closed_host() : m.session_now_closed(),
      };
  }
};
