import type { Spotlight } from '@brygga/shared/agreements/session/state';
import { challengeId, companyPeople, facilitator, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import type { Person } from '@brygga/shared/rules/actor';
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import SpotlightFollower from './SpotlightFollower.svelte';

const companyPerson = nth(companyPeople, 0);

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => vi.useRealTimers());

const setSpotlight = (workshop: Workshop) => {
  workshop.execute('spotlight.set', { cards: [challengeId] }, facilitator);
  flushSync();
};

const renderFollower = (actor: Person = companyPerson, workshop = newWorkshop()) => {
  const board = memoryBoard(workshop, actor);
  const brought: number[] = [];
  const onbring = ({ at }: Spotlight) => brought.push(at);
  renderWithBoard(board.live, SpotlightFollower, { onbring });
  flushSync();
  return {
    workshop,
    board,
    brought,
    user: userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) }),
    advance(ms: number) {
      board.advanceClock(ms);
      vi.advanceTimersByTime(ms);
      flushSync();
    },
  };
};

const notice = () => screen.queryByText(/bring|brought/);

describe('a new spotlight', () => {
  test('moves the view after a short notice', () => {
    const { workshop, brought, advance } = renderFollower();
    advance(10_000);
    setSpotlight(workshop);
    expect(notice()?.textContent).toMatch(/brings everyone here/);
    advance(2_900);
    expect(brought).toEqual([]);
    advance(200);
    expect(brought).toEqual([1_010_000]);
    expect(notice()).toBeNull();
  });

  test('does not move the view of a person who chooses to stay', async () => {
    const { workshop, brought, user, advance } = renderFollower();
    setSpotlight(workshop);
    await user.click(screen.getByRole('button', { name: 'Stay where I am' }));
    advance(10_000);
    expect(brought).toEqual([]);
    expect(notice()).toBeNull();
  });

  test('does not move the view of a person who presses Escape', async () => {
    const { workshop, brought, user, advance } = renderFollower();
    setSpotlight(workshop);
    await user.keyboard('{Escape}');
    advance(10_000);
    expect(brought).toEqual([]);
  });

  test('waits while the focus is in the notice, and moves at once when asked', async () => {
    const { workshop, brought, user, advance } = renderFollower();
    setSpotlight(workshop);
    screen.getByRole('button', { name: 'Go now' }).focus();
    flushSync();
    advance(60_000);
    expect(brought).toEqual([]);
    await user.keyboard('{Enter}');
    expect(brought).toEqual([1_000_000]);
  });

  test('restarts the countdown when another one follows', () => {
    const { workshop, brought, advance } = renderFollower();
    setSpotlight(workshop);
    advance(2_000);
    setSpotlight(workshop);
    advance(2_000);
    expect(brought).toEqual([]);
    advance(1_100);
    expect(brought).toEqual([1_002_000]);
  });

  test('does not move the view of the facilitator who set it', () => {
    const { workshop, brought, advance } = renderFollower(facilitator);
    setSpotlight(workshop);
    advance(10_000);
    expect(notice()).toBeNull();
    expect(brought).toEqual([]);
  });
});

describe('a spotlight from before the page was opened', () => {
  const earlier = () => {
    const workshop = newWorkshop();
    setSpotlight(workshop);
    workshop.advanceClock(60_000);
    return workshop;
  };

  test('is offered, and does not move the view by itself', async () => {
    const { brought, user, advance } = renderFollower(companyPerson, earlier());
    expect(notice()?.textContent).toMatch(/before you came/);
    advance(60_000);
    expect(brought).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Go there' }));
    expect(brought).toEqual([1_000_000]);
  });

  test('is not offered again once it was dismissed, not even after a reload', async () => {
    const workshop = earlier();
    const { user } = renderFollower(companyPerson, workshop);
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    renderFollower(companyPerson, workshop);
    expect(notice()).toBeNull();
  });
});
