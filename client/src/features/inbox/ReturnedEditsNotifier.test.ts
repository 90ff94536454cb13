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

const renderNotifier = () => {
  const board = memoryBoard(newWorkshop(), nth(companyPeople, 0));
  const onopen = vi.fn<() => void>();
  renderWithBoard(board.live, ReturnedEditsNotifier, { onopen });
  const revert = (...changes: readonly RevertedChange[]) => {
    board.refuses(...changes);
    flushSync();
  };
  return { revert, onopen, toastTexts: () => toasts().map(({ text }) => text) };
};

test('P3: a reverted edit shows the reason, and opens the returned edits', () => {
  const { revert, onopen, toastTexts } = renderNotifier();

  revert({ what: 'created', reason: 'step-closed' });

  expect(toastTexts()).toEqual([expect.stringMatching(/^Undone: .*takes no changes/)]);
  toasts()[0]?.action?.run();
  expect(onopen).toHaveBeenCalledOnce();
});

test('a hundred edits reverted for one reason show one toast, another reason its own', () => {
  const { revert, toastTexts } = renderNotifier();

  for (let turn = 0; turn < 100; turn += 1) revert({ what: 'changed', reason: 'step-closed' });
  const first = toasts()[0]?.id;
  revert({ what: 'changed', reason: 'step-closed' }, { what: 'changed', reason: 'card-locked' });

  expect(toastTexts()).toHaveLength(2);
  expect(toasts()[0]?.id).toBe(first);
});

test('the same reason is shown again after a pause', () => {
  const { revert } = renderNotifier();
  revert({ what: 'changed', reason: 'step-closed' });
  const first = toasts()[0]?.id;

  vi.advanceTimersByTime(10_000);
  revert({ what: 'changed', reason: 'step-closed' });

  expect(toasts().map(({ id }) => id)).not.toContain(first);
});

test('P6: a card that somebody deleted while one wrote in it has a toast of its own', () => {
  const { revert, onopen, toastTexts } = renderNotifier();

  revert({ what: 'created', reason: 'card-deleted' });

  expect(toastTexts()).toEqual([expect.stringMatching(/^Somebody deleted the card .* Your text is kept/)]);
  toasts()[0]?.action?.run();
  expect(onopen).toHaveBeenCalledOnce();
});
