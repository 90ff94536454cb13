import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import CapabilityPicker from './CapabilityPicker.svelte';

const renderPicker = async (sector?: SectorId) => {
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

test('the own area is open at once, and arrow keys choose in it', async () => {
  const { picked, user, active, list } = await renderPicker('adaptation_water');
  expect(within(list).getByRole('group', { name: 'Adaptation and water' })).toBeVisible();
  expect(within(list).queryByRole('group', { name: 'Transport' })).toBeNull();
  expect(active()).toHaveTextContent('Cloudbursts and drainage');

  await user.keyboard('{ArrowDown}{Enter}');

  expect(picked).toEqual(['leak_detection']);
});

test('Enter opens another area, and then chooses its first capability', async () => {
  const { picked, user, active, list } = await renderPicker('adaptation_water');

  await user.keyboard('{ArrowUp}');
  expect(active()).toHaveAccessibleName('Show Finance models and project preparation, 5 capabilities');
  await user.keyboard('{Enter}');

  expect(picked).toEqual([]);
  expect(within(list).getByRole('group', { name: 'Finance models and project preparation' })).toBeVisible();
  expect(active()).toHaveTextContent('Project preparation and business cases');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['project_preparation']);
});

test('a press opens another area, and leaves open ones open', async () => {
  const { picked, user, list } = await renderPicker();
  await user.click(within(list).getByRole('option', { name: /^Show Waste/ }));
  await user.click(within(list).getByRole('option', { name: /^Show Nature/ }));
  await user.click(within(list).getByRole('option', { name: 'Composting' }));
  expect(within(list).getByRole('group', { name: 'Nature' })).toBeVisible();
  expect(picked).toEqual(['composting']);
});

test('a name that no capability has can be proposed', async () => {
  const { picked, user, active, list } = await renderPicker();
  await user.keyboard('composting toilets');
  expect(within(list).getAllByRole('option')).toHaveLength(1);
  expect(active()).toHaveTextContent('Propose “Composting toilets” as a new capability');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['proposed:Composting toilets']);
});

test('a name that a capability has can’t be proposed, in whatever case it is typed', async () => {
  const { user, list } = await renderPicker();
  await user.keyboard('composting');
  expect(within(list).getByRole('option', { name: 'Composting' })).toBeVisible();
  expect(within(list).queryByRole('option', { name: /^Propose/ })).toBeNull();
});

test('after a choice the list stays open, on its first capability', async () => {
  const { picked, user, active, list } = await renderPicker('adaptation_water');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(list).toBeVisible();
  expect(active()).toHaveTextContent('Cloudbursts and drainage');
  await user.keyboard('{Enter}');
  expect(picked).toEqual(['leak_detection', 'cloudburst_drainage']);
});

test('Escape closes the list and nothing around it', async () => {
  const { user, search } = await renderPicker();
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
  const { picked, list } = await renderPicker('adaptation_water');
  within(list).getByRole('option', { name: 'Cloudbursts and drainage' }).click();
  expect(picked).toEqual(['cloudburst_drainage']);
});
