export { initialLetter as letterBegun } from './begin.ts';
export { confirmationsOf, type ConfirmationsView, type Confirmed, type MemberConfirmation } from './confirmations.ts';
export { sha256Hex as hashOf, letterHash, letterMarkdown } from './markdown.ts';
export { type Letter, type LetterParty, type LetterSeat, letterText } from './text.ts';
export { letterMessages as letterWords, type LetterMessageKey as LetterWord } from './words.ts';
