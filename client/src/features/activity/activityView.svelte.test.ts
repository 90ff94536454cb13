import type { ActivityPage } from '@brygga/shared/api/activity';
import type { Happening } from '@brygga/shared/domain/activity/happening';
import { newId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, expect, test, vi } from 'vitest';
import type { ActivityStreamHandlers } from './activityStream.ts';
import { ActivityView } from './activityView.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

const by = newId(PersonId);
const happening = (number: number): Happening => ({
  id: `${number}.0`,
  at: number,
  by,
  kind: 'session',
  what: 'timer.changed',
  about: {},
});

/** So many happenings, the newest with this number. */
const happenings = (newest: number, count: number) =>
  Array.from({ length: count }, (_, index) => happening(newest - index));

/** A view whose server answers with these pages, the newest first. */
const openView = async (pages: readonly ActivityPage[], liveRowsMax?: number) => {
  const remaining = [...pages];
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(remaining.shift()))));
  let handlers: ActivityStreamHandlers | undefined;
  const view = new ActivityView(
    { workshop: newId(WorkshopId) },
    {
      organisationOf: () => undefined,
      openStream: (_scope, _after, streamHandlers) => {
        handlers = streamHandlers;
        return () => undefined;
      },
      ...(liveRowsMax === undefined ? {} : { liveRowsMax }),
    },
  );
  await view.load();
  return { view, receive: (number: number) => handlers?.onHappening(happening(number)) };
};

const ids = ({ happenings: shown = [] }: ActivityView) => shown.map(({ id }) => id);

test('a live happening drops none of the older pages, however many are loaded', async () => {
  const { view, receive } = await openView([
    { happenings: happenings(3_000, 1_500), older: '1501.0', newest: '3000.0' },
    { happenings: happenings(1_500, 1_500) },
  ]);
  await view.loadOlder();

  receive(3_001);

  expect(view.happenings).toHaveLength(3_001);
  expect(ids(view).at(-1)).toBe('1.0');
  expect(view.older).toBeUndefined();
});

test('live happenings beyond the limit drop the oldest rows, which can be loaded again', async () => {
  const { view, receive } = await openView(
    [{ happenings: happenings(2, 2), newest: '2.0' }, { happenings: happenings(2, 2) }],
    2,
  );

  for (const number of [3, 4, 5, 6]) receive(number);
  expect(ids(view)).toEqual(['6.0', '5.0', '4.0', '3.0']);
  expect(view.older).toBe('3.0');

  await view.loadOlder();
  expect(ids(view)).toEqual(['6.0', '5.0', '4.0', '3.0', '2.0', '1.0']);
  receive(7);
  expect(ids(view)).toHaveLength(6);
});
