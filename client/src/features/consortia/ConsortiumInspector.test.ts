import {
  challengeId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  nth,
  observer,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import type { Person } from '@brygga/shared/rules/actor';
import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import ConsortiumInspector from './ConsortiumInspector.svelte';

const [first, second, third] = [nth(companyPeople, 0), nth(companyPeople, 1), nth(companyPeople, 2)];

beforeEach(() => {
  localStorage.clear();
  // The partner search needs the server; these tests are not about it.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
});
afterEach(() => vi.unstubAllGlobals());

const consortiumIn = (workshop: Workshop) => nth(workshop.board.consortiaOf(challengeId), 0).id;

const renderInspector = (actor: Person, arrange: (workshop: Workshop) => void = () => undefined) => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium(0, 'Cool streets');
  arrange(workshop);
  const board = memoryBoard(workshop, actor);
  renderWithBoard(board.live, ConsortiumInspector, { id: consortium });
  return { workshop, consortium, board, user: userEvent.setup() };
};

const seat = (name: string) => {
  const row = screen.getAllByRole('listitem').find((item) => within(item).queryByText(name));
  if (!row) throw new Error(`No seat ${name}`);
  return within(row);
};
const why = (button: HTMLElement) => button.getAttribute('aria-description');

describe('the seats of a consortium, as a list', () => {
  test('name the need, its importance and the holder', () => {
    renderInspector(third, (workshop) =>
      workshop.execute('seat.take', { consortium: consortiumIn(workshop), need: nth(needIds, 0) }, first),
    );
    const held = seat('Urban greening');
    expect(held.getByText('Must have')).toBeTruthy();
    expect(held.getByText('Company 1')).toBeTruthy();
    expect(held.getByText('leads, not confirmed yet')).toBeTruthy();
    expect(seat('Finance').getByText('Open: nobody yet')).toBeTruthy();
    expect(screen.getByText('1 of 3 needs covered; Heat and shade and Finance: nobody yet')).toBeTruthy();
  });

  test('can be claimed and released by a company', async () => {
    const { workshop, consortium, user } = renderInspector(second);
    await user.click(seat('Heat and shade').getByRole('button', { name: /^Claim this seat for Company 2/ }));
    await waitFor(() =>
      expect(workshop.consortium(consortium).seats[nth(needIds, 1)]?.holder).toBe(nth(companyIds, 1)),
    );
    await user.click(await seat('Heat and shade').findByRole('button', { name: /^Take the claim back/ }));
    await waitFor(() => expect(workshop.consortium(consortium).seats).toEqual({}));
  });

  test('are not released again by a double click', async () => {
    const { workshop, consortium, user } = renderInspector(second);
    await user.dblClick(seat('Heat and shade').getByRole('button', { name: /^Claim this seat/ }));
    await seat('Heat and shade').findByRole('button', { name: /^Take the claim back/ });
    expect(Object.keys(workshop.consortium(consortium).seats)).toEqual([nth(needIds, 1)]);
  });

  test('say why they can’t be taken', () => {
    renderInspector(third, (workshop) => {
      const consortium = consortiumIn(workshop);
      for (const which of [0, 1]) {
        workshop.seatCompany(consortium, which, which);
        workshop.execute('member.commit', { consortium }, nth(companyPeople, which));
      }
    });
    const open = seat('Finance').getByRole('button', { name: /^Claim this seat for Company 3/ });
    expect(open.getAttribute('aria-disabled')).toBe('true');
    expect(why(open)).toMatch(/has committed, so its seats stand/);
  });

  test('that another holds can be waited for', async () => {
    const { workshop, consortium, user } = renderInspector(third, (workshop) =>
      workshop.seatCompany(consortiumIn(workshop), 1),
    );
    const waiting = () => workshop.consortium(consortium).seats[nth(needIds, 0)]?.alternates ?? [];
    await user.click(seat('Urban greening').getByRole('button', { name: /^Wait for this seat with Company 3/ }));
    expect(await seat('Urban greening').findByText('Waiting: Company 3')).toBeTruthy();
    await user.click(seat('Urban greening').getByRole('button', { name: /^Stop waiting/ }));
    await waitFor(() => expect(waiting()).toEqual([]));
  });

  test('show when a claim expires, and let the lead agree', async () => {
    const { workshop, consortium, user } = renderInspector(first, (workshop) =>
      workshop.execute('seat.take', { consortium: consortiumIn(workshop), need: nth(needIds, 0) }, second),
    );
    expect(seat('Urban greening').getByText(/^waits for Company 1 until/)).toBeTruthy();
    await user.click(seat('Urban greening').getByRole('button', { name: /^Agree to Company 2/ }));
    await waitFor(() => expect(workshop.consortium(consortium).seats[nth(needIds, 0)]?.state).toBe('agreed'));
  });

  test('are declined by the lead with a reason that stays visible', async () => {
    const { user } = renderInspector(first, (workshop) =>
      workshop.execute('seat.take', { consortium: consortiumIn(workshop), need: nth(needIds, 0) }, second),
    );
    await user.click(seat('Urban greening').getByRole('button', { name: /^Decline Company 2/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox'), 'We need somebody on the spot.');
    await user.click(dialog.getByRole('button', { name: /^Decline Company 2/ }));
    expect(await screen.findByText('“We need somebody on the spot.”')).toBeTruthy();
    expect(seat('Urban greening').getByText('Open: nobody yet')).toBeTruthy();
  });

  test('say that another company was faster', async () => {
    const { workshop, consortium, board, user } = renderInspector(second);
    board.beforeDeciding(() => {
      workshop.execute('seat.take', { consortium, need: nth(needIds, 0) }, first);
    });
    await user.click(seat('Urban greening').getByRole('button', { name: /^Claim this seat/ }));
    expect(await seat('Urban greening').findByText(/Another company has this seat/)).toBeTruthy();
    expect(seat('Urban greening').getByText('Company 1')).toBeTruthy();
  });

  test('say that the server is unreachable, and can be tried again', async () => {
    const { board, user } = renderInspector(second);
    board.cutOff();
    const button = seat('Finance').getByRole('button', { name: /^Claim this seat/ });
    await user.click(button);
    await waitFor(() => expect(seat('Finance').getByRole('status').textContent).toMatch(/\S/));
    expect(button.getAttribute('aria-disabled')).toBeNull();
  });

  test('have no buttons for a city', () => {
    renderInspector(cityPerson);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText(/Companies take the seats/)).toBeTruthy();
  });

  test('tell an observer why they can’t be pressed', () => {
    renderInspector(observer);
    expect(why(seat('Finance').getByRole('button'))).toMatch(/observer/);
  });
});

test('decisions of other companies are announced, one’s own are not', async () => {
  const { workshop, consortium } = renderInspector(third);
  const news = screen.getByRole('status', { name: 'What has just been decided' });
  expect(news.textContent).toBe('');
  workshop.execute('seat.take', { consortium, need: nth(needIds, 0) }, second);
  await waitFor(() => expect(news.textContent).toBe('Company 2 claimed Urban greening in Cool streets'));
  workshop.execute('seat.take', { consortium, need: nth(needIds, 2) }, third);
  await waitFor(() => expect(seat('Finance').getByText('Company 3')).toBeTruthy());
  expect(news.textContent).toBe('Company 2 claimed Urban greening in Cool streets');
});

test('a withdrawn challenge says so, and why', () => {
  renderInspector(second, (workshop) =>
    workshop.execute(
      'challenge.status',
      { challenge: challengeId, to: 'withdrawn', why: 'The money went elsewhere.' },
      cityPerson,
    ),
  );
  expect(screen.getByText('The city has withdrawn this challenge.')).toBeTruthy();
  expect(screen.getByText('“The money went elsewhere.”')).toBeTruthy();
  expect(why(seat('Finance').getByRole('button'))).toMatch(/withdrawn this challenge/);
});

describe('the members’ actions', () => {
  test('a company without a seat is told to take one before it commits', () => {
    renderInspector(first);
    const commit = screen.getByRole('button', { name: /^Commit Company 1 to this consortium/ });
    expect(why(commit)).toMatch(/once you have a seat that the lead has agreed to/);
  });

  test('withdrawing says what it frees before it frees it', async () => {
    const { workshop, consortium, user } = renderInspector(second, (workshop) =>
      workshop.seatCompany(consortiumIn(workshop), 1),
    );
    await user.click(screen.getByRole('button', { name: /^Withdraw Company 2…/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/This frees the seat Urban greening/)).toBeTruthy();
    expect(workshop.consortium(consortium).seats).not.toEqual({});
    await user.click(dialog.getByRole('button', { name: /^Withdraw Company 2/ }));
    await waitFor(() => expect(workshop.consortium(consortium).seats).toEqual({}));
  });

  test('a lead hands over before it withdraws', async () => {
    const { workshop, consortium, user } = renderInspector(first, (workshop) =>
      workshop.seatCompany(consortiumIn(workshop), 1),
    );
    expect(why(screen.getByRole('button', { name: /^Withdraw Company 1…/ }))).toMatch(/Hand the lead/);
    await user.click(screen.getByRole('button', { name: /^Hand the lead to Company 2/ }));
    await waitFor(() => expect(workshop.consortium(consortium).lead).toBe(nth(companyIds, 1)));
  });

  test('a lead that is alone dissolves the consortium and can remove it', async () => {
    const { workshop, consortium, user } = renderInspector(first);
    await user.click(screen.getByRole('button', { name: /^Withdraw Company 1…/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/the consortium is dissolved/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: /^Withdraw Company 1/ }));
    await user.click(await screen.findByRole('button', { name: /^Clear this table for Company 1/ }));
    await waitFor(() => expect(workshop.board.consortium(consortium)).toBeUndefined());
    expect(await screen.findByText('This consortium is no longer on the board.')).toBeTruthy();
  });
});

test('the lead removes a member only with a reason', async () => {
  const { workshop, consortium, user } = renderInspector(first, (workshop) =>
    workshop.seatCompany(consortiumIn(workshop), 1),
  );
  await user.click(screen.getByRole('button', { name: 'Let Company 2 go…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: 'Let Company 2 go' })).toHaveProperty('disabled', true);
  await user.type(dialog.getByRole('textbox'), 'No answer for a week');
  await user.click(dialog.getByRole('button', { name: /^Let Company 2 go/ }));
  await waitFor(() => expect(Object.keys(workshop.consortium(consortium).members)).toEqual([nth(companyIds, 0)]));
});

test('a facilitator’s choice of company is remembered', async () => {
  const { workshop, consortium, user, board } = renderInspector(facilitator);
  expect(why(seat('Finance').getByRole('button'))).toMatch(/Choose the company you act for/);
  await user.selectOptions(screen.getByLabelText('Acting for'), 'Company 3');
  await user.click(seat('Finance').getByRole('button', { name: /^Claim this seat for Company 3/ }));
  await waitFor(() => expect(workshop.consortium(consortium).seats[nth(needIds, 2)]?.holder).toBe(nth(companyIds, 2)));
  cleanup();
  renderWithBoard(board.live, ConsortiumInspector, { id: consortium });
  expect(seat('Urban greening').getByRole('button', { name: /^Claim this seat for Company 3/ })).toBeTruthy();
});

test('anyone may edit the name', async () => {
  const { workshop, consortium, user } = renderInspector(third);
  const name = screen.getByLabelText('Name of the consortium');
  await user.type(name, '!');
  await waitFor(() => expect(workshop.consortium(consortium).name).toBe('Cool streets!'));
});
