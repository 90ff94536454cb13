import type { CardShape } from '@brygga/shared/document/cards/card';
import { type Card, cardKinds, cardsOf, fieldsMap, readCard } from '@brygga/shared/document/cards/index';
import { orderAbove } from '@brygga/shared/document/order';
import { type CardId, newId, RecordId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { z } from 'zod';
import { parseTruncated } from './bounds.ts';
import type { BoardActions, ChallengeListField, Rights } from '../registry/liveBoard.ts';

interface RecordActionsDeps {
  readonly doc: Y.Doc;
  readonly rights: Rights;
  readonly change: (name: string | undefined, write: () => void) => void;
}

type RecordActions = Pick<BoardActions, 'addRecord' | 'changeRecord' | 'removeRecord' | 'clearFields'>;

const { records }: CardShape = cardKinds.challenge;

const shapeOf = (field: ChallengeListField) => {
  const shape = records[field];
  if (!shape) throw new RangeError(`A challenge has no list "${field}"`);
  return shape;
};

/** Fields of a record as their schema takes them; what is undefined is taken away. */
const parseFields = (field: ChallengeListField, fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields).map(([name, value]) => {
    const its: unknown = shapeOf(field).schema.shape[name];
    if (!(its instanceof z.ZodType)) throw new RangeError(`No "${name}" in ${field}`);
    return [name, value === undefined ? undefined : parseTruncated(its, value)] as const;
  });

const write = (map: Y.Map<unknown>, name: string, value: unknown): void => {
  if (value === undefined) map.delete(name);
  else if (map.get(name) !== value) map.set(name, value);
};

/** The lists in a challenge, and fields that may be missing from it. */
export const recordActions = ({ doc, rights, change }: RecordActionsDeps): RecordActions => {
  const changeable = (card: CardId, field: string): { its: Card; map: Y.Map<unknown> } | undefined => {
    const map = cardsOf(doc).get(card);
    const its = readCard(card, map);
    return its && map && rights.change(its, field) === true ? { its, map } : undefined;
  };

  const listOf = (card: CardId, field: ChallengeListField): Y.Map<unknown> | undefined => {
    const list = changeable(card, field)?.map.get(field);
    return list instanceof Y.Map ? list : undefined;
  };

  return {
    addRecord(card, field, record) {
      const list = listOf(card, field);
      if (!list) throw new Error(`No challenge ${card} whose ${field} this person may change`);
      const { schema, countMax } = shapeOf(field);
      if (list.size >= countMax) throw new RangeError(`A challenge has at most ${countMax} ${field}`);
      const orders = [...list.values()].map((each) => (each instanceof Y.Map ? String(each.get('order')) : ''));
      const id = newId(RecordId);
      const whole = schema.parse({ ...record, order: orderAbove(orders) });
      change(undefined, () => list.set(id, fieldsMap(whole)));
      return id;
    },

    changeRecord(card, field, id, fields) {
      const map = listOf(card, field)?.get(id);
      if (!(map instanceof Y.Map)) return;
      const changed = parseFields(field, fields);
      change(`${field} ${id} ${Object.keys(fields).join()}`, () =>
        changed.forEach(([name, value]) => write(map, name, value)),
      );
    },

    removeRecord(card, field, id) {
      const list = listOf(card, field);
      if (list?.has(id)) change(undefined, () => list.delete(id));
    },

    clearFields(card, fields) {
      const there = fields.flatMap((field) => changeable(card, field) ?? []);
      if (there.length < fields.length) return;
      change(undefined, () => there.forEach(({ map }, index) => map.delete(fields[index] ?? '')));
    },
  };
};
