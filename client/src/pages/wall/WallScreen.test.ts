import { companyIds, companyPeople, facilitator, nth, system } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import WallScreen from './WallScreen.svelte';

afterEach(() => vi.unstubAllGlobals());

/** A server that makes a new code at each request. */
const stubInvites = () => {
  const codes: string[] = [];
  vi.stubGlobal('fetch', () => {
    const code = `COOL${codes.length + 1}`;
    codes.push(code);
    const invite = { code, url: `https://brygga.example/join/${code}`, role: 'participant', expiresAt: 1 };
    return Promise.resolve(Response.json(invite, { status: 201 }));
  });
  return codes;
};

const listInRoster = (
  workshop: ReturnType<typeof newWorkshop>,
  { id, role }: typeof facilitator,
  name = 'Ida Lind',
): void => {
  const organisation = nth(companyIds, 0);
  const organisationListed = workshop.board.organisation(organisation);
  workshop.execute('roster.list', { person: id, name, role, organisation, organisationListed }, system);
  flushSync();
};

test('the wall of a facilitator makes one code, however often the roster changes', async () => {
  const codes = stubInvites();
  const workshop = newWorkshop();
  renderWithBoard(memoryBoard(workshop, facilitator).live, WallScreen, { title: 'Cool schools' });
  await screen.findByText('COOL1');

  listInRoster(workshop, facilitator);
  listInRoster(workshop, facilitator, 'Ida Lindh');
  listInRoster(workshop, nth(companyPeople, 0), 'Bo');
  await new Promise((resolve) => setTimeout(resolve));

  expect(codes).toEqual(['COOL1']);
  expect(screen.getByText('COOL1')).toBeVisible();
});

test('whoever may not invite sees no code', async () => {
  const codes = stubInvites();
  renderWithBoard(memoryBoard(newWorkshop(), nth(companyPeople, 0)).live, WallScreen, { title: 'Cool schools' });
  await new Promise((resolve) => setTimeout(resolve));

  expect(codes).toEqual([]);
});
