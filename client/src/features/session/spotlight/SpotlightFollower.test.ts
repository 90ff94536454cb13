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

const company = nth(companyPeople, 0);

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => vi.useRealTimers());

const shines = (workshop: Workshop) => {
  workshop.execute('spotlight.set', { cards: [challengeId] }, facilitator);
  flushSync();
};

const shown = (actor: Person = company, workshop = newWorkshop()) => {
  const board = memoryBoard(workshop, actor);
  const brought: number[] = [];
  const onbring = ({ at }: Spotlight) => brought.push(at);
  renderWithBoard(board.live, SpotlightFollower, { onbring });
  flushSync();
  return {
    workshop,
    board,
    brought,
    user: userEvent.setup({ advanceTimers: (millis) => vi.advanceTimersByTime(millis) }),
    passes(millis: number) {
      board.passes(millis);
      vi.advanceTimersByTime(millis);
      flushSync();
    },
  };
};

const notice = () => screen.queryByText(/bring|brought/);

describe('a new spotlight', () => {
  test('takes one there after a short notice', () => {
    const { workshop, brought, passes } = shown();
    passes(10_000);
    shines(workshop);
    expect(notice()?.textContent).toMatch(/brings everyone here/);
    passes(2_900);
    expect(brought).toEqual([]);
    passes(200);
    expect(brought).toEqual([1_010_000]);
    expect(notice()).toBeNull();
  });

  test('leaves alone who chooses to stay', async () => {
    const { workshop, brought, user, passes } = shown();
    shines(workshop);
    await user.click(screen.getByRole('button', { name: 'Stay where I am' }));
    passes(10_000);
    expect(brought).toEqual([]);
    expect(notice()).toBeNull();
  });

  test('leaves alone who presses Escape', async () => {
    const { workshop, brought, user, passes } = shown();
    shines(workshop);
    await user.keyboard('{Escape}');
    passes(10_000);
    expect(brought).toEqual([]);
  });

  test('waits for whoever has the focus in the notice, and goes at once when asked', async () => {
    const { workshop, brought, user, passes } = shown();
    shines(workshop);
    screen.getByRole('button', { name: 'Go now' }).focus();
    flushSync();
    passes(60_000);
    expect(brought).toEqual([]);
    await user.keyboard('{Enter}');
    expect(brought).toEqual([1_000_000]);
  });

  test('counts anew when another one follows', () => {
    const { workshop, brought, passes } = shown();
    shines(workshop);
    passes(2_000);
    shines(workshop);
    passes(2_000);
    expect(brought).toEqual([]);
    passes(1_100);
    expect(brought).toEqual([1_002_000]);
  });

  test('does not take along who has set it', () => {
    const { workshop, brought, passes } = shown(facilitator);
    shines(workshop);
    passes(10_000);
    expect(notice()).toBeNull();
    expect(brought).toEqual([]);
  });
});

describe('a spotlight from before one came', () => {
  const earlier = () => {
    const workshop = newWorkshop();
    shines(workshop);
    workshop.advanceClock(60_000);
    return workshop;
  };

  test('is offered, and takes nobody along', async () => {
    const { brought, user, passes } = shown(company, earlier());
    expect(notice()?.textContent).toMatch(/before you came/);
    passes(60_000);
    expect(brought).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Go there' }));
    expect(brought).toEqual([1_000_000]);
  });

  test('is not offered again once it was answered, after a reload either', async () => {
    const workshop = earlier();
    const { user } = shown(company, workshop);
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    shown(company, workshop);
    expect(notice()).toBeNull();
  });
});
