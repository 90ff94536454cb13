import { cardKinds, putCard } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import { companyPeople, facilitator, idOf, nth, stepIds } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
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

const shown = (...items: readonly ReturnedEditItem[]) => {
  const workshop = newWorkshop();
  const step = nth(stepIds, 0);
  workshop.execute('agenda.set', { steps: [{ id: step, title: 'Read', minutes: 5, writing: 'closed' }] }, facilitator);
  workshop.execute('step.start', { step }, facilitator);
  const { live } = memoryBoard(workshop, worker);
  const tray = memoryReturnedEdits(...items);
  const seen: CardId[] = [];
  renderWithBoard(
    live,
    ReturnedEditList,
    { newCardPoint: () => ({ x: 0, y: 0 }), onshow: (card: CardId) => seen.push(card) },
    tray,
  );
  return {
    workshop,
    live,
    tray,
    seen,
    user: userEvent.setup(),
    opens: () => workshop.execute('step.end', {}, facilitator),
    rows: () => screen.getAllByRole('listitem'),
    button: (name: string | RegExp, row = 0) =>
      within(nth(screen.getAllByRole('listitem'), row)).getByRole('button', { name }),
  };
};

test('an empty tray says what would come into it', () => {
  shown();
  expect(screen.getByText('Nothing of yours was undone.')).toBeTruthy();
  expect(screen.getByText(/waits here for you/)).toBeTruthy();
});

test('an entry says what was undone, with its words, and why', () => {
  const { rows } = shown(note(one, 'Trees', 1));
  const [row] = rows();
  expect(row).toHaveTextContent(/You put up a note.*Trees/);
  expect(row).toHaveTextContent(/takes no changes/);
});

test('doing it again rests while it isn’t allowed, says why, and works as soon as it is', async () => {
  const { live, tray, user, button, opens, seen } = shown(note(one, 'Trees', 1));
  const again = button('Do it again');
  expect(again).toHaveAttribute('aria-disabled', 'true');
  expect(again).toHaveAttribute('aria-description', expect.stringMatching(/takes no changes/));
  await user.click(again);
  expect(live.cards.get(one)).toBeUndefined();

  opens();
  await waitFor(() => expect(button('Do it again')).not.toHaveAttribute('aria-disabled'));
  await user.click(button('Do it again'));

  expect(live.cards.get(one)).toMatchObject({ text: 'Trees' });
  expect(tray.items).toEqual([]);
  toasts().at(-1)?.action?.run();
  expect(seen).toEqual([one]);
});

test('all is done again in the order in which it was done, and is one step of undo', async () => {
  const items = [
    returnedEditItem({ id: 'w', what: 'written', card: one, field: 'text', text: '!', at: 2 }),
    note(one, 'Trees', 1),
  ];
  const { live, user, opens, tray } = shown(...items);
  opens();
  await user.click(await screen.findByRole('button', { name: /^Do \d+ again$|^Do it again$/, description: '' }));
  await waitFor(() => expect(live.cards.get(one)).toMatchObject({ text: 'Trees\n!' }));
  expect(tray.items).toEqual([]);

  live.undo.undo();
  expect(live.cards.get(one)).toBeUndefined();
});

test('what cannot be done again stays when all else is', async () => {
  const { user, opens, tray, rows } = shown(
    note(other, 'Shade', 2),
    returnedEditItem({ id: 'gone', what: 'deleted', card: one, at: 1 }),
  );
  opens();
  await user.click(await screen.findByRole('button', { name: 'Do it again', description: '' }));
  await waitFor(() => expect(tray.items.map(({ id }) => id)).toEqual(['gone']));
  expect(rows()).toHaveLength(1);
});

test('what is dismissed goes, and the focus moves to what takes its place', async () => {
  const { user, tray, rows, button } = shown(note(one, 'Trees', 2), note(other, 'Shade', 1));
  await user.click(button('Dismiss'));
  expect(tray.items.map(({ card }) => card)).toEqual([other]);
  await waitFor(() => expect(document.activeElement).toBe(rows()[0]));

  await user.click(button('Dismiss'));
  await waitFor(() => expect(document.activeElement).toHaveTextContent('Nothing of yours was undone.'));
});

test('all is dismissed at once, with what was only counted', async () => {
  const { user, tray } = shown(
    note(one, 'Trees', 3),
    note(other, 'Shade', 2),
    returnedEditItem({ id: 'more', what: 'changed', more: 40, at: 1 }),
  );
  expect(screen.getByText(/at least 40 more/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Dismiss all' }));
  expect(tray.items).toEqual([]);
});

test('words are copied', async () => {
  const { user, button } = shown(note(one, 'Trees and shade', 1));
  await user.click(button('Copy the words'));
  expect(await navigator.clipboard.readText()).toBe('Trees and shade');
});

test('a move has no words to copy', () => {
  const { workshop, rows } = shown(returnedEditItem({ id: 'a', what: 'changed', card: one, field: 'x', value: 5 }));
  const box = { x: 0, y: 0, ...cardKinds.note.size, order: 'a0' };
  putCard(workshop.doc, one, { kind: 'note', colour: 'mint', ...box, createdBy: worker.id, createdAt: 1 });
  expect(within(nth(rows(), 0)).queryByRole('button', { name: 'Copy the words' })).toBeNull();
});
