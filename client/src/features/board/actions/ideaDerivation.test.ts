import { putCard } from '@brygga/shared/document/cards/index';
import { provenanceLinkTo, provenanceLinksMax } from '@brygga/shared/document/cards/provenance';
import { CardId, PersonId } from '@brygga/shared/ids';
import { companyPeople, facilitator, idOf, nth, observer } from '@brygga/shared/testing/fixtures';
import type { Person } from '@brygga/shared/rules/actor';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { ActionContext } from './action.ts';
import { actionForKeys, actionOf, runAction } from './actions.ts';
import { continueIdea, makeConcept } from './ideaDerivation.ts';
import { testBoard, challengeId, testController, noteIds } from '../testing/testBoard.ts';

const companyPerson = nth(companyPeople, 0);
const [own, others] = [nth(noteIds, 0), nth(noteIds, 1)];

beforeEach(() => localStorage.clear());

const contextOf = (actor: Person) => {
  const { board, workshop } = testBoard(actor);
  const { controller, opened } = testController(board);
  const context: ActionContext = { board, controller };
  return { board, workshop, controller, opened, context };
};

const cardOn = (board: LiveBoard, id: CardId | undefined) => {
  const card = id && board.cards.get(id);
  if (!card) throw new Error('No such card');
  return card;
};

const linkTo = (board: LiveBoard, id: CardId) => provenanceLinkTo(cardOn(board, id));

describe('making a concept of notes', () => {
  test('takes their text, is derived from each, and opens beside the board', () => {
    const { board, controller, opened, context } = contextOf(companyPerson);
    controller.select([others, own]);
    const links = [own, others].map((id) => linkTo(board, id));
    runAction(actionOf('makeConcept'), context, 'C');

    const concept = cardOn(board, controller.selection[0]);
    expect(opened).toEqual([concept.id]);
    expect(concept).toMatchObject({
      kind: 'concept',
      createdBy: companyPerson.id,
      text: 'Idea 1\n\nIdea 2',
      title: 'Idea 1',
    });
    expect(concept.kind === 'concept' && new Set(concept.derivedFrom)).toEqual(new Set(links));
  });

  test('puts it where no card is, and is undone at once', () => {
    const { board, controller, context } = contextOf(companyPerson);
    controller.select([own]);
    runAction(actionOf('makeConcept'), context);
    const concept = cardOn(board, controller.selection[0]);
    for (const id of board.cards.ids.filter((id) => id !== concept.id)) {
      const { x, y, w, h } = cardOn(board, id);
      expect(x + w <= concept.x || concept.x + concept.w <= x || y + h <= concept.y || concept.y + concept.h <= y).toBe(
        true,
      );
    }
    runAction(actionOf('undo'), context);
    expect(board.cards.get(concept.id)).toBeUndefined();
  });

  test('is refused for a challenge, for too many cards and for an observer, with the reason', () => {
    const { board, controller, context, workshop } = contextOf(companyPerson);
    controller.select([challengeId]);
    expect(actionOf('makeConcept').allowed(context)).toBe('Select notes or concepts for this.');
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
    const observed = contextOf(observer);
    observed.controller.select([own]);
    expect(actionOf('makeConcept').allowed(observed.context)).toMatch(/observer/);
  });

  test('has keys of its own, as have the other idea actions', () => {
    expect(actionForKeys('C')).toBe(actionOf('makeConcept'));
    expect(actionForKeys('G')).toBe(actionOf('continueIdea'));
    expect(actionForKeys('B')).toBe(actionOf('makeNeed'));
  });
});

describe('continuing a note', () => {
  test('creates an empty note of the same colour, derived from it', () => {
    const { board, controller, context } = contextOf(companyPerson);
    controller.select([others]);
    const link = linkTo(board, others);
    runAction(actionOf('continueIdea'), context);
    const note = cardOn(board, controller.editing);
    expect(note).toMatchObject({
      kind: 'note',
      text: '',
      colour: 'yellow',
      createdBy: companyPerson.id,
      derivedFrom: [link],
    });
  });

  test('keeps the first author from note to note', () => {
    const { board } = contextOf(companyPerson);
    const next = continueIdea(board, others);
    const last = cardOn(board, next && continueIdea(board, next));
    expect(last).toMatchObject({ derivedFrom: [{ card: next, first: { card: others, by: idOf(PersonId, 'else') } }] });
  });

  test('is what copying another person’s note does, too', () => {
    const { board } = contextOf(companyPerson);
    const link = linkTo(board, others);
    const [copy] = board.actions.duplicateCards([others], { x: 24, y: 24 });
    expect(cardOn(board, copy)).toMatchObject({ createdBy: companyPerson.id, derivedFrom: [link] });
  });
});

describe('recreating a concept', () => {
  test('leaves out links to cards that are gone', () => {
    const { board } = contextOf(facilitator);
    const concept = cardOn(board, makeConcept(board, [own, others]));
    const remainingLink = linkTo(board, own);
    board.actions.deleteCards([concept.id, others]);
    const recreated = board.actions.recreateCard(concept);
    expect(cardOn(board, recreated)).toMatchObject({ derivedFrom: [remainingLink] });
  });
});

test('a company may add no need, and sees why', () => {
  const { controller, context } = contextOf(companyPerson);
  controller.select([own]);
  expect(actionOf('makeNeed').allowed(context)).toBe('You can change the needs of no challenge here.');
});
