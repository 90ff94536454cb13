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
let respond: () => Response;

beforeEach(() => {
  requests.length = 0;
  vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
    requests.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    return Promise.resolve(respond());
  });
});
afterEach(() => vi.unstubAllGlobals());

const listInRoster = (workshop: ReturnType<typeof newWorkshop>, person: PersonId, name: string, role: Role) => {
  const organisation = nth(companyIds, 0);
  const organisationListed = workshop.board.organisation(organisation);
  workshop.execute('roster.list', { person, name, role, organisation, organisationListed }, system);
  flushSync();
};

const renderPeople = (as = facilitator) => {
  const workshop = newWorkshop();
  const { live } = memoryBoard(workshop, as);
  listInRoster(workshop, bo, 'Bo', 'participant');
  listInRoster(workshop, as.id, 'Oneself', as.role);
  renderWithBoard(live, People, { ongo: () => undefined });
  return workshop;
};

const openSettings = async () => {
  const button = screen.getByRole('button', { name: 'Role and place of Bo' });
  await fireEvent.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
};

const problemOf = (status: number, code: string) =>
  new Response(JSON.stringify({ type: `/problems/${code}`, status, title: code, code }), { status });

test('a participant has no settings of other people', () => {
  renderPeople(nth(companyPeople, 0));
  expect(screen.queryByRole('button', { name: 'Role and place of Bo' })).toBeNull();
});

test('a role chosen by a facilitator shows once the roster has it', async () => {
  const workshop = renderPeople();
  respond = () => new Response(JSON.stringify({ id: bo, role: 'observer' }), { status: 200 });
  await openSettings();
  const select = screen.getByLabelText<HTMLSelectElement>('Role in this workshop');
  expect(select.value).toBe('participant');
  await fireEvent.change(select, { target: { value: 'observer' } });
  await vi.waitFor(() =>
    expect(requests).toEqual([
      { method: 'PATCH', path: `/api/workshops/${workshopId}/people/${bo}`, body: { role: 'observer' } },
    ]),
  );
  listInRoster(workshop, bo, 'Bo', 'observer');
  await vi.waitFor(() => expect(select.value).toBe('observer'));
});

test('removing asks for confirmation with the focus on Keep, which sends nothing', async () => {
  renderPeople();
  await openSettings();
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Bo' }));
  const keep = screen.getByRole('button', { name: 'Keep' });
  await vi.waitFor(() => expect(document.activeElement).toBe(keep));
  await fireEvent.click(keep);
  const remove = screen.getByRole('button', { name: 'Remove Bo' });
  await vi.waitFor(() => expect(document.activeElement).toBe(remove));
  expect(requests).toEqual([]);
});

test('a removed person leaves the list, and the focus moves to it', async () => {
  const workshop = renderPeople();
  respond = () => new Response(null, { status: 204 });
  await openSettings();
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Bo' }));
  await vi.waitFor(() => screen.getByRole('button', { name: 'Keep' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Remove Bo' }));
  await vi.waitFor(() => expect(requests).toMatchObject([{ method: 'DELETE' }]));
  workshop.execute('roster.remove', { person: bo }, system);
  flushSync();
  await vi.waitFor(() => expect(screen.queryByText('Bo')).toBeNull());
  const list = screen.getByRole('heading', { name: 'Here now' }).parentElement;
  expect(document.activeElement).toBe(list);
});

test('a refusal is shown beside the settings', async () => {
  renderPeople();
  respond = () => problemOf(409, 'last-facilitator');
  await openSettings();
  await fireEvent.change(screen.getByLabelText('Role in this workshop'), { target: { value: 'observer' } });
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('A workshop needs a facilitator'));
});

test('settings come and go with the role of facilitator', () => {
  const oneself = nth(companyPeople, 0);
  const workshop = renderPeople(oneself);
  listInRoster(workshop, oneself.id, 'Oneself', 'facilitator');
  screen.getByRole('button', { name: 'Role and place of Bo' });
  listInRoster(workshop, oneself.id, 'Oneself', 'observer');
  expect(screen.queryByRole('button', { name: 'Role and place of Bo' })).toBeNull();
});
