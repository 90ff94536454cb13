import type { Need } from '../../document/cards/challenge.ts';
import { NeedId } from '../../ids.ts';
import type { Seat } from '../../agreements/consortium/state.ts';

/** What coverage looks at of a seat. */
type SeatHolding = Pick<Seat, 'holder' | 'state'>;

export interface Coverage {
  /** Needs that somebody takes, and the lead has agreed to. */
  readonly covered: number;
  /** Needs that somebody has claimed, and the lead has not answered yet. */
  readonly claimed: number;
  readonly total: number;
  /** Needs marked `must` that are not covered. */
  readonly mustOpen: number;
  /** Needs that are not covered, claimed ones among them, in the city's order. */
  readonly open: readonly NeedId[];
  /** 0 to 1; 0 where nothing is asked for. */
  readonly share: number;
}

/** A challenge's needs in the order in which the city names them. */
export const needsInOrder = (needs: Readonly<Record<NeedId, Need>>): readonly (Need & { readonly id: NeedId })[] =>
  Object.entries(needs)
    .map(([id, need]) => ({ ...need, id: NeedId.parse(id) }))
    .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1));

/** Whether a company holds the seat, and the lead has agreed: what nobody has agreed to covers nothing. */
export const isCovered = (seat: SeatHolding | undefined): boolean =>
  seat?.holder !== undefined && seat.state === 'agreed';

/** Which needs a consortium's seats take. A seat whose need is gone counts for nothing. */
export const coverageOf = (
  needs: Readonly<Record<NeedId, Need>>,
  seats: Readonly<Record<NeedId, SeatHolding>>,
): Coverage => {
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
