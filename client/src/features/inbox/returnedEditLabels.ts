import type { CardShape } from '@brygga/shared/document/cards/card';
import { cardKinds, isCardKind } from '@brygga/shared/document/cards/index';
import { readCircle } from '@brygga/shared/document/circles';
import { returnedCard } from '../../documents/live/returnedCard.ts';
import { key, locale, m } from '../../i18n/index.ts';
import type { ReturnedEditGroup } from './inboxContents.ts';

/** The card in a sentence, as in: the note “Trees”. The text of a created card is shown below the sentence. */
const cardLabel = ({ what, kind, title }: ReturnedEditGroup['item']): string => {
  if (what === 'created') return isCardKind(kind) ? m[key('returned_edits_a', kind)]() : m.returned_edits_the_card();
  const name = isCardKind(kind) ? m[key('returned_edits_the', kind)]() : m.returned_edits_the_card();
  return title.trim() === '' ? name : m.returned_edits_named({ card: name, title: title.trim() });
};

const fieldNames = {
  colour: m.returned_edits_field_colour,
  outcome: m.returned_edits_field_outcome,
  sector: m.returned_edits_field_sector,
  capabilities: m.returned_edits_field_capabilities,
  needs: m.returned_edits_field_needs,
  locked: m.returned_edits_field_locked,
} as const;

const isNamed = (field: string): field is keyof typeof fieldNames => Object.hasOwn(fieldNames, field);

/** What the person did, in one sentence. */
export const actionLabel = ({ item, changes }: ReturnedEditGroup): string => {
  const card = cardLabel(item);
  switch (item.what) {
    case 'created':
      if (item.reason === 'card-deleted') return m.returned_edits_written({ card });
      return m.returned_edits_created({ card });
    case 'deleted':
      return m.returned_edits_deleted({ card });
    case 'written':
      return m.returned_edits_written({ card });
    case 'changed':
      return item.card ? changeLabel(card, [...changes.keys()]) : m.returned_edits_changed_board();
  }
};

const changeLabel = (card: string, fields: readonly string[]): string => {
  if (fields.some((field) => field === 'w' || field === 'h')) return m.returned_edits_resized({ card });
  if (fields.some((field) => field === 'x' || field === 'y')) return m.returned_edits_moved({ card });
  const [field] = fields;
  if (field === 'order') return m.returned_edits_raised({ card });
  return field && isNamed(field)
    ? m.returned_edits_changed({ card, field: fieldNames[field]() })
    : m.returned_edits_changed_card({ card });
};

/** The person's own text that would be lost: what was written, or all texts of a created card. */
export const ownText = ({ item }: ReturnedEditGroup): string => {
  if (item.what === 'written') return item.text;
  const card = returnedCard(item);
  if (!card) return '';
  const { storage }: CardShape = cardKinds[card.kind];
  const texts = Object.entries(card).flatMap(([field, value]) =>
    storage[field] === 'text' || storage[field] === 'richText' ? [String(value)] : [],
  );
  return texts.filter((text) => text.trim() !== '').join('\n\n');
};

/** The circle of the edit, unless it is the board. */
export const circleLabel = ({ item }: ReturnedEditGroup): string | undefined => {
  const circle = item.circle === undefined ? undefined : readCircle(item.circle);
  if (circle?.is === 'city') return m.returned_edits_in_city();
  return circle?.is === 'consortium' ? m.returned_edits_in_consortium() : undefined;
};

/** `14:05`; with the date unless it is today. */
export const timeLabel = (at: number, now: number): string => {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale(), {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
};
