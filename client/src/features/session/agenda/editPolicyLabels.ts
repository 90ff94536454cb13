import type { EditPolicy } from '@brygga/shared/agreements/session/state';
import { m } from '../../../i18n/index.ts';

/** The edit policies of a step, as options for a facilitator. */
export const editPolicyNames = {
  open: m.session_writing_open,
  notes: m.session_writing_notes,
  closed: m.session_writing_closed,
} satisfies Record<EditPolicy, () => string>;

/** What the running step restricts, as a short label and as a sentence; undefined where it restricts nothing. */
export const editPolicyNotice = (policy: EditPolicy, isFacilitator: boolean) => {
  switch (policy) {
    case 'open':
      return undefined;
    case 'notes':
      return {
        short: m.session_now_notes_short(),
        sentence: isFacilitator ? m.session_now_notes_host() : m.session_now_notes(),
      };
    case 'closed':
      return {
        short: m.session_now_closed_short(),
        sentence: isFacilitator ? m.session_now_closed_host() : m.session_now_closed(),
      };
  }
};
