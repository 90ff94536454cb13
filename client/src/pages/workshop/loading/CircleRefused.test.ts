import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import CircleRefused from './CircleRefused.svelte';
import { refusalMessage } from './accessRefusal.ts';

test('a circle that was closed for good shows an alert with the reason', () => {
  render(CircleRefused, { refusal: 'no-right', inDemo: false, localStore: 'keeping' });

  expect(screen.getByRole('alert').textContent).toContain(refusalMessage('no-right', false, 'keeping').text);
});
