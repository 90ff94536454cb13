import type { Happening } from '@brygga/shared/domain/activity/happening';
import { newId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openActivityStream, type ActivityStreamHandlers } from './activityStream.ts';

/** What a browser gives in its place: the network ends here. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: Source[] = [];
  readonly url: string;
  readyState = 1;

  constructor(url: string) {
    super();
    this.url = url;
    Source.all.push(this);
  }

  close(): void {
    this.readyState = Source.CLOSED;
  }

  tells(event: string, data: unknown = {}): void {
    this.dispatchEvent(Object.assign(new Event(event), { data: JSON.stringify(data) }));
  }
}

let hidden = false;
const opened: (() => void)[] = [];
beforeEach(() => {
  hidden = false;
  Source.all.length = 0;
  vi.stubGlobal('EventSource', Source);
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
});
afterEach(() => {
  for (const close of opened.splice(0)) close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const isSeen = (seen: boolean): void => {
  hidden = !seen;
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
  const heard: string[] = [];
  const told: ActivityStreamHandlers = {
    onHappening: ({ id }) => void heard.push(id),
    onLive: () => void heard.push('live'),
    onInterrupted: () => void heard.push('broken'),
    onEnded: () => void heard.push('ended'),
    onFailed: () => void heard.push('lost'),
  };
  const close = openActivityStream({ workshop: newId(WorkshopId) }, '1.0', told);
  opened.push(close);
  const last = () => Source.all.at(-1) ?? new Source('none was opened');
  return { heard, close, last };
};

test('what happens is told, and what can’t be read is left out', () => {
  const { heard, last } = open();
  expect(last().url).toContain('after=1.0');
  last().tells('open');
  last().tells('happening', happening('2.0'));
  last().tells('happening', { something: 'new' });
  last().tells('happening', happening('3.0'));
  expect(heard).toEqual(['live', '2.0', '3.0']);
});

test('a window that nobody looks at has no stream, and goes on from where it was', () => {
  const { last } = open();
  last().tells('happening', happening('2.0'));
  isSeen(false);
  expect(last().readyState).toBe(Source.CLOSED);
  expect(Source.all).toHaveLength(1);
  isSeen(true);
  expect(Source.all).toHaveLength(2);
  expect(last().url).toContain('after=2.0');
});

test('what has ended is not opened again, and what was closed neither', () => {
  const ended = open();
  ended.last().tells('ended');
  const closed = open();
  closed.close();
  const before = Source.all.length;
  isSeen(false);
  isSeen(true);
  expect(ended.heard).toEqual(['ended']);
  expect(Source.all).toHaveLength(before);
});

test('a break that mends itself is told apart from one that does not', () => {
  const { heard, last } = open();
  last().readyState = 0;
  last().tells('error');
  last().readyState = Source.CLOSED;
  last().tells('error');
  expect(heard).toEqual(['broken', 'lost']);
});
