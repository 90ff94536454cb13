import * as Y from 'yjs';
import { z } from 'zod';
import { CardId } from '../../ids.ts';
import type { CardShape, FieldStorage, RecordsShape } from './card.ts';
import { type CardKind, cardKinds, isCardKind } from './index.ts';

/**
 * What may be written: strict, where reading (`readCard`) forgives. Fields that the kind does not
 * know, values that reading would replace, texts that are no texts: nothing of it enters a document.
 */
export const cardShapeOf = (kind: CardKind): CardShape => cardKinds[kind];

/** A plain field's value; `undefined` where the field is taken away. */
export const isValidField = (schema: z.ZodObject, field: string, value: unknown): boolean =>
  strictField(schema, field)?.safeParse(value).success ?? false;

/** A whole card's kind, or undefined where the map is no card that may be put under this id. */
export const validCardKind = (id: string, map: unknown): CardKind | undefined => {
  if (!CardId.safeParse(id).success || !(map instanceof Y.Map)) return undefined;
  const kind: unknown = map.get('kind');
  if (!isCardKind(kind)) return undefined;
  const shape = cardShapeOf(kind);
  const fits = [...fieldsOf(shape.schema)].every((field) => isValidCardField(shape, field, map.get(field)));
  return fits && hasOnlyKnownFields(shape.schema, map) ? kind : undefined;
};

/** A field of a new card, whatever it lies as. */
export const isValidCardField = (shape: CardShape, field: string, value: unknown): boolean => {
  const lies = shape.storage[field];
  if (lies === undefined) return isValidField(shape.schema, field, value);
  if (value === undefined) return shape.serverCreated.includes(field);
  if (!isStoredAs(lies, value)) return false;
  const records = shape.records[field];
  return records === undefined || (value instanceof Y.Map && areValidRecords(records, value));
};

/** A record in a field of a card, such as a need. */
export const isValidRecord = (records: RecordsShape, id: string, map: unknown): boolean =>
  records.id.safeParse(id).success &&
  map instanceof Y.Map &&
  hasOnlyKnownFields(records.schema, map) &&
  [...fieldsOf(records.schema)].every((field) => isValidField(records.schema, field, map.get(field)));

const areValidRecords = (records: RecordsShape, maps: Y.Map<unknown>): boolean =>
  maps.size <= records.countMax && [...maps].every(([id, map]) => isValidRecord(records, id, map));

/** Y.XmlText is a kind of Y.Text, and Y.XmlElement one of Y.XmlFragment: neither is meant. */
const isStoredAs = (lies: FieldStorage, value: unknown): boolean => {
  switch (lies) {
    case 'text':
      return value instanceof Y.Text && !(value instanceof Y.XmlText) && isPlainText(value);
    case 'rich':
      return value instanceof Y.XmlFragment && !(value instanceof Y.XmlElement);
    case 'records':
      return value instanceof Y.Map;
  }
};

/** Letters alone: no pictures, no types within, no attributes. */
const isPlainText = (text: Y.Text): boolean =>
  text._map.size === 0 && text.toDelta().every(({ insert }: { insert: unknown }) => typeof insert === 'string');

const fieldsOf = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape);

const hasOnlyKnownFields = (schema: z.ZodObject, map: Y.Map<unknown>): boolean =>
  [...map.keys()].every((field) => Object.hasOwn(schema.shape, field));

/** A field's schema without the mercy of `catch`; a default stays: what may be missing may be missing. */
const strictField = (schema: z.ZodObject, field: string): z.ZodType | undefined => {
  if (!Object.hasOwn(schema.shape, field)) return undefined;
  const strict = strictSchemas.get(schema) ?? new Map<string, z.ZodType>();
  strictSchemas.set(schema, strict);
  const known = strict.get(field) ?? withoutCatch(schema.shape[field]);
  strict.set(field, known);
  return known;
};

const strictSchemas = new WeakMap<z.ZodObject, Map<string, z.ZodType>>();

const withoutCatch = (schema: unknown): z.ZodType => {
  if (schema instanceof z.ZodCatch) return withoutCatch(schema.unwrap());
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('A field of a record has no schema');
};
