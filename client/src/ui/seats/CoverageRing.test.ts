import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { setLocale } from '../../i18n/index.ts';
import CoverageRing from './CoverageRing.svelte';

afterEach(() => setLocale('en'));

const beads = [
  { state: 'confirmed', label: 'Heat pumps' },
  { state: 'agreed', label: 'Finance' },
  { state: 'open', label: 'Upkeep' },
] as const;

test('its label names the state of each need', () => {
  render(CoverageRing, { beads, share: 2 / 3, label: 'Warm homes' });

  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    'Warm homes. 2 of 3 needs covered, 67 %. Heat pumps: confirmed. Finance: agreed, not confirmed yet. Upkeep: open',
  );
});

test('shows a dash instead of 0 % without needs', () => {
  render(CoverageRing, { beads: [], share: 0 });

  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('No needs yet');
  expect(screen.getByText('–')).toBeTruthy();
});

test('translates its label without redrawing', async () => {
  render(CoverageRing, { beads, share: 2 / 3 });
  const ring = screen.getByRole('img');

  setLocale('sv');

  await expect.poll(() => ring.getAttribute('aria-label')).toMatch(/^2 av 3 behov täckta, 67 %/);
  expect(screen.getByRole('img')).toBe(ring);
});
