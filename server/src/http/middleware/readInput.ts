import type { Context } from 'hono';
import type { z } from 'zod';
import { issuesOf, ProblemError } from './problems.ts';

/**
 * The body as its schema reads it.
 *
 * @param whenEmpty what an empty body stands for; without it, one has to be sent.
 * @throws ProblemError `not-json`, or `malformed` with what is wrong where.
 */
export const readBody = async <Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  whenEmpty?: z.input<Schema>,
): Promise<z.output<Schema>> => {
  const text = await c.req.text();
  const parsed = schema.safeParse(text === '' && whenEmpty !== undefined ? whenEmpty : parseJson(text));
  if (!parsed.success) throw new ProblemError('malformed', { issues: issuesOf(parsed.error.issues) });
  return parsed.data;
};

/**
 * The query as its schema reads it.
 *
 * @throws ProblemError `malformed`, with what is wrong where.
 */
export const readQuery = <Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(c.req.query());
  if (!parsed.success) throw new ProblemError('malformed', { issues: issuesOf(parsed.error.issues) });
  return parsed.data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ProblemError('not-json');
    throw error;
  }
};
