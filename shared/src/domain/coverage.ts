import type { Need } from '../document/cards/challenge.ts';
import { NeedId, type OrganisationId } from '../ids.ts';

export interface Coverage {
  /** Needs that somebody takes. */
  readonly covered: number;
  readonly total: number;
  /** Needs marked `must` that nobody takes. */
  readonly mustOpen: number;
  /** Needs that nobody takes, in the city's order. */
  readonly open: readonly NeedId[];
  /** 0 to 1; 0 where nothing is asked for. */
  readonly share: number;
}

/** A challenge's needs in the order in which the city names them. */
export const needsInOrder = (needs: Readonly<Record<NeedId, Need>>): readonly (Need & { readonly id: NeedId })[] =>
  Object.entries(needs)
    .map(([id, need]) => ({ ...need, id: NeedId.parse(id) }))
    .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1));

/** Which needs a consortium's seats take. A seat whose need is gone counts for nothing. */
export const coverageOf = (
  needs: Readonly<Record<NeedId, Need>>,
  seats: Readonly<Record<NeedId, { readonly holder: OrganisationId }>>,
): Coverage => {
  const open = needsInOrder(needs).filter(({ id }) => !seats[id]);
  const total = Object.keys(needs).length;
  const covered = total - open.length;
  return {
    covered,
    total,
    mustOpen: open.filter(({ importance }) => importance === 'must').length,
    open: open.map(({ id }) => id),
    share: total === 0 ? 0 : covered / total,
  };
};
