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

const shown = (component: typeof Timer | typeof StepStrip, minutes = 2) => {
  const workshop = newWorkshop();
  const steps = [{ id: nth(stepIds, 0), title: 'Give and get', instruction: 'Drop a card', minutes }];
  workshop.execute('agenda.set', { steps }, facilitator);
  const board = memoryBoard(workshop, nth(companyPeople, 0));
  const { container } = renderWithBoard(board.live, component, {});
  return {
    board,
    container,
    asks(name: CommandName, input: object) {
      workshop.execute(name, input, facilitator);
      flushSync();
    },
    passes(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        board.passes(1000);
        flushSync();
      }
    },
    told: () => container.querySelector('[aria-live]')?.textContent,
  };
};

const face = () => screen.getByRole('timer').textContent;

test('a timer counts by the server’s clock, and says in words what is left', () => {
  const its = shown(Timer);
  expect(screen.queryByRole('timer')).toBeNull();
  its.asks('timer.start', { seconds: 600 });
  expect(face()).toBe('10:00');
  its.passes(3);
  expect(face()).toBe('9:57');
  expect(screen.getByLabelText('10 minutes left')).toBeTruthy();
});

test('a paused timer stands still and says so', () => {
  const its = shown(Timer);
  its.asks('timer.start', { seconds: 600 });
  its.passes(5);
  its.asks('timer.pause', {});
  its.passes(60);
  expect(face()).toBe('9:55');
  expect(screen.getByText('paused')).toBeTruthy();
});

test('the last minute and the end are told politely, once each, with the step’s name', () => {
  const its = shown(Timer);
  its.asks('step.start', { step: nth(stepIds, 0) });
  its.passes(59);
  expect(its.told()).toBe('');
  its.passes(1);
  expect(its.told()).toBe('One minute left for Give and get');
  its.passes(60);
  expect(its.told()).toBe('Time is up for Give and get');
  expect(screen.getByText('Time is up')).toBeTruthy();
});

test('a tick of the timer touches nothing but the timer', async () => {
  const its = shown(StepStrip);
  its.asks('step.start', { step: nth(stepIds, 0) });
  const touched: Node[] = [];
  const observer = new MutationObserver((changes) => touched.push(...changes.map(({ target }) => target)));
  observer.observe(its.container, { subtree: true, childList: true, characterData: true, attributes: true });
  its.passes(3);
  touched.push(...observer.takeRecords().map(({ target }) => target));
  await Promise.resolve();
  observer.disconnect();
  const timer = screen.getByRole('timer').parentElement;
  expect(touched.length).toBeGreaterThan(0);
  expect(touched.filter((node) => !timer?.contains(node))).toEqual([]);
});

test('the strip says what runs, what to do, and that nothing runs', () => {
  const its = shown(StepStrip);
  expect(screen.getByText('No step is running')).toBeTruthy();
  its.asks('timer.start', { seconds: 60 });
  expect(screen.getByText('Timer')).toBeTruthy();
  its.asks('step.start', { step: nth(stepIds, 0) });
  expect(screen.getByText('Give and get')).toBeTruthy();
  expect(screen.getByText('Drop a card')).toBeTruthy();
});
