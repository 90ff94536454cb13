import { cardKinds, putCard } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import { companyPeople, facilitator, idOf, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { memoryReturnedEdits, returnedEditItem } from '../../documents/testing/memoryReturnedEdits.svelte.ts';
import { renderWithBoard } from '../../documents/testing/renderWithBoard.ts';
import type { ReturnedEditItem } from '../../documents/registry/openReturnedEdits.svelte.ts';
import { dismissToast, toasts } from '../../ui/feedback/toasts.svelte.ts';
import ReturnedEditList from './ReturnedEditList.svelte';

const worker = nth(companyPeople, 0);
const [one, other] = [idOf(CardId, 'note', 1), idOf(CardId, 'note', 2)];

beforeEach(() => toasts().forEach(({ id }) => dismissToast(id)));

const note = (id: CardId, text: string, at: number): ReturnedEditItem => {
  const record = { kind: 'note', text, colour: 'sky', x: 0, y: 0, ...cardKinds.note.size, order: 'a0' };
  const value = { ...record, createdBy: worker.id, createdAt: 1 };
  return returnedEditItem({ id: `${id}-put`, what: 'created', card: id, title: text, value, at });
};

const renderList = (...items: readonly ReturnedEditItem[]) => {
  const workshop = newWorkshop();
  const step = nth(stepIds, 0);
  workshop.execute('agenda.set', { steps: [{ id: step, title: 'Read', minutes: 5, writing: 'closed' }] }, facilitator);
  workshop.execute('step.start', { step }, facilitator);
  const { live } = memoryBoard(workshop, worker);
  const returnedEdits = memoryReturnedEdits(...items);
  const shownCards: CardId[] = [];
  renderWithBoard(
    live,
    ReturnedEditList,
    { newCardPoint: () => ({ x: 0, y: 0 }), onshow: (card: CardId) => shownCards.push(card) },
    returnedEdits,
  );
  return {
    workshop,
    live,
    returnedEdits,
    shownCards,
    user: userEvent.setup(),
    endStep: () => workshop.execute('step.end', {}, facilitator),
    rows: () => screen.getAllByRole('listitem'),
    button: (name: string | RegExp, row = 0) =>
      within(nth(screen.getAllByRole('listitem'), row)).getByRole('button', { name }),
  };
};

test('an empty list says what it is for', () => {
  renderList();
  expect(screen.getByText('Nothing of yours was undone.')).toBeTruthy();
  expect(screen.getByText(/waits here for you/)).toBeTruthy();
});

test('P3: an entry says what was reverted, with its text and the reason', () => {
  const { rows } = renderList(note(one, 'Trees', 1));
  const [row] = rows();
  expect(row).toHaveTextContent(/You put up a note.*Trees/);
  expect(row).toHaveTextContent(/takes no changes/);
});

test('a retry is disabled with the reason while it is not allowed, and works once it is', async () => {
  const { live, returnedEdits, user, button, endStep, shownCards } = renderList(note(one, 'Trees', 1));
  const retryButton = button('Do it again');
  expect(retryButton).toHaveAttribute('aria-disabled', 'true');
  expect(retryButton).toHaveAttribute('aria-description', expect.stringMatching(/takes no changes/));
  await user.click(retryButton);
  expect(live.cards.get(one)).toBeUndefined();

  endStep();
  await waitFor(() => expect(button('Do it again')).not.toHaveAttribute('aria-disabled'));
  await user.click(button('Do it again'));

  expect(live.cards.get(one)).toMatchObject({ text: 'Trees' });
  expect(returnedEdits.items).toEqual([]);
  toasts().at(-1)?.action?.run();
  expect(shownCards).toEqual([one]);
});

test('all retries run in the order of the edits, and are one undo group', async () => {
  const items = [
    returnedEditItem({ id: 'w', what: 'written', card: one, field: 'text', text: '!', at: 2 }),
    note(one, 'Trees', 1),
  ];
  const { live, user, endStep, returnedEdits } = renderList(...items);
  endStep();
  await user.click(await screen.findByRole('button', { name: /^Do \d+ again$|^Do it again$/, description: '' }));
  await waitFor(() => expect(live.cards.get(one)).toMatchObject({ text: 'Trees\n!' }));
  expect(returnedEdits.items).toEqual([]);

  live.undo.undo();
  expect(live.cards.get(one)).toBeUndefined();
});

test('a blocked entry stays when all others are retried', async () => {
  const { user, endStep, returnedEdits, rows } = renderList(
    note(other, 'Shade', 2),
    returnedEditItem({ id: 'gone', what: 'deleted', card: one, at: 1 }),
  );
  endStep();
  await user.click(await screen.findByRole('button', { name: 'Do it again', description: '' }));
  await waitFor(() => expect(returnedEdits.items.map(({ id }) => id)).toEqual(['gone']));
  expect(rows()).toHaveLength(1);
});

test('retries that have all become impossible since say so, and their entries stay', async () => {
  const { live, user, endStep, returnedEdits } = renderList(note(one, 'Trees', 2), note(other, 'Shade', 1));
  endStep();
  const retryAll = await screen.findByRole('button', { name: 'Do 2 again', description: '' });
  vi.spyOn(live.rights, 'create').mockReturnValue('step-closed');
  await user.click(retryAll);
  expect(toasts().map(({ text }) => text)).toEqual(['None of this can be done again now. Each says why.']);
  expect(returnedEdits.items).toHaveLength(2);
});

test('a dismissed entry goes, and the focus moves to the entry in its place', async () => {
  const { user, returnedEdits, rows, button } = renderList(note(one, 'Trees', 2), note(other, 'Shade', 1));
  await user.click(button('Dismiss'));
  expect(returnedEdits.items.map(({ card }) => card)).toEqual([other]);
  await waitFor(() => expect(document.activeElement).toBe(rows()[0]));

  await user.click(button('Dismiss'));
  await waitFor(() => expect(document.activeElement).toHaveTextContent('Nothing of yours was undone.'));
});

test('all entries are dismissed at once, with those that were only counted', async () => {
  const { user, returnedEdits } = renderList(
    note(one, 'Trees', 3),
    note(other, 'Shade', 2),
    returnedEditItem({ id: 'more', what: 'changed', more: 40, at: 1 }),
  );
  expect(screen.getByText(/at least 40 more/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Dismiss all' }));
  expect(returnedEdits.items).toEqual([]);
});

test('the text of an entry is copied', async () => {
  const { user, button } = renderList(note(one, 'Trees and shade', 1));
  await user.click(button('Copy the words'));
  expect(await navigator.clipboard.readText()).toBe('Trees and shade');
});

test('a move has no text to copy', () => {
  const { workshop, rows } = renderList(
    returnedEditItem({ id: 'a', what: 'changed', card: one, field: 'x', value: 5 }),
  );
  const box = { x: 0, y: 0, ...cardKinds.note.size, order: 'a0' };
  putCard(workshop.doc, one, { kind: 'note', colour: 'mint', ...box, createdBy: worker.id, createdAt: 1 });
  expect(within(nth(rows(), 0)).queryByRole('button', { name: 'Copy the words' })).toBeNull();
});
