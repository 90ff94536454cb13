import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import Menu from './Menu.svelte';

test('a radio item says which one is chosen, and chooses another', async () => {
  const onselect = vi.fn();
  const items = [
    { group: 'Theme', label: 'Light', checked: true, onselect: vi.fn() },
    { group: 'Theme', label: 'Dark', checked: false, onselect },
  ];
  render(Menu, { label: 'Menu', items });
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));

  expect(await screen.findByRole('menuitemradio', { name: 'Theme: Light', checked: true })).toBeTruthy();
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Theme: Dark' }));

  expect(onselect).toHaveBeenCalledOnce();
});

test('a disabled item says why and does nothing', async () => {
  const onselect = vi.fn();
  const items = [{ label: 'Delete', disabled: true, reason: 'Somebody else wrote this.', onselect }];
  render(Menu, { label: 'Menu', items });
  await userEvent.click(screen.getByRole('button', { name: 'Menu' }));

  const item = await screen.findByRole('menuitem', { name: /Delete.*Somebody else wrote this/ });
  await userEvent.click(item);

  expect(item.getAttribute('aria-disabled')).toBe('true');
  expect(onselect).not.toHaveBeenCalled();
});
