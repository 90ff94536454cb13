import type { CardShape } from '@brygga/shared/document/cards/card';
import { type Card, parseCard, cardKinds } from '@brygga/shared/document/cards/index';
import type { ReturnedEdit } from '@brygga/shared/document/returnedEdits';
import { richTextLinesOfMarkup } from './richTextLines.ts';

/** The card that an entry keeps, as components show cards; undefined where it keeps none that could lie on a board. */
export const returnedCard = ({ what, card: id, value }: ReturnedEdit): Card | undefined => {
  const card = what === 'created' && id !== undefined ? parseCard(id, value) : undefined;
  if (!card) return undefined;
  const { storage }: CardShape = cardKinds[card.kind];
  const lines = Object.entries(card).flatMap(([field, written]) =>
    storage[field] === 'richText' ? [[field, richTextLinesOfMarkup(String(written))]] : [],
  );
  return { ...card, ...Object.fromEntries(lines) };
};
