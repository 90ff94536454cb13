import { isActive } from '@brygga/shared/agreements/consortium/state';
import { uncoveredNeeds } from '@brygga/shared/domain/consortium/seats';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

export interface WallCounts {
  readonly notes: number;
  /** Active consortia. */
  readonly consortia: number;
  readonly needs: number;
  /** Needs that no active consortium covers, over all challenges. */
  readonly openNeeds: number;
}

/** The counts at the foot of the wall; reactive where it is called from a `$derived`. */
export const wallCounts = ({ cards, agreements }: Pick<LiveBoard, 'cards' | 'agreements'>): WallCounts => {
  const counts = { notes: 0, consortia: 0, needs: 0, openNeeds: 0 };
  for (const id of cards.ids) {
    const card = cards.get(id);
    if (card?.kind === 'note') counts.notes += 1;
    else if (card?.kind === 'challenge') {
      const consortia = agreements.consortiaOf(id);
      counts.consortia += consortia.filter(isActive).length;
      counts.needs += Object.keys(card.needs).length;
      counts.openNeeds += uncoveredNeeds(card.needs, consortia).length;
    }
  }
  return counts;
};
