import { cityPerson, challengeId, companyPeople, facilitator, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import { testBoard, noteIds } from '../testing/testBoard.ts';
import { makeConcept } from '../actions/ideaDerivation.ts';
import ChallengeInspector from './ChallengeInspector.svelte';
import ConceptInspector from './ConceptInspector.svelte';
import NoteInspector from './NoteInspector.svelte';

beforeEach(() => localStorage.clear());

const renderChallenge = (actor: Person) => {
  const workshop = newWorkshop();
  const { live } = memoryBoard(workshop, actor);
  renderWithBoard(live, ChallengeInspector, { id: challengeId });
  const challenge = () => {
    const found = live.agreements.challenge(challengeId);
    if (!found) throw new Error('No challenge');
    return found;
  };
  return { workshop, live, challenge, user: userEvent.setup() };
};

describe('a challenge beside the board', () => {
  test('its city edits the title and the outcome', async () => {
    const { challenge, user } = renderChallenge(cityPerson);
    await user.type(screen.getByLabelText('Challenge'), ' in June');
    await user.type(screen.getByLabelText('Outcome to reach'), '40 yards by 2029');
    await user.tab();
    expect(challenge()).toMatchObject({ title: 'Shade for schools in June', outcome: '40 yards by 2029' });
  });

  test('its city adds a need by searching, and sets its importance and title', async () => {
    const { challenge, user } = renderChallenge(cityPerson);
    await user.type(screen.getByRole('combobox', { name: 'Add a need' }), 'early warn{Enter}');
    const added = Object.values(challenge().needs).find(({ capability }) => capability === 'early_warning');
    expect(added).toMatchObject({ importance: 'should' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'How important Early warning is' }), 'must');
    await user.type(screen.getByRole('textbox', { name: 'Early warning, in your own words' }), 'An alarm for schools');
    await user.tab();
    expect(Object.values(challenge().needs)).toContainEqual(
      expect.objectContaining({ capability: 'early_warning', importance: 'must', title: 'An alarm for schools' }),
    );
  });

  test('an open need can be removed; one whose seat is held stays and says why', async () => {
    const { workshop, challenge, user } = renderChallenge(cityPerson);
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need: nth(needIds, 0) }, nth(companyPeople, 0));
    const heldNeedButton = await screen.findByRole('button', { name: /A company has taken this seat/ });
    await user.click(heldNeedButton);
    expect(challenge().needs[nth(needIds, 0)]).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Remove Heat and shade' }));
    expect(challenge().needs[nth(needIds, 1)]).toBeUndefined();
  });

  test('a company reads it and sees who may change it', () => {
    renderChallenge(nth(companyPeople, 0));
    expect(screen.getByRole('heading', { name: 'Shade for schools' })).toBeVisible();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText(/Only Lund’s people change this/)).toBeVisible();
    expect(screen.queryByRole('combobox', { name: 'Add a need' })).toBeNull();
  });

  test('shows that the card is gone', async () => {
    const { live } = renderChallenge(facilitator);
    live.actions.deleteCards([challengeId]);
    expect(await screen.findByText('This card is no longer on the board.')).toBeVisible();
  });
});

describe('a note beside the board', () => {
  test('its colour is chosen by name', async () => {
    const { board } = testBoard(facilitator);
    const id = nth(noteIds, 0);
    renderWithBoard(board, NoteInspector, { id });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Colour of the note' }), 'Lilac');
    await waitFor(() => expect(board.cards.get(id)).toMatchObject({ colour: 'lilac' }));
  });
});

describe('a concept beside the board', () => {
  test('its capabilities and its challenge are chosen by name', async () => {
    const { board } = testBoard(nth(companyPeople, 0));
    const concept = makeConcept(board, [nth(noteIds, 0)]);
    renderWithBoard(board, ConceptInspector, { id: concept });
    const user = userEvent.setup();
    await user.type(screen.getByRole('combobox', { name: 'Add a capability' }), 'early warn{Enter}');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Answers the challenge' }), 'Shade for schools');
    await waitFor(() =>
      expect(board.cards.get(concept)).toMatchObject({ parts: ['early_warning'], challenge: challengeId }),
    );
    await user.selectOptions(screen.getByRole('combobox', { name: 'Answers the challenge' }), 'None yet');
    expect(board.cards.get(concept)).not.toHaveProperty('challenge');
  });
});
