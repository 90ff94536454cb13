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

const renderButton = (props: { verdict: Verdict; pending?: boolean }) => {
  const onpress = vi.fn();
  render(CommandButton, { pending: false, ...props, onpress, children });
  return { onpress, button: screen.getByRole('button') };
};

const tooltipText = () => document.querySelector('.tooltip')?.textContent;

test('executes an allowed command', async () => {
  const { onpress, button } = renderButton({ verdict: decided });

  await userEvent.click(button);

  expect(onpress).toHaveBeenCalledOnce();
});

test('a refused command stays focusable, says why and executes nothing', async () => {
  const { onpress, button } = renderButton({ verdict: held });

  await userEvent.tab();
  await userEvent.keyboard('{Enter}');

  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.getAttribute('aria-description')).toBe(reasonSentence('seat-held'));
  expect(tooltipText()).toBe(reasonSentence('seat-held'));
  expect(onpress).not.toHaveBeenCalled();
});

test('a pending command says so and ignores further presses', async () => {
  const { onpress, button } = renderButton({ verdict: decided, pending: true });

  await userEvent.click(button);

  expect(button.getAttribute('aria-busy')).toBe('true');
  expect(screen.getByText('asking…').classList.contains('away')).toBe(false);
  expect(screen.getByText('Take this seat').closest('.row-2')?.classList.contains('away')).toBe(true);
  expect(onpress).not.toHaveBeenCalled();
});
