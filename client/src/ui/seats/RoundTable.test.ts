import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import RoundTable from './RoundTable.svelte';
import type { TableSeat } from './tableSeat.ts';

const take = 'Take this seat for Nordvatten';
const seats: readonly TableSeat[] = [
  { id: 'heat', label: 'Heat pumps', state: 'confirmed', holder: 'Solvarm', lead: true, importance: 'Must have' },
  { id: 'money', label: 'Finance', state: 'agreed', holder: 'Nordvatten', mine: true },
  { id: 'upkeep', label: 'Operation and maintenance', state: 'open', importance: 'Must have', action: take },
  { id: 'risk', label: 'Insurance and risk', state: 'open', action: take, blocked: 'It has committed.' },
];

const shown = (onseat?: (id: string) => void) =>
  render(RoundTable, { name: 'Cool streets', share: 0.5, seats, status: 'Forming', onseat });

test('each seat is a button named by need, state and action', () => {
  shown(() => undefined);
  const table = within(screen.getByRole('group', { name: 'Table of Cool streets: 2 of 4 seats taken' }));
  expect(table.getAllByRole('button').map((seat) => seat.getAttribute('aria-label'))).toEqual([
    'Heat pumps, Solvarm. Must have, confirmed, leads',
    'Finance, Nordvatten. agreed, not confirmed yet',
    'Operation and maintenance, take. Must have, open. Take this seat for Nordvatten',
    'Insurance and risk, open. Take this seat for Nordvatten',
  ]);
  expect(table.getByText('50 %')).toBeTruthy();
  expect(table.getByText('Forming')).toBeTruthy();
});

test('a press gives the id of the seat, or the reason of a refusal', async () => {
  const pressed: string[] = [];
  shown((id) => pressed.push(id));
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /^Operation/ }));
  const blocked = screen.getByRole('button', { name: /^Insurance/ });
  await user.click(blocked);
  expect(pressed).toEqual(['upkeep']);
  const why = document.getElementById(blocked.getAttribute('aria-describedby') ?? '');
  expect(why?.textContent).toBe('It has committed.');
});

test('a read-only table has no buttons', () => {
  shown();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('img', { name: 'Finance, Nordvatten. agreed, not confirmed yet' })).toBeTruthy();
});
