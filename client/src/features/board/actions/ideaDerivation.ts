import { partsMax } from '@brygga/shared/document/cards/concept';
import { provenanceLinksMax } from '@brygga/shared/document/cards/provenance';
import { cardKinds, type ChallengeCard, type ConceptCard, type NoteCard } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import { cardsOfKind } from '../../../documents/live/ofKind.ts';
import { isIdea } from '../../../documents/actions/provenance.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m, reasonSentence } from '../../../i18n/index.ts';
import type { Allowed } from './action.ts';
import { cardTitle } from '../labels/cardLabels.ts';
import { pointBeside } from './cardPlacement.ts';

type Idea = NoteCard | ConceptCard;

/** The notes and concepts among these cards, oldest first. */
export const ideasIn = (board: LiveBoard, ids: readonly CardId[]): readonly Idea[] =>
  ids
    .flatMap((id) => {
      const card = board.cards.get(id);
      return isIdea(card) ? [card] : [];
    })
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));

const toAllowed = (right: ReturnType<LiveBoard['rights']['create']>): Allowed =>
  right === true || reasonSentence(right);

export const mayMakeConcept = (board: LiveBoard, ids: readonly CardId[]): Allowed => {
  const count = ideasIn(board, ids).length;
  if (count === 0) return m.trail_why_ideas();
  if (count > provenanceLinksMax) return m.trail_why_too_many({ count: provenanceLinksMax });
  return toAllowed(board.rights.create('concept'));
};

const ideaText = (idea: Idea): string =>
  (idea.kind === 'note' ? [idea.text] : [idea.title, idea.text])
    .map((text) => text.trim())
    .filter(Boolean)
    .join('\n');

/** Creates a concept beside these ideas, with their text and capabilities. */
export const makeConcept = (board: LiveBoard, ids: readonly CardId[]): CardId => {
  const ideas = ideasIn(board, ids);
  const from = ideas.map(({ id }) => id);
  const text = ideas.map(ideaText).filter(Boolean).join('\n\n');
  const titleSource = ideas.find((idea) => ideaText(idea) !== '');
  const capabilities = [...new Set(ideas.flatMap((idea) => (idea.kind === 'concept' ? idea.parts : [])))];
  return board.actions.createConcept(pointBeside(board, from, cardKinds.concept.size), {
    title: titleSource ? cardTitle(titleSource) : '',
    text,
    from,
    parts: capabilities.slice(0, partsMax),
  });
};

export const mayContinueIdea = (board: LiveBoard, id: CardId | undefined): Allowed => {
  const card = id && board.cards.get(id);
  if (card?.kind !== 'note') return m.trail_why_note();
  return toAllowed(board.rights.create('note'));
};

/** Creates a note beside this one, of its colour and derived from it; undefined where it is gone. */
export const continueIdea = (board: LiveBoard, id: CardId): CardId | undefined => {
  const card = board.cards.get(id);
  if (card?.kind !== 'note') return undefined;
  return board.actions.createNote(pointBeside(board, [id], cardKinds.note.size), card.colour, '', [id]);
};

/** Challenges whose needs this person may change. */
export const challengesOpenToNeeds = (board: LiveBoard): readonly ChallengeCard[] =>
  cardsOfKind(board, 'challenge').filter((card) => board.rights.change(card, 'needs') === true);

export const mayMakeNeed = (board: LiveBoard, id: CardId | undefined): Allowed => {
  if (!isIdea(id && board.cards.get(id))) return m.trail_why_idea();
  return challengesOpenToNeeds(board).length > 0 || m.trail_why_no_challenge();
};
