import type { Happening } from '@brygga/shared/domain/activity/happening';
import { newId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openActivityStream, type ActivityStreamHandlers } from './activityStream.ts';

/** Stands for the browser's EventFakeEventSource. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: FakeEventSource[] = [];
  readonly url: string;
  readyState = 1;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.all.push(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  emit(event: string, data: unknown = {}): void {
    this.dispatchEvent(Object.assign(new Event(event), { data: JSON.stringify(data) }));
  }
}

let hidden = false;
const closeAll: (() => void)[] = [];
beforeEach(() => {
  hidden = false;
  FakeEventSource.all.length = 0;
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
});
afterEach(() => {
  for (const close of closeAll.splice(0)) close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const setVisible = (visible: boolean): void => {
  hidden = !visible;
  document.dispatchEvent(new Event('visibilitychange'));
};

const happening = (id: string): Happening => ({
  id,
  at: 1,
  by: newId(PersonId),
  kind: 'session',
  what: 'timer.changed',
  about: {},
});

const open = () => {
  const events: string[] = [];
  const handlers: ActivityStreamHandlers = {
    onHappening: ({ id }) => void events.push(id),
    onLive: () => void events.push('live'),
    onInterrupted: () => void events.push('interrupted'),
    onEnded: () => void events.push('ended'),
    onFailed: () => void events.push('failed'),
  };
  const close = openActivityStream({ workshop: newId(WorkshopId) }, '1.0', handlers);
  closeAll.push(close);
  const last = () => FakeEventSource.all.at(-1) ?? new FakeEventSource('none was opened');
  return { events, close, last };
};

test('happenings are passed on, and unreadable ones skipped', () => {
  const { events, last } = open();
  expect(last().url).toContain('after=1.0');
  last().emit('open');
  last().emit('happening', happening('2.0'));
  last().emit('happening', { something: 'new' });
  last().emit('happening', happening('3.0'));
  expect(events).toEqual(['live', '2.0', '3.0']);
});

test('a hidden window has no stream, and resumes after the last happening', () => {
  const { last } = open();
  last().emit('happening', happening('2.0'));
  setVisible(false);
  expect(last().readyState).toBe(FakeEventSource.CLOSED);
  expect(FakeEventSource.all).toHaveLength(1);
  setVisible(true);
  expect(FakeEventSource.all).toHaveLength(2);
  expect(last().url).toContain('after=2.0');
});

test('a stream that has ended or was closed is not opened again', () => {
  const ended = open();
  ended.last().emit('ended');
  const closed = open();
  closed.close();
  const before = FakeEventSource.all.length;
  setVisible(false);
  setVisible(true);
  expect(ended.events).toEqual(['ended']);
  expect(FakeEventSource.all).toHaveLength(before);
});

test('an interruption is told apart from a failure', () => {
  const { events, last } = open();
  last().readyState = 0;
  last().emit('error');
  last().readyState = FakeEventSource.CLOSED;
  last().emit('error');
  expect(events).toEqual(['interrupted', 'failed']);
});
