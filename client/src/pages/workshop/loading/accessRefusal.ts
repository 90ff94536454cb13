import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { LocalStoreState } from '../../../documents/store/localStore.ts';
import { m } from '../../../i18n/index.ts';

/** Why a board can't be shown: the code of a socket closed for good, or the reason of a failed request. */
export type AccessRefusal = CloseName | 'unreachable';

/** The one action offered. */
export type RefusalAction = 'sign-in' | 'join' | 'workshops' | 'new-demo' | 'reload' | 'retry';

export interface RefusalMessage {
  readonly title: string;
  readonly text: string;
  readonly action: RefusalAction;
}

/** What has become of the text on a board that has just closed. */
const whereTextIs = (localStore: LocalStoreState): string => {
  if (localStore === 'opening') return '';
  return ` ${localStore === 'keeping' ? m.pages_refused_kept() : m.pages_refused_not_kept()}`;
};

/**
 * @param inDemo whether the address names the persona of a demo's visitor.
 * @param localStore whether this browser keeps what was written; `opening` where no board was opened.
 */
export const refusalMessage = (
  refusal: AccessRefusal,
  inDemo: boolean,
  localStore: LocalStoreState = 'opening',
): RefusalMessage => {
  const kept = whereTextIs(localStore);
  const gone = refusal === 'unknown' || refusal === 'no-right' || refusal === 'signed-out';
  if (inDemo && gone) return { title: m.pages_refused_demo(), text: m.pages_refused_demo_says(), action: 'new-demo' };
  switch (refusal) {
    case 'signed-out':
      return { title: m.pages_refused_signed_out(), text: m.pages_refused_signed_out_says() + kept, action: 'sign-in' };
    case 'no-right':
      return { title: m.pages_refused_no_right(), text: m.pages_refused_no_right_says() + kept, action: 'join' };
    case 'unknown':
      return { title: m.pages_refused_unknown(), text: m.pages_refused_unknown_says(), action: 'workshops' };
    case 'schema-version':
      return { title: m.pages_refused_version(), text: m.pages_refused_version_says() + kept, action: 'reload' };
    case 'unreachable':
      return { title: m.pages_unreachable(), text: m.problem_unreachable(), action: 'retry' };
    default:
      return { title: m.pages_refused_broken(), text: m.pages_refused_broken_says() + kept, action: 'reload' };
  }
};
