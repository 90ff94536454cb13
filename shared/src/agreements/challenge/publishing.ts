import * as Y from 'yjs';
import { z } from 'zod';

/** Fields that cannot be held back: a card needs them. */
const alwaysPublic: ReadonlySet<string> = new Set([
  'kind',
  'title',
  'city',
  'sector',
  'x',
  'y',
  'w',
  'h',
  'order',
  'createdBy',
  'createdAt',
]);

/** Whether a city may hold back this field. */
export const mayHoldBack = (field: string): boolean => !alwaysPublic.has(field) && field !== 'heldBack';

const HeldBack = z.array(z.string()).catch([]);
const heldBackOf = (card: Y.Map<unknown>): readonly string[] =>
  HeldBack.parse(card.get('heldBack')).filter((field) => mayHoldBack(field));

/**
 * Copies the card without held-back fields, which so are not in the board's document even as deleted
 * content. A held-back Y type is created empty, so that nobody else creates one in its place.
 */
export const publicCopy = (card: Y.Map<unknown>, position: { x: number; y: number; order: string }): Y.Map<unknown> => {
  const heldBack = new Set(heldBackOf(card));
  const copy = new Y.Map<unknown>();
  for (const [field, value] of card) {
    if (field === 'heldBack') continue;
    if (heldBack.has(field)) {
      if (value instanceof Y.AbstractType) copy.set(field, emptyLike(value));
    } else copy.set(field, value instanceof Y.AbstractType ? value.clone() : value);
  }
  for (const [field, value] of Object.entries(position)) copy.set(field, value);
  return copy;
};

/** Copies a held-back field from the city's card to the board's, as it is now. */
export const discloseField = (cityCard: Y.Map<unknown>, boardCard: Y.Map<unknown>, field: string): void => {
  const value = cityCard.get(field);
  if (value !== undefined) boardCard.set(field, value instanceof Y.AbstractType ? value.clone() : value);
  cityCard.set(
    'heldBack',
    heldBackOf(cityCard).filter((each) => each !== field),
  );
};

const emptyLike = (value: object): Y.XmlFragment | Y.Text | Y.Map<unknown> => {
  if (value instanceof Y.XmlFragment) return new Y.XmlFragment();
  return value instanceof Y.Text ? new Y.Text() : new Y.Map();
};
