import type { Card, ConceptCard } from '@brygga/shared/document/cards/index';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m } from '../../../i18n/index.ts';

const titleLettersMax = 80;

const shorten = (text: string): string => {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > titleLettersMax ? `${line.slice(0, titleLettersMax - 1).trimEnd()}…` : line;
};

/** The name of a card in a sentence: the first line of its title or text. */
export const cardTitle = (card: Card): string => {
  switch (card.kind) {
    case 'note':
      return shorten(card.text) || m.board_note_empty();
    case 'challenge':
      return shorten(card.title) || m.board_challenge_untitled();
    case 'concept':
      return shorten(card.title) || shorten(card.text) || m.board_concept_untitled();
    case 'offer':
      return shorten(card.title) || m.board_offer_untitled();
    case 'consortium':
      return shorten(card.name) || m.board_consortium_unnamed();
    case 'risk':
    case 'task':
      return shorten(card.text) || cardKindName(card);
    case 'letter':
      return shorten(card.title) || cardKindName(card);
    case 'draft':
      return cardKindName(card);
  }
};

/** "from 3 notes"; empty where the card comes from no other. */
export const provenanceLabel = ({ derivedFrom = [] }: Pick<ConceptCard, 'derivedFrom'>): string => {
  const count = derivedFrom.length;
  if (count === 0) return '';
  return derivedFrom.every(({ kind }) => kind === 'note') ? m.concept_from_notes({ count }) : m.concept_from({ count });
};

const kindNames = {
  note: m.board_kind_note,
  challenge: m.board_kind_challenge,
  offer: m.board_kind_offer,
  consortium: m.board_kind_consortium,
  risk: m.workspace_kind_risk,
  task: m.workspace_kind_task,
  draft: m.workspace_kind_draft,
  letter: m.workspace_kind_letter,
  concept: m.board_kind_concept,
} as const;

export const cardKindName = (card: Card): string => kindNames[card.kind]();

export const organisationName = (board: LiveBoard, id: OrganisationId): string =>
  board.roster.organisation(id)?.name ?? m.board_organisation_unknown();

/** The name of a card's writer. */
export const personName = (board: LiveBoard, id: PersonId): string =>
  board.roster.person(id)?.name ?? m.board_person_unknown();

/** Names of the other people who type in the card now. */
export const writersIn = (board: LiveBoard, card: Card): readonly string[] => [
  ...new Set(
    board.presence.peersOn(card.id).flatMap(({ caret, user }) => (caret?.card === card.id ? [user.name] : [])),
  ),
];

/** What a screen reader says of a card: kind, title, organisation or author, lock, and who types in it. */
export const cardAriaLabel = (board: LiveBoard, card: Card): string => {
  const organisation = card.kind === 'challenge' ? card.city : card.kind === 'offer' ? card.company : undefined;
  const author =
    card.kind === 'note' || card.kind === 'concept' ? board.roster.person(card.createdBy)?.name : undefined;
  const writers = writersIn(board, card);
  return [
    `${cardKindName(card)}: ${cardTitle(card)}`,
    organisation && organisationName(board, organisation),
    author && m.board_written_by({ name: author }),
    card.locked ? m.board_locked() : undefined,
    writers.length > 0 ? m.board_writes_now({ names: writers.join(', ') }) : undefined,
  ]
    .filter(Boolean)
    .join('. ');
};
