import { partsMax } from '@brygga/shared/document/cards/concept';
import { provenanceLinksMax } from '@brygga/shared/document/cards/provenance';
import { cardKinds, type ChallengeCard, type ConceptCard, type NoteCard } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import { cardsOfKind } from '../../../documents/live/ofKind.ts';
import { isIdea } from '../../../documents/actions/provenance.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { BoardPoint } from '../../../documents/actions/bounds.ts';
import { m, reasonSentence } from '../../../i18n/index.ts';
import type { Allowed } from './action.ts';
import { cardTitle } from '../labels/cardLabels.ts';
import type { Box } from '../geometry/camera.ts';
import { boundsOf } from '../geometry/layout.ts';

type Idea = NoteCard | ConceptCard;

const gap = 40;

/** Those of the cards that one goes on from, the oldest first. */
export const ideasIn = (board: LiveBoard, ids: readonly CardId[]): readonly Idea[] =>
  ids
    .flatMap((id) => {
      const card = board.cards.get(id);
      return isIdea(card) ? [card] : [];
    })
    .sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));

const overlaps = (a: Box, b: Box): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Right of these cards; further down as long as others lie there. */
const pointBeside = (board: LiveBoard, ids: readonly CardId[], size: Pick<Box, 'w' | 'h'>): BoardPoint => {
  const boxes = board.cards.ids.flatMap((id) => board.cards.get(id) ?? []);
  const bounds = boundsOf(boxes.filter(({ id }) => ids.includes(id)));
  const x = bounds ? bounds.x + bounds.w + gap : 0;
  let y = bounds?.y ?? 0;
  for (const other of boxes.toSorted((one, next) => one.y - next.y)) {
    if (overlaps({ x, y, ...size }, other)) y = other.y + other.h + gap;
  }
  return { x, y };
};

const toAllowed = (right: ReturnType<LiveBoard['rights']['create']>): Allowed =>
  right === true || reasonSentence(right);

export const mayMakeConcept = (board: LiveBoard, ids: readonly CardId[]): Allowed => {
  const { length } = ideasIn(board, ids);
  if (length === 0) return m.trail_why_ideas();
  if (length > provenanceLinksMax) return m.trail_why_too_many({ count: provenanceLinksMax });
  return toAllowed(board.rights.create('concept'));
};

const ideaText = (idea: Idea): string =>
  (idea.kind === 'note' ? [idea.text] : [idea.title, idea.text])
    .map((words) => words.trim())
    .filter(Boolean)
    .join('\n');

/** A concept with the words of these notes, beside them. */
export const makeConcept = (board: LiveBoard, ids: readonly CardId[]): CardId => {
  const ideas = ideasIn(board, ids);
  const from = ideas.map(({ id }) => id);
  const text = ideas.map(ideaText).filter(Boolean).join('\n\n');
  const first = ideas.find((idea) => ideaText(idea) !== '');
  const parts = [...new Set(ideas.flatMap((idea) => (idea.kind === 'concept' ? idea.parts : [])))];
  return board.actions.createConcept(pointBeside(board, from, cardKinds.concept.size), {
    title: first ? cardTitle(first) : '',
    text,
    from,
    parts: parts.slice(0, partsMax),
  });
};

export const mayContinueIdea = (board: LiveBoard, id: CardId | undefined): Allowed => {
  const card = id && board.cards.get(id);
  if (card?.kind !== 'note') return m.trail_why_note();
  return toAllowed(board.rights.create('note'));
};

/** A new note beside this one, of its colour, that goes on from it; undefined where it is gone. */
export const continueIdea = (board: LiveBoard, id: CardId): CardId | undefined => {
  const card = board.cards.get(id);
  if (card?.kind !== 'note') return undefined;
  return board.actions.createNote(pointBeside(board, [id], cardKinds.note.size), card.colour, '', [id]);
};

/** The challenges whose needs the person may change. */
export const challengesOpenToNeeds = (board: LiveBoard): readonly ChallengeCard[] =>
  cardsOfKind(board, 'challenge').filter((card) => board.rights.change(card, 'needs') === true);

export const mayMakeNeed = (board: LiveBoard, id: CardId | undefined): Allowed => {
  if (!isIdea(id && board.cards.get(id))) return m.trail_why_idea();
  return challengesOpenToNeeds(board).length > 0 || m.trail_why_no_challenge();
};
