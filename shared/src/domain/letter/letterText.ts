import type { Board } from '../../agreements/board.ts';
import type { ConsortiumWorkspace } from '../../agreements/workspace/workspace.ts';
import { type LetterLanguage, type LetterSection, letterSections } from '../../document/cards/letter.ts';
import { type CardId, OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { agreedHolder } from '../consortium/workShares.ts';
import { letterMessages } from './letterMessages.ts';

/** A seat of a party, with its role and its share of the whole in percent. */
export interface LetterSeat {
  readonly name: string;
  readonly role: string;
  readonly share: number | undefined;
}

export interface LetterParty {
  readonly company: OrganisationId;
  readonly name: string;
  readonly country: string;
  readonly leads: boolean;
  readonly seats: readonly LetterSeat[];
}

/** A letter of intent as it is now: its texts, with parties and seats from the agreements. */
export interface Letter {
  readonly language: LetterLanguage;
  readonly title: string;
  readonly parties: readonly LetterParty[];
  readonly exclusive: boolean;
  readonly sections: readonly { readonly section: LetterSection; readonly paragraphs: readonly string[] }[];
}

/** Splits a text at blank lines, and removes spaces at line ends. */
const paragraphsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/[^\S\n]+$/gm, '').replaceAll(/^\n+|\n+$/g, ''))
    .filter((paragraph) => paragraph.trim() !== '');

const partiesOf = (
  consortium: CardId,
  language: LetterLanguage,
  workspace: Pick<ConsortiumWorkspace, 'shares'>,
  board: Pick<Board, 'consortium' | 'challenge' | 'organisation'>,
): readonly LetterParty[] => {
  const view = board.consortium(consortium);
  if (!view) return [];
  const messages = letterMessages(language);
  const needs = needsInOrder(board.challenge(view.challenge)?.needs ?? {});
  const shares = workspace.shares();
  const members = Object.entries(view.members).map(([id, { joinedAt }]) => ({
    id: OrganisationId.parse(id),
    joinedAt,
  }));
  members.sort(
    (a, b) =>
      Number(b.id === view.lead) - Number(a.id === view.lead) || a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1),
  );
  return members.map(({ id }) => ({
    company: id,
    name: board.organisation(id)?.name ?? id,
    country: board.organisation(id)?.country ?? '',
    leads: id === view.lead,
    seats: needs
      .filter((need) => agreedHolder(view, need.id) === id)
      .map((need) => ({
        name: need.title.trim() || messages.capability(need.capability),
        role: shares[need.id]?.role ?? '',
        share: shares[need.id]?.share,
      })),
  }));
};

/**
 * The letter of a consortium, or undefined before it is begun. Parties, lead, seats and shares are read
 * from the agreements each time, and are part of the text that is confirmed.
 */
export const letterText = (
  consortium: CardId,
  workspace: Pick<ConsortiumWorkspace, 'letter' | 'shares'>,
  board: Pick<Board, 'consortium' | 'challenge' | 'organisation'>,
): Letter | undefined => {
  const card = workspace.letter();
  if (!card) return undefined;
  const { language, exclusive } = card;
  return {
    language,
    exclusive,
    title: card.title.normalize('NFC').replaceAll(/\s+/g, ' ').trim(),
    parties: partiesOf(consortium, language, workspace, board),
    sections: letterSections.map((section) => ({ section, paragraphs: paragraphsOf(card[section]) })),
  };
};
