import type * as Y from 'yjs';
import { z } from 'zod';
import { boardCircle, type Circle } from '../document/circles.ts';

/** The open documents of circles. */
export type Docs = (circle: Circle) => Y.Doc;

/** A kind of fact: its fields, the circles that it is written into, and what it writes there. */
export interface FactDefinition<Schema extends z.ZodObject> {
  readonly schema: Schema;
  readonly circles: (fields: z.output<Schema>) => readonly Circle[];
  readonly write: (docs: Docs, fields: z.output<Schema>) => void;
}

const boardOnly: readonly Circle[] = [boardCircle];

/** A fact of several circles, or of another one than the board. Its name is its key in the table of facts. */
export const defineFact = <Shape extends z.ZodRawShape>(
  shape: Shape,
  circles: (fields: z.output<z.ZodObject<Shape>>) => readonly Circle[],
  write: (docs: Docs, fields: z.output<z.ZodObject<Shape>>) => void,
): FactDefinition<z.ZodObject<Shape>> => ({ schema: z.object(shape), circles, write });

/** A fact that is written into the board alone. */
export const defineBoardFact = <Shape extends z.ZodRawShape>(
  shape: Shape,
  write: (doc: Y.Doc, fields: z.output<z.ZodObject<Shape>>) => void,
): FactDefinition<z.ZodObject<Shape>> =>
  defineFact(
    shape,
    () => boardOnly,
    (docs, fields) => write(docs(boardCircle), fields),
  );
