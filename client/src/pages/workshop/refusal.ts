import type { CloseName } from '@brygga/shared/wire/closeCodes';
import { m } from '../../i18n/index.ts';

/** Why a board can't be shown: a socket that was closed for good, or the server's answer to asking for it. */
export type Refusal = CloseName | 'unreachable';

/** The one thing to do about it. */
export type WayOut = 'sign-in' | 'join' | 'workshops' | 'new-demo' | 'reload' | 'retry';

export interface RefusalWords {
  readonly title: string;
  readonly says: string;
  readonly way: WayOut;
}

/** @param inDemo the address says whom a demo's visitor looks as. */
export const refusalWords = (refusal: Refusal, inDemo: boolean): RefusalWords => {
  const gone = refusal === 'unknown' || refusal === 'no-right' || refusal === 'signed-out';
  if (inDemo && gone) return { title: m.pages_refused_demo(), says: m.pages_refused_demo_says(), way: 'new-demo' };
  switch (refusal) {
    case 'signed-out':
      return { title: m.pages_refused_signed_out(), says: m.pages_refused_signed_out_says(), way: 'sign-in' };
    case 'no-right':
      return { title: m.pages_refused_no_right(), says: m.pages_refused_no_right_says(), way: 'join' };
    case 'unknown':
      return { title: m.pages_refused_unknown(), says: m.pages_refused_unknown_says(), way: 'workshops' };
    case 'schema-version':
      return { title: m.pages_refused_version(), says: m.pages_refused_version_says(), way: 'reload' };
    case 'unreachable':
      return { title: m.pages_unreachable(), says: m.problem_unreachable(), way: 'retry' };
    default:
      return { title: m.pages_refused_broken(), says: m.pages_refused_broken_says(), way: 'reload' };
  }
};
