import { type Circle, vaultCircle } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import {
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  nth,
  observer,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet, flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveInterest } from '../../documents/live/liveInterest.ts';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import { m } from '../../i18n/index.ts';
import Interests from './Interests.svelte';

const [one, two] = [nth(companyIds, 0), nth(companyIds, 1)];
const [personOfOne, personOfTwo] = [nth(companyPeople, 0), nth(companyPeople, 1)];
const circleOf = (id: OrganisationId): Circle => ({ is: 'company', id });

let workshop: Workshop;
const requestedPaths: string[] = [];

/** What the server reads in the vault, for the company in the path. */
const rivalsFor = (path: string) => {
  const [, company] = /companies\/(\w+)\/rivals/.exec(path) ?? [];
  const rivals = Object.values(workshop.docs(vaultCircle).getMap<{ toJSON(): unknown }>('rivals').toJSON());
  return rivals.flatMap((record: { company: string; rival: string; at: number }) =>
    record.company === company ? [{ company: record.rival, at: record.at }] : [],
  );
};

beforeEach(() => {
  workshop = newWorkshop();
  requestedPaths.length = 0;
  vi.stubGlobal('fetch', (path: string) => {
    requestedPaths.push(path);
    return Promise.resolve(Response.json({ rivals: rivalsFor(path) }));
  });
});
afterEach(() => vi.unstubAllGlobals());

const renderInterests = (as = personOfOne) => {
  const { live } = memoryBoard(workshop, as);
  const interest = new LiveInterest(workshop.docs(circleOf(one)));
  const companySelect = createRawSnippet(() => ({ render: () => '<span></span>' }));
  const props = { company: one, interest, hrefOf: (card: string) => `#${card}`, companySelect };
  renderWithBoard(live, Interests, props);
  return live;
};

const regionOf = (heading: string): HTMLElement => {
  const found = screen.getByRole('heading', { name: heading }).closest('section');
  if (!found) throw new Error(`No section ${heading}`);
  return found;
};

/** Finds a button by its visible text: its accessible name also holds the pending text. */
const buttonWith = (text: string): HTMLElement => screen.getByText(text);

const showInterest = async (user: ReturnType<typeof userEvent.setup>, name = 'Company 2') => {
  await user.selectOptions(screen.getByLabelText(m.interest_in()), name);
  await user.click(screen.getByLabelText(m.interest_level_join()));
  await user.type(screen.getByLabelText(new RegExp(m.interest_note())), 'We have pumps');
  await user.click(buttonWith(m.interest_show_press()));
};

test('P9: an interest stays with one’s own people, and can be withdrawn', async () => {
  const user = userEvent.setup();
  renderInterests();
  await showInterest(user);

  const own = regionOf(m.interest_own({ side: 'Company 1' }));
  within(own).getByText('Company 2');
  within(own).getByText('We have pumps');
  expect(screen.queryByText(m.interest_match({ other: 'Company 2' }))).toBeNull();
  await user.click(within(own).getByRole('button', { name: m.interest_withdraw_from({ other: 'Company 2' }) }));
  expect(screen.queryByText('We have pumps')).toBeNull();
});

test('a match shows the other’s note, and its end is shown', async () => {
  const user = userEvent.setup();
  renderInterests();
  await showInterest(user);
  workshop.execute('interest.show', { to: { organisation: one }, level: 'lead', note: 'We lead' }, personOfTwo);
  flushSync();
  screen.getByText(m.interest_match({ other: 'Company 2' }));
  screen.getByText('We lead');

  workshop.execute('interest.withdraw', { to: { organisation: one } }, personOfTwo);
  flushSync();
  expect(screen.queryByText(m.interest_match({ other: 'Company 2' }))).toBeNull();
  within(regionOf(m.interest_over())).getByText(/They took their interest back/);
  // One's own interest remains and waits again.
  within(regionOf(m.interest_own({ side: 'Company 1' }))).getByText('We have pumps');
});

test('nothing can be shown before somebody is chosen', () => {
  renderInterests();
  expect(screen.queryByText(m.interest_show_press())).toBeNull();
  screen.getByText(m.interest_choose_first());
});

test('an observer of the company reads and can’t act', () => {
  workshop.execute('interest.show', { to: { organisation: two }, level: 'talk', note: 'We look on' }, personOfOne);
  renderInterests(observer);
  screen.getByText('We look on');
  expect(screen.queryByRole('heading', { name: m.interest_show() })).toBeNull();
  expect(screen.queryByRole('button', { name: m.interest_withdraw_from({ other: 'Company 2' }) })).toBeNull();
});

test('rivals are read again after each change', async () => {
  const user = userEvent.setup();
  renderInterests();
  await screen.findByText(m.interest_rivals_none());
  await user.selectOptions(screen.getByLabelText(m.interest_rival_add()), 'Company 2');
  await user.click(buttonWith(m.interest_rival_press({ company: 'Company 2' })));
  const withdraw = await screen.findByRole('button', {
    name: m.interest_rival_withdraw_from({ company: 'Company 2' }),
  });
  expect(requestedPaths).toHaveLength(2);

  await user.click(withdraw);
  await screen.findByText(m.interest_rivals_none());
});

test('a list that can’t be read says why, and can be tried again', async () => {
  const user = userEvent.setup();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  renderInterests();
  expect(await screen.findByRole('alert')).toHaveTextContent(m.problem_unreachable());
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ rivals: [] })));
  await user.click(screen.getByRole('button', { name: m.interest_again() }));
  await screen.findByText(m.interest_rivals_none());
});

test('a rival that comes near is a warning with a link', () => {
  workshop.execute('rival.declare', { rival: two }, personOfOne);
  const consortium = workshop.foundConsortium(2);
  const seat = { consortium, need: nth(needIds, 0) };
  workshop.execute('seat.take', seat, personOfOne);
  workshop.execute('seat.agree', { ...seat, claimant: nth(companyIds, 0) }, nth(companyPeople, 2));
  workshop.execute('seat.take', { consortium, need: nth(needIds, 1) }, personOfTwo);
  workshop.execute('member.withdraw', { consortium }, personOfOne);
  renderInterests();
  screen.getByText(m.interest_warning({ company: 'Company 2', consortium: 'Cool streets' }));
  expect(screen.getByRole('link', { name: m.interest_warning_look() })).toHaveAttribute('href', `#${consortium}`);
});

test.each([
  ['a facilitator', facilitator],
  ['a city', cityPerson],
])('%s is refused by the page itself', (_who, person) => {
  const { live } = memoryBoard(workshop, person);
  const input = { company: one, to: { organisation: two }, level: 'talk' } as const;
  expect(live.commands.consider('interest.show', input)).toEqual({ kind: 'forbidden', reason: 'not-your-company' });
});
