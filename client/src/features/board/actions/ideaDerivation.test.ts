import { fieldsMap, putCard } from '@brygga/shared/document/cards/index';
import { provenanceLinkTo, provenanceLinksMax } from '@brygga/shared/document/cards/provenance';
import { recordsOf } from '@brygga/shared/document/roots';
import { CardId, PersonId } from '@brygga/shared/ids';
import {
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  observer,
} from '@brygga/shared/testing/fixtures';
import type { Person } from '@brygga/shared/rules/actor';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../../../documents/testing/renderWithBoard.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { ActionContext } from './actionContext.ts';
import { actionForKeys, actionOf, runAction } from './actions.ts';
import MakeNeedDialog from '../dialogs/MakeNeedDialog.svelte';
import ChallengeInspector from '../inspector/ChallengeInspector.svelte';
import ConceptInspector from '../inspector/ConceptInspector.svelte';
import NoteInspector from '../inspector/NoteInspector.svelte';
import SeatProvenance from '../inspector/SeatProvenance.svelte';
import { continueIdea, makeConcept } from './ideaDerivation.ts';
import { testBoard, challengeId, testController, noteIds } from '../testing/testBoard.ts';

const worker = nth(companyPeople, 0);
const [own, others] = [nth(noteIds, 0), nth(noteIds, 1)];

beforeEach(() => localStorage.clear());

const sceneOf = (actor: Person) => {
  const { board, workshop } = testBoard(actor);
  const { controller, opened } = testController(board);
  const scene: ActionContext = { board, controller };
  return { board, workshop, controller, opened, scene };
};

const cardOn = (board: LiveBoard, id: CardId | undefined) => {
  const card = id && board.cards.get(id);
  if (!card) throw new Error('No such card');
  return card;
};

const linkTo = (board: LiveBoard, id: CardId) => provenanceLinkTo(cardOn(board, id));

describe('a concept of notes', () => {
  test('has their words, comes of each, and lies open to be written', () => {
    const { board, controller, opened, scene } = sceneOf(worker);
    controller.select([others, own]);
    const links = [own, others].map((id) => linkTo(board, id));
    runAction(actionOf('makeConcept'), scene, 'C');

    const made = cardOn(board, controller.selection[0]);
    expect(opened).toEqual([made.id]);
    expect(made).toMatchObject({ kind: 'concept', createdBy: worker.id, text: 'Idea 1\n\nIdea 2', title: 'Idea 1' });
    expect(made.kind === 'concept' && new Set(made.derivedFrom)).toEqual(new Set(links));
  });

  test('lies where nothing else lies, and goes by one step of undo', () => {
    const { board, controller, scene } = sceneOf(worker);
    controller.select([own]);
    runAction(actionOf('makeConcept'), scene);
    const made = cardOn(board, controller.selection[0]);
    for (const id of board.cards.ids.filter((each) => each !== made.id)) {
      const { x, y, w, h } = cardOn(board, id);
      expect(x + w <= made.x || made.x + made.w <= x || y + h <= made.y || made.y + made.h <= y).toBe(true);
    }
    runAction(actionOf('undo'), scene);
    expect(board.cards.get(made.id)).toBeUndefined();
  });

  test('is not made of a challenge, of too many, or by an observer, and each is told why', () => {
    const { board, controller, scene, workshop } = sceneOf(worker);
    controller.select([challengeId]);
    expect(actionOf('makeConcept').allowed(scene)).toBe('Select notes or concepts for this.');
    const many = Array.from({ length: provenanceLinksMax + 1 }, (_, number) => idOf(CardId, 'many', number));
    for (const id of many) {
      putCard(workshop.doc, id, {
        kind: 'note',
        colour: 'mint',
        x: 0,
        y: 0,
        w: 200,
        h: 160,
        order: 'b0',
        createdAt: 1,
        createdBy: idOf(PersonId, 'else'),
      });
    }
    controller.select(many);
    expect(actionOf('makeConcept').allowed({ board, controller })).toMatch(/20 cards at most/);
    const watched = sceneOf(observer);
    watched.controller.select([own]);
    expect(actionOf('makeConcept').allowed(watched.scene)).toMatch(/observer/);
  });

  test('is reached by keys of its own', () => {
    expect(actionForKeys('C')).toBe(actionOf('makeConcept'));
    expect(actionForKeys('G')).toBe(actionOf('goOn'));
    expect(actionForKeys('B')).toBe(actionOf('makeNeed'));
  });
});

describe('going on from a note', () => {
  test('makes an empty note of the same colour beside it that comes of it', () => {
    const { board, controller, scene } = sceneOf(worker);
    controller.select([others]);
    const link = linkTo(board, others);
    runAction(actionOf('goOn'), scene);
    const made = cardOn(board, controller.editing);
    expect(made).toMatchObject({ kind: 'note', text: '', colour: 'yellow', createdBy: worker.id, derivedFrom: [link] });
  });

  test('keeps who had it first from note to note', () => {
    const { board } = sceneOf(worker);
    const next = continueIdea(board, others);
    const last = cardOn(board, next && continueIdea(board, next));
    expect(last).toMatchObject({ derivedFrom: [{ card: next, first: { card: others, by: idOf(PersonId, 'else') } }] });
  });

  test('is what a copy of somebody’s note does, too', () => {
    const { board } = sceneOf(worker);
    const link = linkTo(board, others);
    const [copy] = board.actions.duplicateCards([others], { x: 24, y: 24 });
    expect(cardOn(board, copy)).toMatchObject({ createdBy: worker.id, derivedFrom: [link] });
  });
});

describe('a note that was undone', () => {
  test('is put again without a link to a card that is gone', () => {
    const { board } = sceneOf(facilitator);
    const made = cardOn(board, makeConcept(board, [own, others]));
    const kept = linkTo(board, own);
    board.actions.deleteCards([made.id, others]);
    const again = board.actions.recreateCard(made);
    expect(cardOn(board, again)).toMatchObject({ derivedFrom: [kept] });
  });
});

describe('a need that comes of a note', () => {
  test('is asked for by its city, and says where it came from', async () => {
    const { board } = sceneOf(cityPerson);
    const link = linkTo(board, others);
    let made: CardId | undefined;
    renderWithBoard(board, MakeNeedDialog, {
      source: others,
      onclose: () => undefined,
      oncreated: (challenge: CardId) => (made = challenge),
    });
    const user = userEvent.setup();
    const dialog = await screen.findByRole('dialog', { name: 'A need of a challenge' });
    await user.click(within(dialog).getByRole('button', { name: 'Add the need' }));
    expect(within(dialog).getByRole('alert')).toHaveTextContent('Choose what it takes.');
    await user.type(within(dialog).getByRole('combobox', { name: 'What it takes' }), 'early warn{Enter}');
    await user.click(within(dialog).getByRole('button', { name: 'Add the need' }));

    expect(made).toBe(challengeId);
    expect(Object.values(board.board.challenge(challengeId)?.needs ?? {})).toContainEqual(
      expect.objectContaining({ capability: 'early_warning', title: 'Idea 2', derivedFrom: link }),
    );
  });

  test('is not offered to a company, which is told why', () => {
    const { controller, scene } = sceneOf(worker);
    controller.select([own]);
    expect(actionOf('makeNeed').allowed(scene)).toBe('You can change the needs of no challenge here.');
  });
});

describe('the trail in a panel', () => {
  test('of a note that has led to nothing says nothing', () => {
    const { board } = sceneOf(worker);
    renderWithBoard(board, NoteInspector, { id: own });
    expect(screen.queryByRole('heading', { name: 'The way of the idea' })).toBeNull();
  });

  test('of a concept says who had it first, and opens the note by a button', async () => {
    const { board } = sceneOf(facilitator);
    const concept = makeConcept(board, [others]);
    const opened: CardId[] = [];
    renderWithBoard(board, ConceptInspector, { id: concept, onopen: (card: CardId) => opened.push(card) });
    expect(screen.getByText(/^First said by Somebody who has left, /)).toBeVisible();
    const steps = within(screen.getByRole('list', { name: 'The way of the idea' }));
    await userEvent.click(steps.getByRole('button', { name: /note “Idea 2”/ }));
    expect(opened).toEqual([others]);
  });

  test('still says who had it first when the note is gone', async () => {
    const { board, workshop } = sceneOf(facilitator);
    const aino = { name: 'Aino', role: 'facilitator', organisation: nth(companyIds, 0) };
    recordsOf(workshop.doc, 'people').set(facilitator.id, fieldsMap(aino));
    const concept = makeConcept(board, [own]);
    renderWithBoard(board, ConceptInspector, { id: concept, onopen: () => undefined });
    board.actions.deleteCards([own]);
    const gone = await screen.findByText('A note that is gone');
    expect(gone.closest('button')).toBeNull();
    expect(screen.getByText(/^First said by Aino \(Company 1\), /)).toBeVisible();
  });

  test('of a need is read by a company, too', async () => {
    const { board, workshop } = sceneOf(cityPerson);
    board.actions.addNeed(challengeId, { capability: 'early_warning', from: own });
    const asCompany = memoryBoard(workshop, worker).live;
    renderWithBoard(asCompany, ChallengeInspector, { id: challengeId });
    expect(await screen.findByText(/^First said by /)).toBeVisible();
  });

  test('at a seat leads from the note to who holds it', async () => {
    const { board, workshop } = sceneOf(cityPerson);
    const need = board.actions.addNeed(challengeId, { capability: 'early_warning', from: own });
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need }, worker);
    renderWithBoard(board, SeatProvenance, { consortium, need, onopen: () => undefined });
    await userEvent.click(screen.getByText(/^First said by /));
    const steps = within(screen.getByRole('list', { name: 'The way of the idea' })).getAllByRole('listitem');
    expect(steps).toHaveLength(3);
    expect(steps[0]).toHaveTextContent(/note “Idea 1”/i);
    expect(steps[1]).toHaveTextContent(/Need “Early warning” of “Shade for schools”/);
    expect(steps[2]).toHaveTextContent(/Held by Company 1/);
  });

  test('says nothing at a seat whose need came of nothing', () => {
    const { board, workshop } = sceneOf(cityPerson);
    const consortium = workshop.foundConsortium();
    renderWithBoard(board, SeatProvenance, { consortium, need: nth(needIds, 0) });
    expect(screen.queryByText(/^First said by /)).toBeNull();
  });
});

describe('a concept beside the board', () => {
  test('names what it takes and which challenge it answers', async () => {
    const { board } = sceneOf(worker);
    const concept = makeConcept(board, [own]);
    renderWithBoard(board, ConceptInspector, { id: concept });
    const user = userEvent.setup();
    await user.type(screen.getByRole('combobox', { name: 'Add a capability' }), 'early warn{Enter}');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Answers the challenge' }), 'Shade for schools');
    await waitFor(() =>
      expect(board.cards.get(concept)).toMatchObject({ parts: ['early_warning'], challenge: challengeId }),
    );
    await user.selectOptions(screen.getByRole('combobox', { name: 'Answers the challenge' }), 'None yet');
    expect(cardOn(board, concept)).not.toHaveProperty('challenge');
  });
});
