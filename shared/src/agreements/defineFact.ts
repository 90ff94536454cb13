import type * as Y from 'yjs';
import { z } from 'zod';
import { boardCircle, type Circle } from '../document/circles.ts';

/** The open documents of circles. */
export type Docs = (circle: Circle) => Y.Doc;

const boardOnly: readonly Circle[] = [boardCircle];

/** A fact that is written into the board, or into other circles as well or instead. */
export const defineFact = <Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
  circles: (it: z.output<z.ZodObject<Shape>>) => readonly Circle[],
  apply: (docs: Docs, it: z.output<z.ZodObject<Shape>>) => void,
) => {
  const schema = z.object(shape);
  return {
    of: (it: z.input<typeof schema>) => ({ fact: name, ...schema.parse(it) }),
    circles: (it: unknown) => circles(schema.parse(it)),
    /** @throws ZodError when `it` is no such fact. */
    write: (docs: Docs, it: unknown) => apply(docs, schema.parse(it)),
  };
};

export const defineBoardFact = <Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
  apply: (doc: Y.Doc, it: z.output<z.ZodObject<Shape>>) => void,
) =>
  defineFact(
    name,
    shape,
    () => boardOnly,
    (docs, it) => apply(docs(boardCircle), it),
  );
