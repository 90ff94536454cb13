import { coverageOf, needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import type { CardId, NeedId, OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m, needName, problemSentence, reasonSentence } from '../../../i18n/index.ts';
import { tableBox, tableLayout } from '../../../ui/seats/tableLayout.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import type { Box, Point } from '../geometry/camera.ts';
import { contains } from '../geometry/hitTest.ts';

/** The seat under a dragged offer: dropping it makes its company take the seat. */
export interface SeatDropTarget {
  readonly consortium: CardId;
  readonly need: NeedId;
  readonly company: OrganisationId;
  /** Why taking it would be refused, as a sentence. */
  readonly refusal: string | undefined;
  /** Coverage, 0 to 1, now and once the company has the seat; equal where it would be refused. */
  readonly coverageBefore: number;
  readonly coverageAfter: number;
}

type IdentifiedBox = Box & { readonly id: CardId };

/** The seat of a round table at the point, for this offer; undefined elsewhere. */
export const seatDropTargetAt = (
  board: LiveBoard,
  offerId: CardId,
  boxes: readonly IdentifiedBox[],
  at: Point,
): SeatDropTarget | undefined => {
  const offer = board.cards.get(offerId);
  const table = boxes.findLast(({ id, ...box }) => board.agreements.consortium(id) !== undefined && contains(box, at));
  const consortium = table && board.agreements.consortium(table.id);
  const challenge = consortium && board.agreements.challenge(consortium.challenge);
  if (offer?.kind !== 'offer' || !challenge) return undefined;
  const needs = needsInOrder(challenge.needs);
  const need = needs[seatIndexAt(table, needs.length, at) ?? -1]?.id;
  if (!need) return undefined;
  const { company } = offer;
  const verdict = board.commands.consider('seat.take', { consortium: consortium.id, need, company });
  const refusal = 'reason' in verdict ? reasonSentence(verdict.reason) : undefined;
  const coverageBefore = coverageOf(challenge.needs, consortium.seats).share;
  const seatsAfter = { ...consortium.seats, [need]: { holder: company, state: 'agreed' as const } };
  return {
    consortium: consortium.id,
    need,
    company,
    refusal,
    coverageBefore,
    coverageAfter: refusal === undefined ? coverageOf(challenge.needs, seatsAfter).share : coverageBefore,
  };
};

/** Takes the seat for the company, and shows the result. */
export const takeTargetSeat = async (
  board: LiveBoard,
  { consortium, need, company, refusal }: SeatDropTarget,
): Promise<void> => {
  if (refusal) return showToast(refusal, 'problem');
  const isLead = board.agreements.consortium(consortium)?.lead === company;
  const response = await board.commands.execute('seat.take', { consortium, need, company });
  if (response.kind !== 'decided') {
    return showToast(problemSentence(response.kind === 'refused' ? response.problem : undefined), 'problem');
  }
  const taken = board.agreements.challenge(board.agreements.consortium(consortium)?.challenge ?? consortium)?.needs[
    need
  ];
  const names = { company: board.roster.organisation(company)?.name ?? '', need: taken ? needName(taken) : '' };
  showToast(isLead ? m.board_seat_taken(names) : m.board_seat_claimed(names));
};

/** Index of the seat that is drawn at the point. */
const seatIndexAt = (table: Box, count: number, at: Point): number | undefined => {
  const size = Math.min(table.w, table.h);
  const unit = size / tableBox;
  const [left, top] = [table.x + (table.w - size) / 2, table.y + (table.h - size) / 2];
  const { seats, w, h } = tableLayout(count);
  const index = seats.findIndex(({ x, y }) =>
    contains({ x: left + (x - w / 2) * unit, y: top + (y - h / 2) * unit, w: w * unit, h: h * unit }, at),
  );
  return index < 0 ? undefined : index;
};
