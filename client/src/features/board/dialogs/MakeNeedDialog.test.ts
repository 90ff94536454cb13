import { Need } from '@brygga/shared/document/cards/challenge';
import { provenanceLinkTo } from '@brygga/shared/document/cards/provenance';
import type { CardId } from '@brygga/shared/ids';
import { cityPerson, nth } from '@brygga/shared/testing/fixtures';
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import { challengeId, noteIds, testBoard } from '../testing/testBoard.ts';
import MakeNeedDialog from './MakeNeedDialog.svelte';

const note = nth(noteIds, 1);

const openDialog = async () => {
  const { board } = testBoard(cityPerson);
  const created: CardId[] = [];
  renderWithBoard(board, MakeNeedDialog, {
    source: note,
    onclose: () => undefined,
    oncreated: (challenge: CardId) => created.push(challenge),
  });
  const dialog = within(await screen.findByRole('dialog', { name: 'A need of a challenge' }));
  const pressAdd = () => userEvent.click(dialog.getByRole('button', { name: 'Add the need' }));
  return { board, created, dialog, pressAdd };
};

test('a city makes a need of a note, derived from it', async () => {
  const { board, created, dialog, pressAdd } = await openDialog();
  const card = board.cards.get(note);
  const link = card && provenanceLinkTo(card);

  await pressAdd();
  expect(dialog.getByRole('alert')).toHaveTextContent('Choose what it takes.');
  await userEvent.type(dialog.getByRole('combobox', { name: 'What it takes' }), 'early warn{Enter}');
  await pressAdd();

  expect(created).toEqual([challengeId]);
  expect(Object.values(board.agreements.challenge(challengeId)?.needs ?? {})).toContainEqual(
    expect.objectContaining({ capability: 'early_warning', title: 'Idea 2', derivedFrom: link }),
  );
});

test('the title is as long as a need’s title may be', async () => {
  const { dialog } = await openDialog();
  expect(dialog.getByRole('textbox')).toHaveAttribute('maxlength', String(Need.shape.title.unwrap().maxLength));
});
