import type { Board } from '../../agreements/board.ts';
import type { ConsortiumWorkspace } from '../../agreements/workspace/workspace.ts';
import { type LetterLanguage, type LetterSection, letterSections } from '../../document/cards/letter.ts';
import { type CardId, OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { agreedHolder } from '../consortium/workShares.ts';
import { letterMessages } from './letterMessages.ts';

/** A seat of a party: what it does, and its part of the whole. */
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

/** A letter of intent as it stands now: what people have written, with what the agreements say. */
export interface Letter {
  readonly language: LetterLanguage;
  readonly title: string;
  readonly parties: readonly LetterParty[];
  readonly exclusive: boolean;
  readonly sections: readonly { readonly section: LetterSection; readonly paragraphs: readonly string[] }[];
}

/** Paragraphs, as blank lines part them; lines that end in spaces are the same lines without. */
const paragraphsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/[^\S\n]+$/gm, '').replaceAll(/^\n+|\n+$/g, ''))
    .filter((paragraph) => paragraph.trim() !== '');

const partiesOf = (
  consortium: CardId,
  language: LetterLanguage,
  room: Pick<ConsortiumWorkspace, 'shares'>,
  board: Pick<Board, 'consortium' | 'challenge' | 'organisation'>,
): readonly LetterParty[] => {
  const its = board.consortium(consortium);
  if (!its) return [];
  const words = letterMessages(language);
  const needs = needsInOrder(board.challenge(its.challenge)?.needs ?? {});
  const shares = room.shares();
  const members = Object.entries(its.members).map(([id, { joinedAt }]) => ({ id: OrganisationId.parse(id), joinedAt }));
  members.sort(
    (a, b) =>
      Number(b.id === its.lead) - Number(a.id === its.lead) || a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1),
  );
  return members.map(({ id }) => ({
    company: id,
    name: board.organisation(id)?.name ?? id,
    country: board.organisation(id)?.country ?? '',
    leads: id === its.lead,
    seats: needs
      .filter((need) => agreedHolder(its, need.id) === id)
      .map((need) => ({
        name: need.title.trim() || words.capability(need.capability),
        role: shares[need.id]?.role ?? '',
        share: shares[need.id]?.share,
      })),
  }));
};

/**
 * The letter of a consortium, or undefined before it is begun. Parties, lead, seats and shares are
 * read from the agreements each time: they are part of the text that is confirmed.
 */
export const letterText = (
  consortium: CardId,
  room: Pick<ConsortiumWorkspace, 'letter' | 'shares'>,
  board: Pick<Board, 'consortium' | 'challenge' | 'organisation'>,
): Letter | undefined => {
  const written = room.letter();
  if (!written) return undefined;
  const { language, exclusive } = written;
  return {
    language,
    exclusive,
    title: written.title.normalize('NFC').replaceAll(/\s+/g, ' ').trim(),
    parties: partiesOf(consortium, language, room, board),
    sections: letterSections.map((section) => ({ section, paragraphs: paragraphsOf(written[section]) })),
  };
};
