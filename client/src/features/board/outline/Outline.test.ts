import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, PersonId } from '@brygga/shared/ids';
import { challengeId, companyPeople, facilitator, idOf, nth } from '@brygga/shared/testing/fixtures';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import { testBoard, noteIds } from '../testing/testBoard.ts';
import ChallengeList from './ChallengeList.svelte';
import Outline from './Outline.svelte';

const companyPerson = nth(companyPeople, 0);

beforeEach(() => localStorage.clear());

const renderOutline = (actor: Person) => {
  const { board, workshop } = testBoard(actor);
  const opened: CardId[] = [];
  renderWithBoard(board, Outline, { onopen: (id: CardId) => opened.push(id) });
  return { board, workshop, opened, user: userEvent.setup() };
};
const addNoteOfAnother = (workshop: ReturnType<typeof testBoard>['workshop']) =>
  putCard(workshop.doc, idOf(CardId, 'late'), {
    kind: 'note',
    text: '',
    colour: 'yellow',
    x: 0,
    y: 900,
    w: 200,
    h: 160,
    order: 'b0',
    createdBy: idOf(PersonId, 'else'),
    createdAt: 2,
  });

describe('the board as a list', () => {
  test('has a heading for each kind, with the count', () => {
    renderOutline(companyPerson);
    expect(screen.getByRole('heading', { name: 'Challenges 1' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Notes 3' })).toBeVisible();
  });

  test('text is edited in place', async () => {
    const { board, user } = renderOutline(companyPerson);
    await user.type(screen.getByRole('textbox', { name: /note: Idea 1/ }), ', tried in May');
    expect(board.cards.get(nth(noteIds, 0))).toMatchObject({ text: 'Idea 1, tried in May' });
  });

  test('a card that one may not edit says why', () => {
    renderOutline(companyPerson);
    const title = screen.getByRole('textbox', { name: /challenge: Shade for schools/ });
    expect(title).toHaveAttribute('readonly');
    expect(title).toHaveAccessibleDescription(/a city that is not yours/);
  });

  test('the menu opens and deletes a card', async () => {
    const { board, user, opened } = renderOutline(companyPerson);
    await user.click(screen.getByRole('button', { name: 'What to do with Idea 1' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Open beside the board' }));
    expect(opened).toEqual([nth(noteIds, 0)]);
    await user.click(screen.getByRole('button', { name: 'What to do with Idea 1' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await waitFor(() => expect(board.cards.get(nth(noteIds, 0))).toBeUndefined());
  });

  test('a new note is edited at once, and covers no other card', async () => {
    const { board, user } = renderOutline(companyPerson);
    await user.click(screen.getByRole('button', { name: 'Note' }));
    await user.keyboard('By keyboard alone');
    const note = board.cards.ids.map((id) => board.cards.get(id)).find((card) => card?.y !== undefined && card.y > 200);
    expect(note).toMatchObject({ kind: 'note', text: 'By keyboard alone', x: 0, y: 280 });
  });

  test('announces cards that others add, unless muted', async () => {
    const { workshop, user } = renderOutline(facilitator);
    addNoteOfAnother(workshop);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/added a note/));
    const announcements = screen.getByRole('checkbox', { name: 'Tell me what others add' });
    await user.click(announcements);
    expect(announcements).not.toBeChecked();
    expect(localStorage.getItem('brygga-arrivals')).toBe('muted');
  });
});

describe('the list of challenges', () => {
  test('says in words what the ring shows, and opens a challenge', async () => {
    const { board, workshop } = testBoard(companyPerson);
    workshop.foundConsortium();
    const opened: CardId[] = [];
    renderWithBoard(board, ChallengeList, { onopen: (id: CardId) => opened.push(id) });
    const item = screen.getByRole('listitem');
    expect(within(item).getByText('Open: Urban greening · Heat and shade · Finance')).toBeVisible();
    expect(within(item).getByText('1 consortium')).toBeVisible();
    await userEvent.click(within(item).getByRole('button'));
    expect(opened).toEqual([challengeId]);
  });
});
