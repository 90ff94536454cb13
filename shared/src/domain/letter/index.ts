export { initialLetter as letterBegun } from './initialLetter.ts';
export { confirmationsOf, type ConfirmationsView, type Confirmed, type MemberConfirmation } from './confirmations.ts';
export { sha256Hex as hashOf, letterHash, letterMarkdown } from './letterMarkdown.ts';
export { type Letter, type LetterParty, type LetterSeat, letterText } from './letterText.ts';
export { letterMessages as letterWords, type LetterMessageKey as LetterWord } from './letterMessages.ts';
