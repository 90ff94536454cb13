import { isActive } from '../../agreements/consortium/state.ts';
import type { Board } from '../../agreements/board.ts';
import type { CardId, OrganisationId } from '../../ids.ts';

/** Whether a company can be in this consortium too, by the capacity that it has set for itself. */
export const hasCapacity = (board: Board, company: OrganisationId, consortium?: CardId): boolean => {
  const capacity = board.organisation(company)?.capacity;
  if (capacity === undefined) return true;
  const others = board
    .consortia()
    .filter((other) => other.id !== consortium && isActive(other) && other.members[company] !== undefined);
  return others.length < capacity;
};
