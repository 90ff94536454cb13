import { z } from 'zod';
import { type CardId, PersonId } from '../../ids.ts';
import { orderMax } from '../order.ts';

/** Boards are finite: far enough for any workshop, near enough that no camera breaks. */
export const coordinateMax = 1_000_000;
export const sizeMin = 40;
export const sizeMax = 4_000;

/** Lengths of texts in characters; a rich text's counts its mark-up. */
export const titleMax = 200;
export const richTextMax = 60_000;

export const Coordinate = z.number().min(-coordinateMax).max(coordinateMax);
export const Length = z.number().min(sizeMin).max(sizeMax);

/** What every card has, whatever its kind. Positions and lengths are board units (CSS pixels at 100 %). */
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
 * How a field lies in the document: `text` is a Y.Text and `rich` a Y.XmlFragment that people type
 * into together, `records` a Y.Map of Y.Maps by id. A field that is not named is a plain value.
 */
export type FieldStorage = 'text' | 'rich' | 'records';

/** The records in a field of a card, such as a challenge's needs. */
export interface RecordsShape {
  readonly id: z.ZodType<string>;
  readonly schema: z.ZodObject;
  /** How many there may be. */
  readonly countMax: number;
}

export interface CardShape<Schema extends z.ZodObject = z.ZodObject> {
  /** Reads the card's `toJSON()`, forgiving: what may be missing has a default. */
  readonly schema: Schema;
  readonly storage: Readonly<Record<string, FieldStorage>>;
  /** How long the texts of its `text` and `rich` fields may be, in characters. */
  readonly textMax: Readonly<Record<string, number>>;
  readonly records: Readonly<Record<string, RecordsShape>>;
  /** Fields with a Y type of their own that a card may come without: the server makes them. */
  readonly serverCreated: readonly string[];
  /** Size of a card of this kind when it is made, in board units. */
  readonly size: { readonly w: number; readonly h: number };
}

export const defineCard = <Kind extends string, Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
  rest: {
    storage: Partial<Record<keyof Fields & string, FieldStorage>>;
    textMax: Partial<Record<keyof Fields & string, number>>;
    records?: Partial<Record<keyof Fields & string, RecordsShape>>;
    serverCreated?: readonly (keyof Fields & string)[];
    size: { w: number; h: number };
  },
) => ({
  schema: z.object({ kind: z.literal(kind), ...cardBase, ...fields }),
  // Partial records hold no undefined here: the fields are named one by one above.
  storage: rest.storage as Readonly<Record<string, FieldStorage>>,
  textMax: rest.textMax as Readonly<Record<string, number>>,
  records: (rest.records ?? {}) as Readonly<Record<string, RecordsShape>>,
  serverCreated: rest.serverCreated ?? [],
  size: rest.size,
});

export type WithId<Record> = Record & { readonly id: CardId };
