import * as Y from 'yjs';
import { z } from 'zod';
import { CardId } from '../../ids.ts';
import type { CardShape, Lies, RecordsShape } from './card.ts';
import { type CardKind, cardKinds, isCardKind } from './index.ts';

/**
 * What may be written: strict, where reading (`readCard`) forgives. Fields that the kind does not
 * know, values that reading would replace, texts that are no texts: nothing of it enters a document.
 */
export const shapeOf = (kind: CardKind): CardShape => cardKinds[kind];

/** A plain field's value; `undefined` where the field is taken away. */
export const takesField = (schema: z.ZodObject, field: string, value: unknown): boolean =>
  strictField(schema, field)?.safeParse(value).success ?? false;

/** A whole card's kind, or undefined where the map is no card that may be put under this id. */
export const wholeCard = (id: string, map: unknown): CardKind | undefined => {
  if (!CardId.safeParse(id).success || !(map instanceof Y.Map)) return undefined;
  const kind: unknown = map.get('kind');
  if (!isCardKind(kind)) return undefined;
  const shape = shapeOf(kind);
  const fits = [...fieldsOf(shape.schema)].every((field) => takesCardField(shape, field, map.get(field)));
  return fits && onlyKnown(shape.schema, map) ? kind : undefined;
};

/** A field of a new card, whatever it lies as. */
export const takesCardField = (shape: CardShape, field: string, value: unknown): boolean => {
  const lies = shape.lies[field];
  if (lies === undefined) return takesField(shape.schema, field, value);
  if (value === undefined) return shape.later.includes(field);
  if (!liesAs(lies, value)) return false;
  const records = shape.records[field];
  return records === undefined || (value instanceof Y.Map && takesRecords(records, value));
};

/** A record in a field of a card, such as a need. */
export const takesRecord = (records: RecordsShape, id: string, map: unknown): boolean =>
  records.id.safeParse(id).success &&
  map instanceof Y.Map &&
  onlyKnown(records.schema, map) &&
  [...fieldsOf(records.schema)].every((field) => takesField(records.schema, field, map.get(field)));

const takesRecords = (records: RecordsShape, maps: Y.Map<unknown>): boolean =>
  maps.size <= records.most && [...maps].every(([id, map]) => takesRecord(records, id, map));

/** Y.XmlText is a kind of Y.Text, and Y.XmlElement one of Y.XmlFragment: neither is meant. */
const liesAs = (lies: Lies, value: unknown): boolean => {
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

const onlyKnown = (schema: z.ZodObject, map: Y.Map<unknown>): boolean =>
  [...map.keys()].every((field) => Object.hasOwn(schema.shape, field));

/** A field's schema without the mercy of `catch`; a default stays: what may be missing may be missing. */
const strictField = (schema: z.ZodObject, field: string): z.ZodType | undefined => {
  if (!Object.hasOwn(schema.shape, field)) return undefined;
  const strict = merciless.get(schema) ?? new Map<string, z.ZodType>();
  merciless.set(schema, strict);
  const known = strict.get(field) ?? withoutCatch(schema.shape[field]);
  strict.set(field, known);
  return known;
};

const merciless = new WeakMap<z.ZodObject, Map<string, z.ZodType>>();

const withoutCatch = (schema: unknown): z.ZodType => {
  if (schema instanceof z.ZodCatch) return withoutCatch(schema.unwrap());
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('A field of a record has no schema');
};
