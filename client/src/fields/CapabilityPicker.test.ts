import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import CapabilityPicker from './CapabilityPicker.svelte';

const shown = async (sector?: SectorId) => {
  const picked: CapabilityId[] = [];
  render(CapabilityPicker, {
    label: 'Add a need',
    sector,
    without: new Set<CapabilityId>(),
    onpick: (id) => picked.push(id),
  });
  const user = userEvent.setup();
  const search = screen.getByRole('combobox', { name: 'Add a need' });
  await user.click(search);
  const active = () => document.getElementById(search.getAttribute('aria-activedescendant') ?? '');
  return { picked, user, search, active, list: screen.getByRole('listbox') };
};

test('the own area is there at once, and arrows choose in it', async () => {
  const { picked, user, active, list } = await shown('adaptation_water');
  expect(within(list).getByRole('group', { name: 'Adaptation and water' })).toBeVisible();
  expect(within(list).queryByRole('group', { name: 'Transport' })).toBeNull();
  expect(active()).toHaveTextContent('Cloudbursts and drainage');

  await user.keyboard('{ArrowDown}{Enter}');

  expect(picked).toEqual(['leak_detection']);
});

test('another area opens by Enter, and its first capability is the next that Enter chooses', async () => {
  const { picked, user, active, list } = await shown('adaptation_water');

  await user.keyboard('{ArrowUp}');
  expect(active()).toHaveAccessibleName('Show Finance models and project preparation, 5 capabilities');
  await user.keyboard('{Enter}');

  expect(picked).toEqual([]);
  expect(within(list).getByRole('group', { name: 'Finance models and project preparation' })).toBeVisible();
  expect(active()).toHaveTextContent('Project preparation and business cases');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['project_preparation']);
});

test('another area opens by a press, and stays beside those that are open', async () => {
  const { picked, user, list } = await shown();
  await user.click(within(list).getByRole('option', { name: /^Show Waste/ }));
  await user.click(within(list).getByRole('option', { name: /^Show Nature/ }));
  await user.click(within(list).getByRole('option', { name: 'Composting' }));
  expect(within(list).getByRole('group', { name: 'Nature' })).toBeVisible();
  expect(picked).toEqual(['composting']);
});

test('what the table lacks is proposed by its name, after whatever comes near it', async () => {
  const { picked, user, active, list } = await shown();
  await user.keyboard('composting toilets');
  expect(within(list).getAllByRole('option')).toHaveLength(1);
  expect(active()).toHaveTextContent('Propose “Composting toilets” as a new capability');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['proposed:Composting toilets']);
});

test('what the table has is not proposed again, in whatever letters it is typed', async () => {
  const { user, list } = await shown();
  await user.keyboard('composting');
  expect(within(list).getByRole('option', { name: 'Composting' })).toBeVisible();
  expect(within(list).queryByRole('option', { name: /^Propose/ })).toBeNull();
});

test('after a choice the list stays open, on its first capability', async () => {
  const { picked, user, active, list } = await shown('adaptation_water');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(list).toBeVisible();
  expect(active()).toHaveTextContent('Cloudbursts and drainage');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['leak_detection', 'cloudburst_drainage']);
});

test('Escape closes the list and nothing around it', async () => {
  const { user, search } = await shown();
  const heard: string[] = [];
  const listen = ({ key }: KeyboardEvent) => heard.push(key);
  document.addEventListener('keydown', listen);
  await user.keyboard('{Escape}');
  document.removeEventListener('keydown', listen);
  expect(search).toHaveAttribute('aria-expanded', 'false');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(heard).toEqual([]);
});

test('a click that no pointer precedes chooses, as screen readers press', async () => {
  const { picked, list } = await shown('adaptation_water');
  within(list).getByRole('option', { name: 'Cloudbursts and drainage' }).click();
  expect(picked).toEqual(['cloudburst_drainage']);
});
