import { NeedId, newId } from '@brygga/shared/ids';
import * as Y from 'yjs';

/** A card's map as a new one, with these fields of its own. Needs get ids of their own: a seat names its need by it. */
export const copyCard = (card: Y.Map<unknown>, own: Readonly<Record<string, unknown>>): Y.Map<unknown> => {
  const copy = new Y.Map<unknown>();
  for (const [field, value] of card) copy.set(field, field === 'needs' ? copyNeeds(value) : cloneValue(value));
  for (const [field, value] of Object.entries({ locked: false, ...own })) copy.set(field, value);
  return copy;
};

const cloneValue = (value: unknown): unknown => (value instanceof Y.AbstractType ? value.clone() : value);

const copyNeeds = (needs: unknown): Y.Map<unknown> => {
  const copies = new Y.Map<unknown>();
  if (needs instanceof Y.Map) for (const need of needs.values()) copies.set(newId(NeedId), cloneValue(need));
  return copies;
};
