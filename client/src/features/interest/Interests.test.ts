import { type Circle, vaultCircle } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import {
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  newWorkshop,
  nth,
  observer,
  type Workshop,
} from '@brygga/shared/testing/workshop';
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
const [ofOne, ofTwo] = [nth(companyPeople, 0), nth(companyPeople, 1)];
const circleOf = (id: OrganisationId): Circle => ({ is: 'company', id });

let workshop: Workshop;
const reads: string[] = [];

/** What the server would read in the vault, for the company that its address names. */
const rivalsIn = (path: string) => {
  const [, company] = /companies\/(\w+)\/rivals/.exec(path) ?? [];
  const all = Object.values(workshop.docs(vaultCircle).getMap<{ toJSON(): unknown }>('rivals').toJSON());
  return all.flatMap((it: { company: string; rival: string; at: number }) =>
    it.company === company ? [{ company: it.rival, at: it.at }] : [],
  );
};

beforeEach(() => {
  workshop = newWorkshop();
  reads.length = 0;
  vi.stubGlobal('fetch', (path: string) => {
    reads.push(path);
    return Promise.resolve(Response.json({ rivals: rivalsIn(path) }));
  });
});
afterEach(() => vi.unstubAllGlobals());

const shown = (as = ofOne) => {
  const { live } = memoryBoard(workshop, as);
  const interest = new LiveInterest(workshop.docs(circleOf(one)));
  const none = createRawSnippet(() => ({ render: () => '<span></span>' }));
  const props = { company: one, interest, hrefOf: (card: string) => `#${card}`, companySelect: none };
  renderWithBoard(live, Interests, props);
  return live;
};

const regionOf = (heading: string): HTMLElement => {
  const found = screen.getByRole('heading', { name: heading }).closest('section');
  if (!found) throw new Error(`No section ${heading}`);
  return found;
};

/** The button of these words: what it says while it asks lies in it, too, out of sight. */
const pressed = (words: string): HTMLElement => screen.getByText(words);

const showInterest = async (user: ReturnType<typeof userEvent.setup>, name = 'Company 2') => {
  await user.selectOptions(screen.getByLabelText(m.interest_in()), name);
  await user.click(screen.getByLabelText(m.interest_level_join()));
  await user.type(screen.getByLabelText(new RegExp(m.interest_note())), 'We have pumps');
  await user.click(pressed(m.interest_show_press()));
};

test('an interest is kept where only one’s own people see it, and can be taken back', async () => {
  const user = userEvent.setup();
  shown();
  await showInterest(user);

  const own = regionOf(m.interest_own({ side: 'Company 1' }));
  within(own).getByText('Company 2');
  within(own).getByText('We have pumps');
  expect(screen.queryByText(m.interest_match({ other: 'Company 2' }))).toBeNull();
  await user.click(within(own).getByRole('button', { name: m.interest_withdraw_from({ other: 'Company 2' }) }));
  expect(screen.queryByText('We have pumps')).toBeNull();
});

test('a match is told with what the other says, and so is its end', async () => {
  const user = userEvent.setup();
  shown();
  await showInterest(user);
  workshop.ask('interest.show', { to: { organisation: one }, level: 'lead', note: 'We lead' }, ofTwo);
  flushSync();
  screen.getByText(m.interest_match({ other: 'Company 2' }));
  screen.getByText('We lead');

  workshop.ask('interest.withdraw', { to: { organisation: one } }, ofTwo);
  flushSync();
  expect(screen.queryByText(m.interest_match({ other: 'Company 2' }))).toBeNull();
  within(regionOf(m.interest_over())).getByText(/They took their interest back/);
  // One's own interest is still there, and waits again.
  within(regionOf(m.interest_own({ side: 'Company 1' }))).getByText('We have pumps');
});

test('nothing can be shown before somebody is chosen', () => {
  shown();
  expect(screen.queryByText(m.interest_show_press())).toBeNull();
  screen.getByText(m.interest_choose_first());
});

test('whoever observes for the company reads and says nothing', () => {
  workshop.ask('interest.show', { to: { organisation: two }, level: 'talk', note: 'We look on' }, ofOne);
  shown(observer);
  screen.getByText('We look on');
  expect(screen.queryByRole('heading', { name: m.interest_show() })).toBeNull();
  expect(screen.queryByRole('button', { name: m.interest_withdraw_from({ other: 'Company 2' }) })).toBeNull();
});

test('whom one keeps apart from is asked of the server anew after each change', async () => {
  const user = userEvent.setup();
  shown();
  await screen.findByText(m.interest_rivals_none());
  await user.selectOptions(screen.getByLabelText(m.interest_rival_add()), 'Company 2');
  await user.click(pressed(m.interest_rival_press({ company: 'Company 2' })));
  const takeOff = await screen.findByRole('button', { name: m.interest_rival_withdraw_from({ company: 'Company 2' }) });
  expect(reads).toHaveLength(2);

  await user.click(takeOff);
  await screen.findByText(m.interest_rivals_none());
});

test('why the list can’t be read stands in its place, with the way to try again', async () => {
  const user = userEvent.setup();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  shown();
  expect(await screen.findByRole('alert')).toHaveTextContent(m.problem_unreachable());
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ rivals: [] })));
  await user.click(screen.getByRole('button', { name: m.interest_again() }));
  await screen.findByText(m.interest_rivals_none());
});

test('somebody from whom one keeps apart and who comes near is told of, with the way there', () => {
  workshop.ask('rival.declare', { rival: two }, ofOne);
  const consortium = workshop.founded(2);
  const seat = { consortium, need: nth(needIds, 0) };
  workshop.ask('seat.take', seat, ofOne);
  workshop.ask('seat.agree', { ...seat, claimant: nth(companyIds, 0) }, nth(companyPeople, 2));
  workshop.ask('seat.take', { consortium, need: nth(needIds, 1) }, ofTwo);
  workshop.ask('member.withdraw', { consortium }, ofOne);
  shown();
  screen.getByText(m.interest_warning({ company: 'Company 2', consortium: 'Cool streets' }));
  expect(screen.getByRole('link', { name: m.interest_warning_look() })).toHaveAttribute('href', `#${consortium}`);
});

test.each([
  ['a facilitator', facilitator],
  ['a city', cityPerson],
])('%s would be told no by the page itself', (_who, person) => {
  const { live } = memoryBoard(workshop, person);
  const input = { company: one, to: { organisation: two }, level: 'talk' } as const;
  expect(live.commands.consider('interest.show', input)).toEqual({ kind: 'forbidden', reason: 'not-your-company' });
});
