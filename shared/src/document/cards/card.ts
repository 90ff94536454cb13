import { z } from 'zod';
import { type CardId, PersonId } from '../../ids.ts';
import { orderMax } from '../order.ts';

/** Boards are finite: large enough for any workshop, small enough for the camera's arithmetic. */
export const coordinateMax = 1_000_000;
export const sizeMin = 40;
export const sizeMax = 4_000;

/** Lengths of texts in characters; a rich text's counts its mark-up. */
export const titleMax = 200;
export const richTextMax = 60_000;

export const Coordinate = z.number().min(-coordinateMax).max(coordinateMax);
export const Length = z.number().min(sizeMin).max(sizeMax);

/** The fields of every card. Positions and lengths are board units (CSS pixels at 100 %). */
export const cardBase = {
  x: Coordinate,
  y: Coordinate,
  w: Length,
  h: Length,
  order: z.string().min(1).max(orderMax),
  locked: z.boolean().default(false),
  createdBy: PersonId,
  /** Milliseconds since 1970, by the writer's clock. */
  createdAt: z.number(),
};

/**
 * How a field is stored in the document: `text` as a Y.Text and `richText` as a Y.XmlFragment, which
 * people type into together, `records` as a Y.Map of Y.Maps by id. Any other field is a plain value.
 */
export type FieldStorage = 'text' | 'richText' | 'records';

/** The records in a field of a card, such as a challenge's needs. */
export interface RecordsShape {
  readonly id: z.ZodType<string>;
  readonly schema: z.ZodObject;
  /** How many there may be. */
  readonly countMax: number;
}

export interface CardShape<Schema extends z.ZodObject = z.ZodObject> {
  /** Reads the card's `toJSON()` leniently: what may be missing has a default. */
  readonly schema: Schema;
  readonly storage: Readonly<Record<string, FieldStorage>>;
  /** How long the texts of its `text` and `richText` fields may be, in characters. */
  readonly textMax: Readonly<Record<string, number>>;
  readonly records: Readonly<Record<string, RecordsShape>>;
  /** Fields with a Y type of their own that a new card may lack: the server creates them. */
  readonly serverCreated: readonly string[];
  /** Size of a new card of this kind, in board units. */
  readonly size: { readonly w: number; readonly h: number };
}

export const defineCard = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
  options: {
    storage: Partial<Record<keyof Fields & string, FieldStorage>>;
    textMax: Partial<Record<keyof Fields & string, number>>;
    records?: Partial<Record<keyof Fields & string, RecordsShape>>;
    serverCreated?: readonly (keyof Fields & string)[];
    size: { w: number; h: number };
  },
) => ({
  schema: z.object({ kind: z.literal(kind), ...cardBase, ...fields }),
  // Partial records hold no undefined here: the fields are named one by one above.
  storage: options.storage as Readonly<Record<string, FieldStorage>>,
  textMax: options.textMax as Readonly<Record<string, number>>,
  records: (options.records ?? {}) as Readonly<Record<string, RecordsShape>>,
  serverCreated: options.serverCreated ?? [],
  size: options.size,
});

export type WithId<Record> = Record & { readonly id: CardId };
