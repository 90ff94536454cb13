import type { Role } from '@brygga/shared/document/roster';
import { PersonId, WorkshopId } from '@brygga/shared/ids';
import { companyIds, companyPeople, facilitator, idOf, nth, system } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { fireEvent, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import People from './People.svelte';

const workshopId = idOf(WorkshopId, 'workshop');
const bo = idOf(PersonId, 'bo');
const requests: { method: string | undefined; path: string; body: unknown }[] = [];
let answer: () => Response;

beforeEach(() => {
  requests.length = 0;
  // The network ends here: what the server makes of it is the server's tests to tell.
  vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
    requests.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    return Promise.resolve(answer());
  });
});
afterEach(() => vi.unstubAllGlobals());

const listed = (workshop: ReturnType<typeof newWorkshop>, person: PersonId, name: string, role: Role) => {
  const organisation = nth(companyIds, 0);
  const organisationListed = workshop.board.organisation(organisation);
  workshop.execute('roster.list', { person, name, role, organisation, organisationListed }, system);
  flushSync();
};

const shown = (as = facilitator) => {
  const workshop = newWorkshop();
  const { live } = memoryBoard(workshop, as);
  listed(workshop, bo, 'Bo', 'participant');
  listed(workshop, as.id, 'Oneself', as.role);
  renderWithBoard(live, People, { ongo: () => undefined });
  return workshop;
};

const open = async () => {
  const button = screen.getByRole('button', { name: 'Role and place of Bo' });
  await fireEvent.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
};

const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ type: `/problems/${code}`, status, title: code, code }), { status });

test('a participant finds nothing to settle of others', () => {
  shown(nth(companyPeople, 0));
  expect(screen.queryByRole('button', { name: 'Role and place of Bo' })).toBeNull();
});

test('a facilitator chooses a role, which stands when the roster tells it', async () => {
  const workshop = shown();
  answer = () => new Response(JSON.stringify({ id: bo, role: 'observer' }), { status: 200 });
  await open();
  const select = screen.getByLabelText<HTMLSelectElement>('Role in this workshop');
  expect(select.value).toBe('participant');
  await fireEvent.change(select, { target: { value: 'observer' } });
  await vi.waitFor(() =>
    expect(requests).toEqual([
      { method: 'PATCH', path: `/api/workshops/${workshopId}/people/${bo}`, body: { role: 'observer' } },
    ]),
  );
  listed(workshop, bo, 'Bo', 'observer');
  await vi.waitFor(() => expect(select.value).toBe('observer'));
});

test('removing is asked once more, with the focus on the way back, and Keep asks nothing', async () => {
  shown();
  await open();
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Bo' }));
  const keep = screen.getByRole('button', { name: 'Keep' });
  await vi.waitFor(() => expect(document.activeElement).toBe(keep));
  await fireEvent.click(keep);
  const remove = screen.getByRole('button', { name: 'Remove Bo' });
  await vi.waitFor(() => expect(document.activeElement).toBe(remove));
  expect(requests).toEqual([]);
});

test('who is removed leaves the list, and the focus is not lost', async () => {
  const workshop = shown();
  answer = () => new Response(null, { status: 204 });
  await open();
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Bo' }));
  await vi.waitFor(() => screen.getByRole('button', { name: 'Keep' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Bo' }));
  await vi.waitFor(() => expect(requests).toMatchObject([{ method: 'DELETE' }]));
  workshop.execute('roster.remove', { person: bo }, system);
  flushSync();
  await vi.waitFor(() => expect(screen.queryByText('Bo')).toBeNull());
  expect(document.activeElement?.className).toContain('people');
});

test('why it did not happen stands where it was pressed', async () => {
  shown();
  answer = () => problem(409, 'last-facilitator');
  await open();
  await fireEvent.change(screen.getByLabelText('Role in this workshop'), { target: { value: 'observer' } });
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('A workshop needs a facilitator'));
});

test('who becomes a facilitator has the tools of one at once, and loses them so', () => {
  const oneself = nth(companyPeople, 0);
  const workshop = shown(oneself);
  listed(workshop, oneself.id, 'Oneself', 'facilitator');
  screen.getByRole('button', { name: 'Role and place of Bo' });
  listed(workshop, oneself.id, 'Oneself', 'observer');
  expect(screen.queryByRole('button', { name: 'Role and place of Bo' })).toBeNull();
});
