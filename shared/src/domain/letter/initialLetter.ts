import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { type LetterLanguage, type LetterSection, letterSections, letterTextMax } from '../../document/cards/letter.ts';
import { titleMax } from '../../document/cards/card.ts';
import { letterMessages } from './letterMessages.ts';

/** The texts that a letter begins with, filled in from the board; the members edit them. */
export const initialLetter = (
  consortium: ConsortiumView,
  board: Pick<Board, 'challenge' | 'organisation'>,
  language: LetterLanguage,
): { readonly title: string; readonly texts: Readonly<Record<LetterSection, string>> } => {
  const { message } = letterMessages(language);
  const challenge = board.challenge(consortium.challenge);
  const params = {
    consortium: consortium.name.trim(),
    challenge: challenge?.title.trim() ?? '',
    city: (challenge && board.organisation(challenge.city)?.name) ?? '',
    outcome: challenge?.outcome.trim() ?? '',
    lead: board.organisation(consortium.lead)?.name ?? '',
  };
  const texts = Object.fromEntries(
    letterSections.map((section) => {
      const text = message(`letter_begin_${section}`, params);
      const outcome = section === 'aim' && params.outcome ? `\n\n${message('letter_begin_outcome', params)}` : '';
      return [section, `${text}${outcome}`.slice(0, letterTextMax)];
    }),
  );
  return {
    title: message('letter_begin_title', params).slice(0, titleMax),
    // Made of all sections, of which the type of entries has forgotten the names.
    texts: texts as Record<LetterSection, string>,
  };
};
