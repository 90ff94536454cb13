import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { LiveStatus } from '../../../documents/connection/boardStatus.svelte.ts';
import ConnectionStatus from './ConnectionStatus.svelte';

const renderStatus = (initial: Partial<LiveStatus> = {}) => {
  const status: { -readonly [Key in keyof LiveStatus]: LiveStatus[Key] } = $state({
    connection: 'connected',
    saving: 'saved',
    refusal: undefined,
    savedAt: undefined,
    localStore: 'keeping',
    ...initial,
  });
  render(ConnectionStatus, { status });
  return status;
};

const label = () => screen.getByRole('button').textContent?.trim();
const detail = () => screen.getByRole('button').getAttribute('aria-label');
const announcement = () => screen.getByRole('status').textContent;

test('says saved only after the journal has confirmed an edit', () => {
  const status = renderStatus();
  expect(label()).toBe('connected');

  flushSync(() => Object.assign(status, { saving: 'saving' }));
  expect(label()).toBe('saving');

  flushSync(() => Object.assign(status, { saving: 'saved', savedAt: Date.UTC(2027, 3, 1, 12) }));
  expect(label()).toBe('saved');
  expect(detail()).toMatch(/Last saved at .+\./);
});

test('says offline that edits are kept in this browser', () => {
  renderStatus({ connection: 'offline', saving: 'unsaved' });

  expect(label()).toBe('offline');
  expect(detail()).toMatch(/kept in this browser/);
});

test('promises no copy offline where this browser keeps none', () => {
  renderStatus({ connection: 'offline', saving: 'unsaved', localStore: 'off' });

  expect(detail()).not.toMatch(/kept in this browser/);
  expect(detail()).toMatch(/Leave this page open/);
});

test('announces a lost connection and its return, but no save', () => {
  const status = renderStatus({ savedAt: 1 });
  flushSync(() => (status.saving = 'saving'));
  flushSync(() => (status.saving = 'saved'));
  expect(announcement()).toBe('');

  flushSync(() => (status.connection = 'offline'));
  expect(announcement()).toMatch(/No connection/);

  flushSync(() => (status.connection = 'connected'));
  expect(announcement()).toBe('Back online');
});
