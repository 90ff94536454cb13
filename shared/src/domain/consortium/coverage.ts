import type { Need, Needs } from '../../document/cards/challenge.ts';
import { byOrderThenId } from '../../document/order.ts';
import { NeedId } from '../../ids.ts';
import { isCovered, type SeatHolding } from '../../agreements/consortium/state.ts';

export interface Coverage {
  /** Needs whose seat is agreed. */
  readonly covered: number;
  /** Needs whose seat is claimed, and not agreed yet. */
  readonly claimed: number;
  readonly total: number;
  /** Needs marked `must` that are not covered. */
  readonly mustOpen: number;
  /** Needs that are not covered, claimed ones among them, in the city's order. */
  readonly open: readonly NeedId[];
  /** 0 to 1; 0 where there are no needs. */
  readonly share: number;
}

/** A challenge's needs in the city's order. */
export const needsInOrder = (needs: Needs): readonly (Need & { readonly id: NeedId })[] =>
  Object.entries(needs)
    .map(([id, need]) => ({ ...need, id: NeedId.parse(id) }))
    .sort(byOrderThenId);

/** Which needs a consortium's seats cover. A seat whose need was dropped does not count. */
export const coverageOf = (needs: Needs, seats: Readonly<Record<NeedId, SeatHolding>>): Coverage => {
  const open = needsInOrder(needs).filter(({ id }) => !isCovered(seats[id]));
  const total = Object.keys(needs).length;
  const covered = total - open.length;
  return {
    covered,
    claimed: open.filter(({ id }) => seats[id]?.holder !== undefined).length,
    total,
    mustOpen: open.filter(({ importance }) => importance === 'must').length,
    open: open.map(({ id }) => id),
    share: total === 0 ? 0 : covered / total,
  };
};
