import type { CardShape } from '@brygga/shared/document/cards/card';
import { cardKinds, cardsOf, fieldsMap, readCard } from '@brygga/shared/document/cards/index';
import { orderAbove } from '@brygga/shared/document/order';
import { type CardId, newId, RecordId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { z } from 'zod';
import { parseTruncated } from './bounds.ts';
import type { Rights } from './rights.ts';

interface RecordActionsDeps {
  readonly doc: Y.Doc;
  readonly rights: Rights;
  readonly change: (name: string | undefined, write: () => void) => void;
}

/** The lists of a challenge besides its needs. */
export type ChallengeListField = 'criteria' | 'constraints' | 'assets' | 'milestones';

/** Actions on a challenge's lists and optional fields. */
export interface RecordActions {
  /** @throws RangeError when the list is full; Error when the challenge is gone, or without the right. */
  addRecord(challenge: CardId, field: ChallengeListField, record: Readonly<Record<string, unknown>>): RecordId;
  /** `undefined` removes an optional field of the record. */
  changeRecord(
    challenge: CardId,
    field: ChallengeListField,
    id: RecordId,
    fields: Readonly<Record<string, unknown>>,
  ): void;
  removeRecord(challenge: CardId, field: ChallengeListField, id: RecordId): void;
  /** Removes optional plain fields from a card: all of them, or none when one may not be changed. */
  clearFields(card: CardId, fields: readonly string[]): void;
}

const { records }: CardShape = cardKinds.challenge;

const shapeOf = (field: ChallengeListField) => {
  const shape = records[field];
  if (!shape) throw new RangeError(`A challenge has no list "${field}"`);
  return shape;
};

/** Parses each field by the record's schema; `undefined` stands for a field to remove. */
const parseFields = (field: ChallengeListField, fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields).map(([name, value]) => {
    const fieldSchema: unknown = shapeOf(field).schema.shape[name];
    if (!(fieldSchema instanceof z.ZodType)) throw new RangeError(`No "${name}" in ${field}`);
    return [name, value === undefined ? undefined : parseTruncated(fieldSchema, value)] as const;
  });

const write = (map: Y.Map<unknown>, name: string, value: unknown): void => {
  if (value === undefined) map.delete(name);
  else if (map.get(name) !== value) map.set(name, value);
};

export const recordActions = ({ doc, rights, change }: RecordActionsDeps): RecordActions => {
  const changeableCard = (id: CardId, field: string): Y.Map<unknown> | undefined => {
    const map = cardsOf(doc).get(id);
    const card = readCard(id, map);
    return card && rights.change(card, field) === true ? map : undefined;
  };

  const listOf = (challenge: CardId, field: ChallengeListField): Y.Map<unknown> | undefined => {
    const list = changeableCard(challenge, field)?.get(field);
    return list instanceof Y.Map ? list : undefined;
  };

  return {
    addRecord(challenge, field, record) {
      const list = listOf(challenge, field);
      if (!list) throw new Error(`No challenge ${challenge} whose ${field} this person may change`);
      const { schema, countMax } = shapeOf(field);
      if (list.size >= countMax) throw new RangeError(`A challenge has at most ${countMax} ${field}`);
      const orders = [...list.values()].map((entry) => (entry instanceof Y.Map ? String(entry.get('order')) : ''));
      const id = newId(RecordId);
      const parsed = schema.parse({ ...record, order: orderAbove(orders) });
      change(undefined, () => list.set(id, fieldsMap(parsed)));
      return id;
    },

    changeRecord(challenge, field, id, fields) {
      const map = listOf(challenge, field)?.get(id);
      if (!(map instanceof Y.Map)) return;
      const changed = parseFields(field, fields);
      change(`${field} ${id} ${Object.keys(fields).join()}`, () =>
        changed.forEach(([name, value]) => write(map, name, value)),
      );
    },

    removeRecord(challenge, field, id) {
      const list = listOf(challenge, field);
      if (list?.has(id)) change(undefined, () => list.delete(id));
    },

    clearFields(card, fields) {
      const maps = fields.flatMap((field) => changeableCard(card, field) ?? []);
      if (maps.length < fields.length) return;
      change(undefined, () => maps.forEach((map, index) => map.delete(fields[index] ?? '')));
    },
  };
};
