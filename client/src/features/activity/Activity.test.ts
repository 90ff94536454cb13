import type { ActivityPage } from '@brygga/shared/api/activity';
import type { Happening } from '@brygga/shared/domain/activity/happening';
import { companyIds, companyPeople, facilitator, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { fireEvent, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import Activity from './Activity.svelte';
import type { OpenActivityStream, ActivityStreamHandlers } from './activityStream.ts';

const asked: string[] = [];
let answer: (path: string) => ActivityPage | number;

beforeEach(() => {
  asked.length = 0;
  // The network ends here: what the server makes of it is the server's tests to tell.
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const said = answer(path);
    return Promise.resolve(
      typeof said === 'number'
        ? new Response(JSON.stringify({ type: '/problems/x', status: said, title: 'No', code: 'no-right' }), {
            status: said,
          })
        : new Response(JSON.stringify(said)),
    );
  });
});
afterEach(() => vi.unstubAllGlobals());

/** As late as it is on a board in memory. */
const { at } = newWorkshop();
const somebody = nth(companyPeople, 0);

const timer = (number: number, more: Partial<Happening> = {}): Happening => ({
  id: `${number}.0`,
  at: at - (1_000 - number),
  by: facilitator.id,
  kind: 'session',
  what: 'timer.changed',
  about: {},
  ...more,
});
const founded = (number: number): Happening =>
  timer(number, {
    by: somebody.id,
    kind: 'consortia',
    what: 'member.joined',
    about: { company: nth(companyIds, 0) },
  });

const shown = async () => {
  let told: ActivityStreamHandlers | undefined;
  const opened: (string | undefined)[] = [];
  const open: OpenActivityStream = (_whose, after, it) => {
    opened.push(after);
    told = it;
    it.onLive();
    return () => (told = undefined);
  };
  const { live } = memoryBoard(newWorkshop(), facilitator);
  const { unmount } = renderWithBoard(live, Activity, { lead: 'All of it', hrefOf: () => undefined, openStream: open });
  await vi.waitFor(() => expect(opened).toHaveLength(1));
  const happens = (it: Happening) => flushSync(() => told?.onHappening(it));
  return { happens, opened, unmount, stream: () => told };
};

const lines = () => screen.queryAllByRole('listitem').map((line) => line.textContent?.replace(/\s+/g, ' ').trim());

test('what happens stands on top of what happened, once, and is told to readers of screens', async () => {
  answer = () => ({ happenings: [timer(2), timer(1)], newest: '2.0' });
  const { happens, opened } = await shown();
  expect(opened).toEqual(['2.0']);
  expect(lines()).toHaveLength(2);
  happens(founded(3));
  happens(founded(3));
  expect(lines()).toHaveLength(3);
  expect(lines()[0]).toMatch(/joined/);
  await vi.waitFor(() => screen.getByText('1 new entry'));
  screen.getByRole('heading', { name: 'Today' });
  screen.getByText('That is where it began.');
});

test('a filter asks anew, and lets nothing else in that happens meanwhile', async () => {
  answer = (path) =>
    path.includes('kind=consortia') ? { happenings: [founded(1)], newest: '1.0' } : { happenings: [], newest: '0.0' };
  const { happens } = await shown();
  screen.getByText(/Nothing has happened yet/);
  await fireEvent.change(screen.getByLabelText('What'), { target: { value: 'consortia' } });
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
  happens(timer(2));
  happens(founded(3));
  expect(lines()).toHaveLength(2);
  await fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  await vi.waitFor(() => expect(asked.at(-1)).not.toContain('kind'));
  // What came while only a part was looked for is not lost.
  await vi.waitFor(() => expect(lines()).toHaveLength(2));
});

test('older ones come behind', async () => {
  answer = (path) =>
    path.includes('before=2.0')
      ? { happenings: [timer(1)] }
      : { happenings: [timer(3), timer(2)], older: '2.0', newest: '3.0' };
  await shown();
  await fireEvent.click(screen.getByRole('button', { name: 'Load older' }));
  await vi.waitFor(() => expect(lines()).toHaveLength(3));
  expect(screen.queryByRole('button', { name: 'Load older' })).toBeNull();
});

test('goes on looking where the server found nothing in what it looked through', async () => {
  answer = (path) =>
    path.includes('before=3.0') ? { happenings: [timer(1)] } : { happenings: [], older: '3.0', newest: '9.0' };
  const { opened } = await shown();
  expect(lines()).toHaveLength(1);
  expect(opened).toEqual(['9.0']);
});

test('why there is nothing stands in its place, and can be tried again', async () => {
  answer = () => 403;
  const { live } = memoryBoard(newWorkshop(), facilitator);
  renderWithBoard(live, Activity, { lead: '', hrefOf: () => undefined, openStream: () => () => undefined });
  await vi.waitFor(() => screen.getByRole('alert'));
  answer = () => ({ happenings: [timer(1)], newest: '1.0' });
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
});

test('says when it is not live, and that it may no longer be read', async () => {
  answer = () => ({ happenings: [], newest: '0.0' });
  const { stream, unmount } = await shown();
  screen.getByText('Live');
  flushSync(() => stream()?.onInterrupted());
  screen.getByText(/Not live just now/);
  flushSync(() => stream()?.onEnded());
  screen.getByText('You may no longer read this.');
  unmount();
  expect(stream()).toBeUndefined();
});
