import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { LineUp } from '@brygga/shared/domain/partners/lineUp';
import type { SeatView } from '@brygga/shared/domain/consortium/seats';
import type { PartnerReason } from '@brygga/shared/domain/partners/partnerReasons';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';
import { formatList, languageName } from '../../../i18n/format.ts';
import { countryName, key, m, needName } from '../../../i18n/index.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { referenceText } from '../../../ui/display/referenceFacts.ts';

type Needs = ChallengeCard['needs'];

/** Whether the reader belongs to the company that the sentence is about. */
export type Reader = 'own' | 'other';

export const percent = (share: number): number => Math.round(share * 100);

/** Empty for a need that was deleted. */
export const needNameById = (needs: Needs, need: NeedId): string => {
  const known = needs[need];
  return known ? needName(known) : '';
};

export const needNameList = (needs: Needs, ids: readonly NeedId[]): string =>
  formatList(ids.map((need) => needNameById(needs, need)).filter(Boolean));

export const companyName = (board: LiveBoard, company: OrganisationId): string =>
  board.roster.organisation(company)?.name ?? '';

export const companyNameList = (board: LiveBoard, companies: readonly OrganisationId[]): string =>
  formatList(companies.map((company) => companyName(board, company)));

/** What a reason's sentence needs to name people and needs. */
export interface SentenceContext {
  readonly reader: Reader;
  readonly needs: Needs;
  readonly board: LiveBoard;
}

/** Sentence for a reason; the need's name is in the heading above it. */
export const partnerReasonSentence = (reason: PartnerReason, { reader, needs, board }: SentenceContext): string => {
  const prefix = `partners_reason_${reader}` as const;
  switch (reason.is) {
    case 'covers':
      return m[key(`${prefix}_covers`, `${reason.level}`)]();
    case 'shown': {
      const reference = referenceText(reason.reference);
      return m[key(prefix, reason.there ? 'shown_there' : 'shown')]({ reference });
    }
    case 'only_one':
    case 'claims':
    case 'waits':
    case 'can_lead':
      return m[key(prefix, reason.is)]();
    case 'mutual':
      return m[key(prefix, 'mutual')]({ company: companyName(board, reason.with) });
    case 'at_home':
    case 'works_there': {
      const country = countryName(reason.country);
      if (reason.local.length === 0) return m[key(prefix, reason.is)]({ country });
      return m[key(prefix, `${reason.is}_local`)]({ country, needs: needNameList(needs, reason.local) });
    }
    case 'full':
      return m[key(prefix, 'full')]({ used: reason.used, capacity: reason.capacity });
    case 'lacks':
      return reason.lack.is === 'language'
        ? m[key(prefix, 'lacks_language')]({ languages: formatList(reason.lack.languages.map(languageName)) })
        : m[key(`${prefix}_lacks`, reason.lack.is)]();
  }
};

/** The change of coverage as screen readers say it. */
export const coverageChangeSentence = (before: number, after: number): string => {
  const inputs = { before: percent(before), after: percent(after) };
  if (inputs.after > inputs.before) return m.partners_gain_spoken(inputs);
  if (inputs.after < inputs.before) return m.partners_falls_spoken(inputs);
  return m.partners_stays_spoken(inputs);
};

/** Ring segments of a line-up: a holder who keeps the seat keeps its state, all others show as agreed. */
export const lineUpBeads = (currentSeats: readonly SeatView[], { seats }: LineUp) =>
  currentSeats.map(({ need, holder, state, ...seat }) => {
    const tried = seats[need];
    const keeps = holder === tried && state !== 'claimed';
    return {
      state: tried === undefined ? ('open' as const) : keeps ? state : ('agreed' as const),
      label: needName(seat),
    };
  });
