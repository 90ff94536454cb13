import { putCard } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import { companyIds, companyPeople, idOf, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { tableBox, tableLayout } from '../../../ui/seats/tableLayout.ts';
import { toasts } from '../../../ui/feedback/toasts.svelte.ts';
import { testController } from '../testing/testBoard.ts';

const partner = nth(companyPeople, 1);
const offer = idOf(CardId, 'offer');

beforeEach(() => localStorage.clear());

/** A consortium of the first company, and an offer that the second company is dragging. */
const dragOffer = () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  putCard(workshop.doc, offer, {
    kind: 'offer',
    title: 'Trees',
    company: nth(companyIds, 1),
    capabilities: ['heat_shade'],
    x: -600,
    y: -600,
    w: 260,
    h: 160,
    order: 'z0',
    createdBy: partner.id,
    createdAt: 1,
  });
  const { live } = memoryBoard(workshop, partner);
  const { controller } = testController(live);
  controller.select([offer]);
  controller.gestures.execute({ kind: 'startDrag', copy: false });
  /** Where a seat is drawn, in board units. */
  const seatPoint = (index: number) => {
    const table = live.cards.get(consortium);
    if (!table) throw new Error('No table');
    const { x, y } = nth(tableLayout(needIds.length).seats, index);
    const unit = Math.min(table.w, table.h) / tableBox;
    return { x: table.x + x * unit, y: table.y + y * unit };
  };
  return {
    workshop,
    live,
    controller,
    seatPoint,
    seat: (index: number) => workshop.consortium(consortium).seats[nth(needIds, index)],
  };
};

test('an offer dropped on a seat claims it for its company, and goes back to where it lay', async () => {
  const { live, controller, seatPoint, seat } = dragOffer();

  controller.gestures.execute({ kind: 'drag', by: { x: 900, y: 900 }, at: seatPoint(1) });
  controller.gestures.execute({ kind: 'drop', at: seatPoint(1) });

  await waitFor(() => expect(seat(1)).toMatchObject({ holder: nth(companyIds, 1), state: 'claimed' }));
  expect(live.cards.get(offer)).toMatchObject({ x: -600, y: -600 });
  await waitFor(() => expect(toasts().at(-1)?.text).toMatch(/Company 2 has claimed the seat: Heat and shade/));
});

test('an offer dragged over a seat shows the coverage with it', () => {
  const { controller, seatPoint } = dragOffer();

  controller.gestures.execute({ kind: 'drag', by: { x: 900, y: 900 }, at: seatPoint(2) });

  expect(controller.gestures.seatDropTarget).toMatchObject({
    need: nth(needIds, 2),
    coverageBefore: 0,
    coverageAfter: 1 / 3,
  });
});

test('a seat that another company holds refuses the offer, and says why', () => {
  const { workshop, controller, seatPoint, seat } = dragOffer();
  workshop.execute(
    'seat.take',
    { consortium: nth(workshop.board.consortia(), 0).id, need: nth(needIds, 0) },
    nth(companyPeople, 0),
  );

  controller.gestures.execute({ kind: 'drag', by: { x: 900, y: 900 }, at: seatPoint(0) });
  expect(controller.gestures.seatDropTarget?.refusal).toMatch(/Another company has this seat/);
  controller.gestures.execute({ kind: 'drop', at: seatPoint(0) });

  expect(seat(0)?.holder).toBe(nth(companyIds, 0));
  expect(toasts().at(-1)?.text).toMatch(/Another company has this seat/);
});

test('an offer dropped anywhere else stays there', () => {
  const { live, controller } = dragOffer();

  controller.gestures.execute({ kind: 'drag', by: { x: 100, y: 50 }, at: { x: -400, y: -400 } });
  controller.gestures.execute({ kind: 'drop', at: { x: -400, y: -400 } });

  expect(controller.gestures.seatDropTarget).toBeUndefined();
  expect(live.cards.get(offer)).toMatchObject({ x: -500, y: -550 });
});
