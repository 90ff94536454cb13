import { fieldsMap } from '@brygga/shared/document/cards/index';
import { recordsOf } from '@brygga/shared/document/roots';
import type { CardId } from '@brygga/shared/ids';
import { cityPerson, companyIds, companyPeople, facilitator, needIds, nth } from '@brygga/shared/testing/fixtures';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import { makeConcept } from '../actions/ideaDerivation.ts';
import { challengeId, noteIds, testBoard } from '../testing/testBoard.ts';
import ChallengeInspector from './ChallengeInspector.svelte';
import ConceptInspector from './ConceptInspector.svelte';
import NoteInspector from './NoteInspector.svelte';
import SeatProvenance from './SeatProvenance.svelte';

const companyPerson = nth(companyPeople, 0);
const [own, others] = [nth(noteIds, 0), nth(noteIds, 1)];

test('a note that has led to nothing shows no trail', () => {
  const { board } = testBoard(companyPerson);
  renderWithBoard(board, NoteInspector, { id: own });
  expect(screen.queryByRole('heading', { name: 'The way of the idea' })).toBeNull();
});

test('the trail of a concept says who had the idea first, and opens the note', async () => {
  const { board } = testBoard(facilitator);
  const concept = makeConcept(board, [others]);
  const opened: CardId[] = [];
  renderWithBoard(board, ConceptInspector, { id: concept, onopen: (card: CardId) => opened.push(card) });
  expect(screen.getByText(/^First said by Somebody who has left, /)).toBeVisible();
  const entries = within(screen.getByRole('list', { name: 'The way of the idea' }));
  await userEvent.click(entries.getByRole('button', { name: /note “Idea 2”/ }));
  expect(opened).toEqual([others]);
});

test('the trail says who had the idea first when the note is gone', async () => {
  const { board, workshop } = testBoard(facilitator);
  const aino = { name: 'Aino', role: 'facilitator', organisation: nth(companyIds, 0) };
  recordsOf(workshop.doc, 'people').set(facilitator.id, fieldsMap(aino));
  const concept = makeConcept(board, [own]);
  renderWithBoard(board, ConceptInspector, { id: concept, onopen: () => undefined });
  board.actions.deleteCards([own]);
  const gone = await screen.findByText('A note that is gone');
  expect(gone.closest('button')).toBeNull();
  expect(screen.getByText(/^First said by Aino \(Company 1\), /)).toBeVisible();
});

test('a company reads the trail of a need, too', async () => {
  const { board, workshop } = testBoard(cityPerson);
  board.actions.addNeed(challengeId, { capability: 'early_warning', from: own });
  const asCompany = memoryBoard(workshop, companyPerson).live;
  renderWithBoard(asCompany, ChallengeInspector, { id: challengeId });
  expect(await screen.findByText(/^First said by /)).toBeVisible();
});

test('the trail of a seat leads from the note to the company that holds it', async () => {
  const { board, workshop } = testBoard(cityPerson);
  const need = board.actions.addNeed(challengeId, { capability: 'early_warning', from: own });
  const consortium = workshop.foundConsortium();
  workshop.execute('seat.take', { consortium, need }, companyPerson);
  renderWithBoard(board, SeatProvenance, { consortium, need, onopen: () => undefined });
  await userEvent.click(screen.getByText(/^First said by /));
  const entries = within(screen.getByRole('list', { name: 'The way of the idea' })).getAllByRole('listitem');
  expect(entries).toHaveLength(3);
  expect(entries[0]).toHaveTextContent(/note “Idea 1”/i);
  expect(entries[1]).toHaveTextContent(/Need “Early warning” of “Shade for schools”/);
  expect(entries[2]).toHaveTextContent(/Held by Company 1/);
});

test('a seat whose need came from no card shows no trail', () => {
  const { board, workshop } = testBoard(cityPerson);
  const consortium = workshop.foundConsortium();
  renderWithBoard(board, SeatProvenance, { consortium, need: nth(needIds, 0) });
  expect(screen.queryByText(/^First said by /)).toBeNull();
});
