import * as Y from 'yjs';
import { z } from 'zod';

/** Whatever the city wishes, these are what makes a challenge one. */
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

/** Fields that a city may keep to itself. */
export const mayHoldBack = (field: string): boolean => !alwaysPublic.has(field) && field !== 'heldBack';

const HeldBack = z.array(z.string()).catch([]);
const heldBackOf = (card: Y.Map<unknown>): readonly string[] =>
  HeldBack.parse(card.get('heldBack')).filter((field) => mayHoldBack(field));

/** The card as everyone may see it: without what the city keeps to itself, not even as something deleted. */
export const publicCopy = (card: Y.Map<unknown>, place: { x: number; y: number; order: string }): Y.Map<unknown> => {
  const held = new Set(heldBackOf(card));
  const copy = new Y.Map<unknown>();
  for (const [field, value] of card) {
    if (field === 'heldBack') continue;
    // A text that is held back is there, empty: nobody else may make one in its place.
    if (held.has(field)) {
      if (value instanceof Y.AbstractType) copy.set(field, emptyLike(value));
    } else copy.set(field, value instanceof Y.AbstractType ? value.clone() : value);
  }
  for (const [field, value] of Object.entries(place)) copy.set(field, value);
  return copy;
};

/** Shows a field that was held back: what the city has in it now takes the place of what the board has. */
export const discloseField = (desk: Y.Map<unknown>, open: Y.Map<unknown>, field: string): void => {
  const value = desk.get(field);
  if (value !== undefined) open.set(field, value instanceof Y.AbstractType ? value.clone() : value);
  desk.set(
    'heldBack',
    heldBackOf(desk).filter((each) => each !== field),
  );
};

const emptyLike = (value: object): Y.XmlFragment | Y.Text | Y.Map<unknown> => {
  if (value instanceof Y.XmlFragment) return new Y.XmlFragment();
  return value instanceof Y.Text ? new Y.Text() : new Y.Map();
};
