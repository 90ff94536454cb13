import { challengeId, facilitator, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import type { Area } from '@brygga/shared/agreements/session/state';
import type { CardId } from '@brygga/shared/ids';
import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import FacilitatorBar from './FacilitatorBar.svelte';

const agenda = ['Welcome', 'Give and get', 'Seats'].map((title, index) => ({
  id: nth(stepIds, index),
  title,
  minutes: 10,
}));
const view: Area = { x: 0, y: 0, w: 800, h: 600 };

const renderBar = (
  props: { selection: readonly CardId[]; view: Area | null } = { selection: [], view },
  steps = agenda,
) => {
  const workshop = newWorkshop();
  workshop.execute('agenda.set', { steps }, facilitator);
  const board = memoryBoard(workshop, facilitator);
  renderWithBoard(board.live, FacilitatorBar, props);
  return { workshop, board, session: () => workshop.board.session(), user: userEvent.setup() };
};

const button = (name: RegExp) => screen.getByRole('button', { name });

describe('a step', () => {
  test('is started with its timer by two clicks', async () => {
    const { session, user } = renderBar();
    await user.click(button(/^Give and get, 10 min/));
    await user.click(button(/^Start “Give and get”/));
    await waitFor(() => expect(session()).toMatchObject({ step: nth(stepIds, 1), timer: { seconds: 600 } }));
    expect(button(/^Welcome, 10 min, done/)).toBeTruthy();
    expect(button(/^Give and get, 10 min, now/).getAttribute('aria-pressed')).toBe('true');
  });

  test('started by a double click does not start the next one', async () => {
    const { session, user } = renderBar();
    await user.dblClick(button(/^Start “Welcome”/));
    await waitFor(() => expect(session().step).toBe(nth(stepIds, 0)));
    await user.click(button(/^Running now: “Welcome”/));
    expect(session().step).toBe(nth(stepIds, 0));
  });

  test('is ended with its timer', async () => {
    const { session, user } = renderBar();
    await user.click(button(/^Start “Welcome”/));
    await waitFor(() => expect(session().step).not.toBeNull());
    await user.click(button(/^End this step/));
    await waitFor(() => expect(session()).toMatchObject({ step: null, timer: null }));
  });
});

describe('the timer', () => {
  test('cannot be paused or stopped where there is none, and the buttons say why', () => {
    renderBar();
    for (const name of [/^Pause/, /^Go on/, /^1 minute more/, /^Stop the timer/]) {
      expect(button(name).getAttribute('aria-description')).toMatch(/No timer is set/);
    }
  });

  test('is paused, extended and resumed', async () => {
    const { workshop, session, user } = renderBar();
    workshop.execute('timer.start', { seconds: 60 }, facilitator);
    await user.click(await screen.findByRole('button', { name: /^Pause/ }));
    await waitFor(() => expect(session().timer?.is).toBe('paused'));
    await user.click(button(/^Pause/));
    expect(session().timer?.is).toBe('paused');
    await user.click(button(/^5 minutes more/));
    await waitFor(() => expect(session().timer?.seconds).toBe(360));
    await user.click(button(/^Go on/));
    await waitFor(() => expect(session().timer?.is).toBe('running'));
  });

  test('is stopped without a step', async () => {
    const { workshop, session, user } = renderBar();
    workshop.execute('timer.start', { seconds: 60 }, facilitator);
    await user.click(await screen.findByRole('button', { name: /^Stop the timer/ }));
    await waitFor(() => expect(session().timer).toBeNull());
  });
});

describe('everyone', () => {
  test('is brought to what the facilitator sees', async () => {
    const { session, user } = renderBar();
    await user.click(button(/^Bring everyone here\s*to what you see/));
    await waitFor(() => expect(session().spotlight).toMatchObject({ cards: [], area: view, by: facilitator.id }));
  });

  test('is brought to the selected cards where there are some', async () => {
    const { session, user } = renderBar({ selection: [challengeId], view });
    await user.click(button(/^Bring everyone here\s*to 1 selected card/));
    await waitFor(() => expect(session().spotlight?.cards).toEqual([challengeId]));
  });

  test('cannot be brought nowhere, and the button says why', () => {
    renderBar({ selection: [], view: null });
    expect(button(/^Bring everyone here/).getAttribute('aria-description')).toMatch(/Choose cards or an area/);
  });
});

test('P6: the bar says why the last press failed', async () => {
  const { board, user } = renderBar();
  board.cutOff();
  await user.click(button(/^Start “Welcome”/));
  await waitFor(() =>
    expect(
      screen
        .getAllByRole('status')
        .map((status) => status.textContent)
        .join(''),
    ).toMatch(/\S/),
  );
});

test('an empty agenda says how to fill it', () => {
  renderBar({ selection: [], view }, []);
  expect(screen.getByText(/Write its steps/)).toBeTruthy();
  expect(button(/^Edit the agenda/)).toBeTruthy();
});
