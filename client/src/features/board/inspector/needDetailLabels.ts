import type { Need } from '@brygga/shared/document/cards/challenge';
import { key, m } from '../../../i18n/index.ts';

/** What a need says beside its capability and its importance. */
export const needDetailLabels = ({ minLevel, share, local }: Need): readonly string[] => [
  ...(minLevel === undefined || minLevel === 1 ? [] : [m[key('profiles_level', `${minLevel}`)]()]),
  ...(share === undefined ? [] : [m.need_share_is({ share: String(share) })]),
  ...(local ? [m.need_local()] : []),
];

/** A share as it was typed: a whole number of percent, nothing at all, or none of both. */
export const parseWorkShare = (typed: string): number | undefined | 'wrong' => {
  const plain = typed.trim().replace(/\s*%$/, '');
  if (plain === '') return undefined;
  const share = /^\d{1,3}$/.test(plain) ? Number(plain) : 0;
  return share >= 1 && share <= 100 ? share : 'wrong';
};
