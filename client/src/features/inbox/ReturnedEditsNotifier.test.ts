import type { RevertedChange } from '@brygga/shared/document/returnedEdits';
import { companyPeople, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import { dismissToast, toasts } from '../../ui/feedback/toasts.svelte.ts';
import ReturnedEditsNotifier from './ReturnedEditsNotifier.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  for (const { id } of toasts()) dismissToast(id);
});
afterEach(() => void vi.useRealTimers());

const shown = () => {
  const board = memoryBoard(newWorkshop(), nth(companyPeople, 0));
  const onopen = vi.fn<() => void>();
  renderWithBoard(board.live, ReturnedEditsNotifier, { onopen });
  const refuses = (...undone: readonly RevertedChange[]) => {
    board.refuses(...undone);
    flushSync();
  };
  return { refuses, onopen, said: () => toasts().map(({ text }) => text) };
};

test('whose writing was undone is told why, and led to the tray', () => {
  const { refuses, onopen, said } = shown();

  refuses({ what: 'created', reason: 'step-closed' });

  expect(said()).toEqual([expect.stringMatching(/^Undone: .*takes no changes/)]);
  toasts()[0]?.action?.run();
  expect(onopen).toHaveBeenCalledOnce();
});

test('a hundred for one reason are told once, another reason by itself', () => {
  const { refuses, said } = shown();

  for (let turn = 0; turn < 100; turn += 1) refuses({ what: 'changed', reason: 'step-closed' });
  const first = toasts()[0]?.id;
  refuses({ what: 'changed', reason: 'step-closed' }, { what: 'changed', reason: 'card-locked' });

  expect(said()).toHaveLength(2);
  expect(toasts()[0]?.id).toBe(first);
});

test('after a while of quiet the same reason is told again', () => {
  const { refuses } = shown();
  refuses({ what: 'changed', reason: 'step-closed' });
  const first = toasts()[0]?.id;

  vi.advanceTimersByTime(10_000);
  refuses({ what: 'changed', reason: 'step-closed' });

  expect(toasts().map(({ id }) => id)).not.toContain(first);
});
