import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { type LetterLanguage, type LetterSection, letterSections, letterTextMax } from '../../document/cards/letter.ts';
import { titleMax } from '../../document/cards/card.ts';
import { letterMessages } from './letterMessages.ts';

/** The words that a letter is begun with, of what the board says; its members write on from there. */
export const initialLetter = (
  its: ConsortiumView,
  board: Pick<Board, 'challenge' | 'organisation'>,
  language: LetterLanguage,
): { readonly title: string; readonly texts: Readonly<Record<LetterSection, string>> } => {
  const { message } = letterMessages(language);
  const challenge = board.challenge(its.challenge);
  const named = {
    consortium: its.name.trim(),
    challenge: challenge?.title.trim() ?? '',
    city: (challenge && board.organisation(challenge.city)?.name) ?? '',
    outcome: challenge?.outcome.trim() ?? '',
    lead: board.organisation(its.lead)?.name ?? '',
  };
  const texts = Object.fromEntries(
    letterSections.map((section) => {
      const begun = message(`letter_begin_${section}`, named);
      const outcome = section === 'aim' && named.outcome ? `\n\n${message('letter_begin_outcome', named)}` : '';
      return [section, `${begun}${outcome}`.slice(0, letterTextMax)];
    }),
  );
  return {
    title: message('letter_begin_title', named).slice(0, titleMax),
    // Made of all sections, of which the type of entries has forgotten the names.
    texts: texts as Record<LetterSection, string>,
  };
};
