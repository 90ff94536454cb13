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

const requests: string[] = [];
/** A page, or the status of a failure. */
let respond: (path: string) => ActivityPage | number;

beforeEach(() => {
  requests.length = 0;
  vi.stubGlobal('fetch', (path: string) => {
    requests.push(path);
    const response = respond(path);
    return Promise.resolve(
      typeof response === 'number'
        ? new Response(JSON.stringify({ type: '/problems/x', status: response, title: 'No', code: 'no-right' }), {
            status: response,
          })
        : new Response(JSON.stringify(response)),
    );
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Now, by the clock of a board in memory. */
const { at: now } = newWorkshop();
const companyPerson = nth(companyPeople, 0);

const timer = (number: number, fields: Partial<Happening> = {}): Happening => ({
  id: `${number}.0`,
  at: now - (1_000 - number),
  by: facilitator.id,
  kind: 'session',
  what: 'timer.changed',
  about: {},
  ...fields,
});
const joined = (number: number): Happening =>
  timer(number, {
    by: companyPerson.id,
    kind: 'consortia',
    what: 'member.joined',
    about: { company: nth(companyIds, 0) },
  });

const renderActivity = async () => {
  let handlers: ActivityStreamHandlers | undefined;
  const openedAfter: (string | undefined)[] = [];
  const openStream: OpenActivityStream = (_scope, after, streamHandlers) => {
    openedAfter.push(after);
    handlers = streamHandlers;
    streamHandlers.onLive();
    return () => (handlers = undefined);
  };
  const { live } = memoryBoard(newWorkshop(), facilitator);
  const { unmount } = renderWithBoard(live, Activity, { lead: 'All of it', hrefOf: () => undefined, openStream });
  await vi.waitFor(() => expect(openedAfter).toHaveLength(1));
  const receive = (happening: Happening) => flushSync(() => handlers?.onHappening(happening));
  return { receive, openedAfter, unmount, stream: () => handlers };
};

const lines = () => screen.queryAllByRole('listitem').map((line) => line.textContent?.replace(/\s+/g, ' ').trim());

test('live happenings are listed on top, once each, and announced to screen readers', async () => {
  respond = () => ({ happenings: [timer(2), timer(1)], newest: '2.0' });
  const { receive, openedAfter } = await renderActivity();
  expect(openedAfter).toEqual(['2.0']);
  expect(lines()).toHaveLength(2);
  receive(joined(3));
  receive(joined(3));
  expect(lines()).toHaveLength(3);
  expect(lines()[0]).toMatch(/joined/);
  await vi.waitFor(() => screen.getByText('1 new entry'));
  screen.getByRole('heading', { name: 'Today' });
  screen.getByText('That is where it began.');
});

test('a filter loads the list anew, and lets no other live happening in', async () => {
  respond = (path) =>
    path.includes('kind=consortia') ? { happenings: [joined(1)], newest: '1.0' } : { happenings: [], newest: '0.0' };
  const { receive } = await renderActivity();
  screen.getByText(/Nothing has happened yet/);
  await fireEvent.change(screen.getByLabelText('What'), { target: { value: 'consortia' } });
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
  receive(timer(2));
  receive(joined(3));
  expect(lines()).toHaveLength(2);
  await fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  await vi.waitFor(() => expect(requests.at(-1)).not.toContain('kind'));
  // What arrived while it did not match is not lost.
  await vi.waitFor(() => expect(lines()).toHaveLength(2));
});

test('older happenings are appended', async () => {
  respond = (path) =>
    path.includes('before=2.0')
      ? { happenings: [timer(1)] }
      : { happenings: [timer(3), timer(2)], older: '2.0', newest: '3.0' };
  await renderActivity();
  await fireEvent.click(screen.getByRole('button', { name: 'Load older' }));
  await vi.waitFor(() => expect(lines()).toHaveLength(3));
  expect(screen.queryByRole('button', { name: 'Load older' })).toBeNull();
});

test('an empty page that is not the last is followed by the next', async () => {
  respond = (path) =>
    path.includes('before=3.0') ? { happenings: [timer(1)] } : { happenings: [], older: '3.0', newest: '9.0' };
  const { openedAfter } = await renderActivity();
  expect(lines()).toHaveLength(1);
  expect(openedAfter).toEqual(['9.0']);
});

test('a failure shows the reason, and can be tried again', async () => {
  respond = () => 403;
  const { live } = memoryBoard(newWorkshop(), facilitator);
  renderWithBoard(live, Activity, { lead: '', hrefOf: () => undefined, openStream: () => () => undefined });
  await vi.waitFor(() => screen.getByRole('alert'));
  respond = () => ({ happenings: [timer(1)], newest: '1.0' });
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
});

test('says when it is not live, and when it may no longer be read', async () => {
  respond = () => ({ happenings: [], newest: '0.0' });
  const { stream, unmount } = await renderActivity();
  screen.getByText('Live');
  flushSync(() => stream()?.onInterrupted());
  screen.getByText(/Not live just now/);
  flushSync(() => stream()?.onEnded());
  screen.getByText('You may no longer read this.');
  unmount();
  expect(stream()).toBeUndefined();
});
