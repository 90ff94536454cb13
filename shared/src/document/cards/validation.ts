import * as Y from 'yjs';
import { z } from 'zod';
import { CardId } from '../../ids.ts';
import type { CardShape, FieldStorage, RecordsShape } from './card.ts';
import { type CardKind, cardKinds, isCardKind } from './index.ts';

/*
 * Strict validation of what may be written; reading (`readCard`) is lenient. Unknown fields, values that
 * reading would replace, and wrong Y types do not enter a document.
 */

export const cardShapeOf = (kind: CardKind): CardShape => cardKinds[kind];

/** Whether a plain field may have this value; `undefined` stands for a removed field. */
export const isValidField = (schema: z.ZodObject, field: string, value: unknown): boolean =>
  strictField(schema, field)?.safeParse(value).success ?? false;

/** The kind of a new card, or undefined if the map is no valid card for this id. */
export const validCardKind = (id: string, map: unknown): CardKind | undefined => {
  if (!CardId.safeParse(id).success || !(map instanceof Y.Map)) return undefined;
  const kind: unknown = map.get('kind');
  if (!isCardKind(kind)) return undefined;
  const shape = cardShapeOf(kind);
  const hasValidFields = [...fieldsOf(shape.schema)].every((field) => isValidCardField(shape, field, map.get(field)));
  return hasValidFields && hasOnlyKnownFields(shape.schema, map) ? kind : undefined;
};

/** Whether a field of a new card is valid, whatever its storage. */
export const isValidCardField = (shape: CardShape, field: string, value: unknown): boolean => {
  const storage = shape.storage[field];
  if (storage === undefined) return isValidField(shape.schema, field, value);
  if (value === undefined) return shape.serverCreated.includes(field);
  if (!isStoredAs(storage, value)) return false;
  const records = shape.records[field];
  return records === undefined || (value instanceof Y.Map && areValidRecords(records, value));
};

/** Whether a record in a field of a card, such as a need, is valid. */
export const isValidRecord = (records: RecordsShape, id: string, map: unknown): boolean =>
  records.id.safeParse(id).success &&
  map instanceof Y.Map &&
  hasOnlyKnownFields(records.schema, map) &&
  [...fieldsOf(records.schema)].every((field) => isValidField(records.schema, field, map.get(field)));

const areValidRecords = (records: RecordsShape, maps: Y.Map<unknown>): boolean =>
  maps.size <= records.countMax && [...maps].every(([id, map]) => isValidRecord(records, id, map));

/** The subclasses Y.XmlText of Y.Text and Y.XmlElement of Y.XmlFragment are refused. */
const isStoredAs = (storage: FieldStorage, value: unknown): boolean => {
  switch (storage) {
    case 'text':
      return value instanceof Y.Text && !(value instanceof Y.XmlText) && isPlainText(value);
    case 'richText':
      return value instanceof Y.XmlFragment && !(value instanceof Y.XmlElement);
    case 'records':
      return value instanceof Y.Map;
  }
};

/** Characters alone: no embeds, no nested types, no attributes. */
const isPlainText = (text: Y.Text): boolean =>
  text._map.size === 0 && text.toDelta().every(({ insert }: { insert: unknown }) => typeof insert === 'string');

const fieldsOf = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape);

const hasOnlyKnownFields = (schema: z.ZodObject, map: Y.Map<unknown>): boolean =>
  [...map.keys()].every((field) => Object.hasOwn(schema.shape, field));

/** A field's schema without its `catch`; its default stays, since the field may be missing. */
const strictField = (schema: z.ZodObject, field: string): z.ZodType | undefined => {
  if (!Object.hasOwn(schema.shape, field)) return undefined;
  const strict = strictSchemas.get(schema) ?? new Map<string, z.ZodType>();
  strictSchemas.set(schema, strict);
  const fieldSchema = strict.get(field) ?? withoutCatch(schema.shape[field]);
  strict.set(field, fieldSchema);
  return fieldSchema;
};

const strictSchemas = new WeakMap<z.ZodObject, Map<string, z.ZodType>>();

const withoutCatch = (schema: unknown): z.ZodType => {
  if (schema instanceof z.ZodCatch) return withoutCatch(schema.unwrap());
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('A field of a record has no schema');
};
