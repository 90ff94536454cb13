import type { CommandName } from '@brygga/shared/commands/index';
import { companyPeople, facilitator, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import StepStrip from '../StepStrip.svelte';
import Timer from './Timer.svelte';

const renderTimer = (component: typeof Timer | typeof StepStrip, minutes = 2) => {
  const workshop = newWorkshop();
  const steps = [{ id: nth(stepIds, 0), title: 'Give and get', instruction: 'Drop a card', minutes }];
  workshop.execute('agenda.set', { steps }, facilitator);
  const board = memoryBoard(workshop, nth(companyPeople, 0));
  const { container } = renderWithBoard(board.live, component, {});
  return {
    board,
    container,
    execute(name: CommandName, input: object) {
      workshop.execute(name, input, facilitator);
      flushSync();
    },
    advance(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        board.advanceClock(1000);
        flushSync();
      }
    },
    announcement: () => container.querySelector('[aria-live]')?.textContent,
  };
};

const face = () => screen.getByRole('timer').textContent;

test('a timer counts by the server’s clock, and says in words how much is left', () => {
  const timer = renderTimer(Timer);
  expect(screen.queryByRole('timer')).toBeNull();
  timer.execute('timer.start', { seconds: 600 });
  expect(face()).toBe('10:00');
  timer.advance(3);
  expect(face()).toBe('9:57');
  expect(screen.getByLabelText('10 minutes left')).toBeTruthy();
});

test('a paused timer stands still and says so', () => {
  const timer = renderTimer(Timer);
  timer.execute('timer.start', { seconds: 600 });
  timer.advance(5);
  timer.execute('timer.pause', {});
  timer.advance(60);
  expect(face()).toBe('9:55');
  expect(screen.getByText('paused')).toBeTruthy();
});

test('the last minute and the end are announced once each, with the step’s name', () => {
  const timer = renderTimer(Timer);
  timer.execute('step.start', { step: nth(stepIds, 0) });
  timer.advance(59);
  expect(timer.announcement()).toBe('');
  timer.advance(1);
  expect(timer.announcement()).toBe('One minute left for Give and get');
  timer.advance(60);
  expect(timer.announcement()).toBe('Time is up for Give and get');
  expect(screen.getByText('Time is up')).toBeTruthy();
});

test('a tick updates nothing but the timer', async () => {
  const timer = renderTimer(StepStrip);
  timer.execute('step.start', { step: nth(stepIds, 0) });
  const updated: Node[] = [];
  const observer = new MutationObserver((changes) => updated.push(...changes.map(({ target }) => target)));
  observer.observe(timer.container, { subtree: true, childList: true, characterData: true, attributes: true });
  timer.advance(3);
  updated.push(...observer.takeRecords().map(({ target }) => target));
  await Promise.resolve();
  observer.disconnect();
  const element = screen.getByRole('timer').parentElement;
  expect(updated.length).toBeGreaterThan(0);
  expect(updated.filter((node) => !element?.contains(node))).toEqual([]);
});

test('the strip shows the running step and its instruction, or that none runs', () => {
  const timer = renderTimer(StepStrip);
  expect(screen.getByText('No step is running')).toBeTruthy();
  timer.execute('timer.start', { seconds: 60 });
  expect(screen.getByText('Timer')).toBeTruthy();
  timer.execute('step.start', { step: nth(stepIds, 0) });
  expect(screen.getByText('Give and get')).toBeTruthy();
  expect(screen.getByText('Drop a card')).toBeTruthy();
});
