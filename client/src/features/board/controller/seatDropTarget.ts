import { coverageOf, needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import type { CardId, NeedId, OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m, problemSentence, reasonSentence } from '../../../i18n/index.ts';
import { tableBox, tableLayout } from '../../../ui/seats/tableLayout.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import { needLabel } from '../labels/needsCoverage.ts';
import type { Box, Point } from '../geometry/camera.ts';
import { contains } from '../geometry/hitTest.ts';

/** A seat at which the hand holds an offer: let go, its company takes the seat. */
export interface SeatDropTarget {
  readonly consortium: CardId;
  readonly need: NeedId;
  readonly company: OrganisationId;
  /** Why it would be refused, as a sentence. */
  readonly refusal?: string;
  /** Coverage, 0 to 1, as it is, and as it would be once the company sits there. */
  readonly before: number;
  readonly after: number;
}

type IdentifiedBox = Box & { readonly id: CardId };

/** The seat of a table under this point, and what letting the offer go there would do; undefined elsewhere. */
export const seatDropTargetAt = (
  board: LiveBoard,
  offer: CardId,
  boxes: readonly IdentifiedBox[],
  at: Point,
): SeatDropTarget | undefined => {
  const card = board.cards.get(offer);
  const table = boxes.findLast(({ id, ...box }) => board.board.consortium(id) !== undefined && contains(box, at));
  const its = table && board.board.consortium(table.id);
  const challenge = its && board.board.challenge(its.challenge);
  if (card?.kind !== 'offer' || !challenge) return undefined;
  const needs = needsInOrder(challenge.needs);
  const need = needs[seatIndexAt(table, needs.length, at) ?? -1]?.id;
  if (!need) return undefined;
  const { company } = card;
  const verdict = board.commands.consider('seat.take', { consortium: its.id, need, company });
  const before = coverageOf(challenge.needs, its.seats).share;
  const seated = { ...its.seats, [need]: { holder: company, state: 'agreed' as const } };
  const after = coverageOf(challenge.needs, seated).share;
  const aim = { consortium: its.id, need, company, before, after };
  return 'reason' in verdict ? { ...aim, after: before, refusal: reasonSentence(verdict.reason) } : aim;
};

/** Asks for the seat, and tells what came of it. */
export const takeTargetSeat = async (
  board: LiveBoard,
  { consortium, need, company, refusal }: SeatDropTarget,
): Promise<void> => {
  if (refusal) return showToast(refusal, 'problem');
  const leads = board.board.consortium(consortium)?.lead === company;
  const answer = await board.commands.execute('seat.take', { consortium, need, company });
  if (answer.kind !== 'decided') {
    return showToast(problemSentence(answer.kind === 'refused' ? answer.problem : undefined), 'problem');
  }
  const asked = board.board.challenge(board.board.consortium(consortium)?.challenge ?? consortium)?.needs[need];
  const words = { company: board.roster.organisation(company)?.name ?? '', need: asked ? needLabel(asked) : '' };
  showToast(leads ? m.board_seat_taken(words) : m.board_seat_claimed(words));
};

/** The index of the seat of a round table at this place, by where it is drawn. */
const seatIndexAt = (table: Box, count: number, at: Point): number | undefined => {
  const size = Math.min(table.w, table.h);
  const unit = size / tableBox;
  const [left, top] = [table.x + (table.w - size) / 2, table.y + (table.h - size) / 2];
  const { seats, w, h } = tableLayout(count);
  const found = seats.findIndex(({ x, y }) =>
    contains({ x: left + (x - w / 2) * unit, y: top + (y - h / 2) * unit, w: w * unit, h: h * unit }, at),
  );
  return found < 0 ? undefined : found;
};
