import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { LiveStatus } from '../../../documents/connection/boardStatus.svelte.ts';
import ConnectionStatus from './ConnectionStatus.svelte';

const shown = (at: Partial<LiveStatus> = {}) => {
  const status: { -readonly [Key in keyof LiveStatus]: LiveStatus[Key] } = $state({
    connection: 'connected',
    saving: 'saved',
    refusal: undefined,
    savedAt: undefined,
    ...at,
  });
  render(ConnectionStatus, { status });
  return status;
};

const word = () => screen.getByRole('button').textContent?.trim();
const detail = () => screen.getByRole('button').getAttribute('aria-label');
const told = () => screen.getByRole('status').textContent;

test('says saved only after the journal has confirmed something', () => {
  const status = shown();
  expect(word()).toBe('connected');

  flushSync(() => Object.assign(status, { saving: 'saving' }));
  expect(word()).toBe('saving');

  flushSync(() => Object.assign(status, { saving: 'saved', savedAt: Date.UTC(2027, 3, 1, 12) }));
  expect(word()).toBe('saved');
  expect(detail()).toMatch(/Last saved at .+\./);
});

test('tells whoever is offline that what they write is kept', () => {
  shown({ connection: 'offline', saving: 'unsaved' });

  expect(word()).toBe('offline');
  expect(detail()).toMatch(/kept in this browser/);
});

test('reads aloud that the connection went and came back, but not every save', () => {
  const status = shown({ savedAt: 1 });
  flushSync(() => (status.saving = 'saving'));
  flushSync(() => (status.saving = 'saved'));
  expect(told()).toBe('');

  flushSync(() => (status.connection = 'offline'));
  expect(told()).toMatch(/No connection/);

  flushSync(() => (status.connection = 'connected'));
  expect(told()).toBe('Back online');
});
