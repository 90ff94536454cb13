import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { LineUp } from '@brygga/shared/domain/partners/lineUp';
import type { SeatView } from '@brygga/shared/domain/consortium/seats';
import type { PartnerReason } from '@brygga/shared/domain/partners/partnerReasons';
import type { Reference } from '@brygga/shared/domain/profile';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';
import { countryName, key, locale, m } from '../../../i18n/index.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { referenceFacts } from '../../../ui/display/referenceFacts.ts';
import { formatList, needName } from '../consortiumLabels.ts';

type Needs = ChallengeCard['needs'];

/** Who reads it: the company itself, or somebody who reads about it. */
export type Reader = 'own' | 'other';

export const percent = (share: number): number => Math.round(share * 100);

/** A need that is gone meanwhile has no name. */
export const needNameById = (needs: Needs, need: NeedId): string => {
  const found = needs[need];
  return found ? needName(found) : '';
};

export const needNameList = (needs: Needs, which: readonly NeedId[]): string =>
  formatList(which.map((need) => needNameById(needs, need)).filter(Boolean));

export const companyName = (board: LiveBoard, company: OrganisationId): string =>
  board.roster.organisation(company)?.name ?? '';

export const companyNameList = (board: LiveBoard, companies: readonly OrganisationId[]): string =>
  formatList(companies.map((company) => companyName(board, company)));

const referenceText = (reference: Reference): string => {
  const facts = referenceFacts(reference);
  return facts ? `${reference.title} (${facts})` : reference.title;
};

const languageNames = (tags: readonly string[]): string => {
  const names = new Intl.DisplayNames([locale()], { type: 'language' });
  return formatList(tags.map((tag) => names.of(tag) ?? tag));
};

/** What a reason's sentence names. */
export interface SentenceContext {
  readonly reader: Reader;
  readonly needs: Needs;
  readonly board: LiveBoard;
}

/** What a reason says; of which need, stands above it. */
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
        ? m[key(prefix, 'lacks_language')]({ languages: languageNames(reason.lack.languages) })
        : m[key(`${prefix}_lacks`, reason.lack.is)]();
  }
};

/** From where to where coverage goes, to be spoken. */
export const coverageChangeSentence = (before: number, after: number): string => {
  const inputs = { before: percent(before), after: percent(after) };
  if (inputs.after > inputs.before) return m.partners_gain_spoken(inputs);
  if (inputs.after < inputs.before) return m.partners_falls_spoken(inputs);
  return m.partners_stays_spoken(inputs);
};

/** The beads of a line-up's ring: who keeps a seat stands by it as before, all else is but tried. */
export const lineUpBeads = (table: readonly SeatView[], { seats }: LineUp) =>
  table.map(({ need, holder, state, ...seat }) => {
    const tried = seats[need];
    const keeps = holder === tried && state !== 'claimed';
    return {
      state: tried === undefined ? ('open' as const) : keeps ? state : ('agreed' as const),
      label: needName(seat),
    };
  });
