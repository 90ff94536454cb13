export { letterBegun } from './begin.ts';
export { confirmationsOf, type ConfirmationsView, type Confirmed, type MemberConfirmation } from './confirmations.ts';
export { hashOf, letterHash, letterMarkdown } from './markdown.ts';
export { type Letter, type LetterParty, type LetterSeat, letterText } from './text.ts';
export { letterWords, type LetterWord } from './words.ts';
