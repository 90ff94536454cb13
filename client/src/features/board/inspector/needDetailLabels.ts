import type { Need } from '@brygga/shared/document/cards/challenge';
import { key, m } from '../../../i18n/index.ts';

/** Level, share and place of a need, as far as the city has named them. */
export const needDetailLabels = ({ minLevel, share, local }: Need): readonly string[] => [
  ...(minLevel === undefined || minLevel === 1 ? [] : [m[key('profiles_level', `${minLevel}`)]()]),
  ...(share === undefined ? [] : [m.need_share_is({ share: String(share) })]),
  ...(local ? [m.need_local()] : []),
];

/** A share in percent as it was typed: a whole number, undefined where empty, else `wrong`. */
export const parseWorkShare = (typed: string): number | undefined | 'wrong' => {
  const digits = typed.trim().replace(/\s*%$/, '');
  if (digits === '') return undefined;
  const share = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  return share >= 1 && share <= 100 ? share : 'wrong';
};
