import { vaultCircle, circleOfPerson, circleOfCity } from '@brygga/shared/document/circles';
import { readVault } from '@brygga/shared/agreements/vault';
import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { challengeId, cityId, cityPerson, facilitator, nth, companyIds, person } from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveJudge, LiveResults } from '../../documents/live/liveJudging.ts';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import { m, reasonSentence } from '../../i18n/index.ts';
import Judging from './Judging.svelte';

const colleague = person('colleague', [cityId]);

let workshop: Workshop;
let consortium: CardId;

/** What the server counts in the vault. */
const scoring = () => {
  const vault = readVault(workshop.docs(vaultCircle));
  const sheets = vault.scoreSheetsOf(challengeId);
  const revealedAt = vault.revealedAt(challengeId);
  return {
    panel: 2,
    consortia: [{ consortium, city: sheets.filter(({ panel }) => panel === 'city').length, others: 0 }],
    ...(revealedAt === undefined ? {} : { revealedAt }),
  };
};

beforeEach(() => {
  workshop = newWorkshop();
  consortium = workshop.pitchConsortium();
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(scoring())));
});
afterEach(() => vi.unstubAllGlobals());

const renderJudging = (as: Person = cityPerson) => {
  const { live } = memoryBoard(workshop, as);
  const challenge = workshop.board.challenge(challengeId);
  if (!challenge) throw new Error('No challenge');
  const judging = {
    judge: new LiveJudge(workshop.docs(circleOfPerson(as.id))),
    results: new LiveResults(workshop.docs(circleOfCity(cityId))),
  };
  renderWithBoard(live, Judging, { challenge, judging, hrefOf: (card: CardId) => `#${card}` });
};

const sheet = () => within(screen.getByRole('form', { name: 'Cool streets' }));
const submitButton = () => sheet().getByText(m.judging_give());
const markFor = (criterion: string, mark: string) =>
  within(sheet().getByRole('radiogroup', { name: m.judging_mark_for({ criterion }) })).getByRole('radio', {
    name: mark,
  });
const reasonFields = () => sheet().getAllByLabelText(m.judging_why());

test('a score sheet needs a mark and a reason for each criterion', async () => {
  const user = userEvent.setup();
  renderJudging();
  markFor('How much cooler', '3').focus();
  await user.keyboard(' ');
  await user.type(nth(reasonFields(), 0), 'Much cooler');
  await user.click(submitButton());
  // The second criterion lacks both: its first field has the focus.
  expect(screen.getAllByText(m.judging_mark_first())).toHaveLength(1);
  expect(document.activeElement).toHaveAttribute('type', 'radio');
  expect(readVault(workshop.docs(vaultCircle)).scoreSheetsOf(challengeId)).toEqual([]);

  await user.click(markFor('Upkeep', m.judging_mark_highest({ mark: 5 })));
  await user.type(nth(reasonFields(), 1), 'Cheap to keep');
  await user.click(submitButton());
  expect(readVault(workshop.docs(vaultCircle)).scoreSheetsOf(challengeId)).toMatchObject([
    {
      scores: [
        { mark: 3, why: 'Much cooler' },
        { mark: 5, why: 'Cheap to keep' },
      ],
    },
  ]);
  await screen.findByText(m.judging_scored({ count: 1, panel: 2 }));
});

test('submitted scores are filled in and can be changed', async () => {
  const user = userEvent.setup();
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet([4, 2]) }, cityPerson);
  renderJudging();
  expect(markFor('How much cooler', '4')).toBeChecked();
  expect(nth(reasonFields(), 1)).toHaveValue('Reason 2');
  await user.click(markFor('How much cooler', '1'));
  screen.getByText(m.judging_changed());
  await user.click(sheet().getByText(m.judging_give_again()));
  expect(readVault(workshop.docs(vaultCircle)).scoreSheetsOf(challengeId)[0]?.scores[0]?.mark).toBe(1);
});

test('an edit in progress is kept when the judge’s document loads', async () => {
  const user = userEvent.setup();
  renderJudging();
  await user.type(nth(reasonFields(), 0), 'In the middle of');
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet([4, 2]) }, cityPerson);
  flushSync();
  expect(nth(reasonFields(), 0)).toHaveValue('In the middle of');
});

test('a declared conflict removes the score sheet, withdrawing brings it back', async () => {
  const user = userEvent.setup();
  renderJudging();
  await user.click(screen.getByText(m.judging_tie_declare()));
  await user.selectOptions(screen.getByLabelText(m.judging_tie_to()), 'Company 2');
  await user.click(screen.getByText(m.judging_tie_press()));
  screen.getByText(reasonSentence('tied'));
  expect(screen.queryByRole('form', { name: 'Cool streets' })).toBeNull();

  await user.click(screen.getByRole('button', { name: m.judging_tie_withdraw_from({ whom: 'Company 2' }) }));
  sheet();
});

test('a declared conflict leaves its form as it was at first', async () => {
  const user = userEvent.setup();
  renderJudging();
  await user.click(screen.getByText(m.judging_tie_declare()));
  await user.selectOptions(screen.getByLabelText(m.judging_tie_to()), 'Company 2');
  await user.selectOptions(screen.getByLabelText(m.judging_tie_kind()), m.judging_tie_family());
  await user.type(screen.getByLabelText(new RegExp(m.judging_tie_note())), 'A cousin');
  await user.click(screen.getByText(m.judging_tie_press()));

  expect(screen.getByText(/A cousin/)).toBeVisible();
  expect(screen.getByLabelText(m.judging_tie_kind())).toHaveDisplayValue(m.judging_tie_employer());
  expect(screen.getByLabelText(new RegExp(m.judging_tie_note()))).toHaveValue('');
});

test('the city reveals all scores after confirming, and sees their spread', async () => {
  const user = userEvent.setup();
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet([4, 2]) }, cityPerson);
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet([1, 2]) }, colleague);
  renderJudging();
  await user.click(screen.getByText(m.judging_reveal()));
  await user.click(await screen.findByText(m.judging_reveal_yes()));

  const table = await screen.findByRole('table', {
    name: m.judging_table({ panel: m.judging_panel_city(), name: 'Cool streets' }),
  });
  const row = within(table).getByRole('row', { name: /How much cooler/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent),
  ).toEqual(['70', '2.5', '1–4', '2']);
  // (70 × 2.5 + 30 × 2) of (100 × 5)
  screen.getByText(m.judging_total({ total: '47' }));
  expect(screen.queryByText(m.judging_reveal())).toBeNull();
});

test('the city decides about a consortium with a reason', async () => {
  const user = userEvent.setup();
  renderJudging();
  const form = screen.getByRole('group', { name: 'Cool streets' }).closest('form');
  if (!form) throw new Error('No form to decide in');
  await user.click(within(form).getByLabelText(m.judging_outcome_chosen()));
  await user.type(within(form).getByLabelText(m.judging_decide_why()), 'It cools the most.');
  await user.click(screen.getByRole('button', { name: m.judging_decide_for({ consortium: 'Cool streets' }) }));
  expect(workshop.consortium(consortium).decision).toMatchObject({ outcome: 'chosen', why: 'It cools the most.' });
});

test('the city can’t decide while scores are sealed', async () => {
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet() }, colleague);
  renderJudging();
  await screen.findByText(reasonSentence('scores-sealed'));
  expect(screen.queryByLabelText(m.judging_outcome_chosen())).toBeNull();
});

test('a facilitator has no score sheet', async () => {
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet() }, cityPerson);
  renderJudging(facilitator);
  screen.getByText(reasonSentence('facilitators-dont-judge'));
  await screen.findByText(m.judging_scored({ count: 1, panel: 2 }));
  expect(screen.queryByRole('form', { name: 'Cool streets' })).toBeNull();
});

test('a member of an answering consortium has no score sheet', () => {
  renderJudging(person('both', [cityId, nth(companyIds, 0)]));
  screen.getByText(reasonSentence('tied'));
  expect(screen.queryByRole('form', { name: 'Cool streets' })).toBeNull();
});
