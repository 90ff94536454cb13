/**
 * The words of a rich text as a card reads it. The server's `toJSON` gives mark-up, the client's live
 * cards a line for each paragraph: both sides must find the same words in it.
 */
export const stripMarkup = (read: string): string =>
  read
    .replace(/<[^<>]*>/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
