import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Verdict } from '@brygga/shared/commands/command';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { reasonSentence } from '../../i18n/index.ts';
import CommandButton from './CommandButton.svelte';

const decided: Verdict = { kind: 'decided', facts: [], result: {} };
const held: Verdict = { kind: 'refused', reason: 'seat-held' };
const children = createRawSnippet(() => ({ render: () => '<span>Take this seat</span>' }));

const shown = (props: { verdict: Verdict; pending?: boolean }) => {
  const onpress = vi.fn();
  render(CommandButton, { pending: false, ...props, onpress, children });
  return { onpress, button: screen.getByRole('button') };
};

const bubble = () => document.querySelector('.tip')?.textContent;

test('asks when it is allowed', async () => {
  const { onpress, button } = shown({ verdict: decided });

  await userEvent.click(button);

  expect(onpress).toHaveBeenCalledOnce();
});

test('stays focusable and says why not, but asks nothing, when it is refused', async () => {
  const { onpress, button } = shown({ verdict: held });

  await userEvent.tab();
  await userEvent.keyboard('{Enter}');

  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.getAttribute('aria-description')).toBe(reasonSentence('seat-held'));
  expect(bubble()).toBe(reasonSentence('seat-held'));
  expect(onpress).not.toHaveBeenCalled();
});

test('says that it asks, and takes no second press, until the decision is visible', async () => {
  const { onpress, button } = shown({ verdict: decided, pending: true });

  await userEvent.click(button);

  expect(button.getAttribute('aria-busy')).toBe('true');
  expect(screen.getByText('asking…').classList.contains('away')).toBe(false);
  expect(screen.getByText('Take this seat').closest('.words')?.classList.contains('away')).toBe(true);
  expect(onpress).not.toHaveBeenCalled();
});
