import type { ProblemCode } from '@brygga/shared/api/problems';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { issuesOf } from '../../problems/problemBody.ts';
import { type RouteDescription, withDescription } from '../openapi/routeDescription.ts';
import { ProblemError } from './problems.ts';

interface Validated<Target extends string, Schema extends z.ZodType> {
  in: Record<Target, z.input<Schema>>;
  out: Record<Target, z.output<Schema>>;
}

interface BodyOptions<Schema extends z.ZodType> {
  /** What an empty body stands for; without it, a body has to be sent. */
  readonly whenEmpty?: z.input<Schema>;
}

/** Validates the JSON body; handlers read it with `c.req.valid('json')`. */
export const body = <Schema extends z.ZodType<object>>(
  schema: Schema,
  { whenEmpty }: BodyOptions<Schema> = {},
): MiddlewareHandler<object, string, Validated<'json', Schema>> =>
  withDescription<MiddlewareHandler<object, string, Validated<'json', Schema>>>(
    async (c, next) => {
      c.req.addValidatedData('json', await readBody(c, schema, whenEmpty));
      await next();
    },
    describeBody(schema, { required: whenEmpty === undefined }),
  );

/** For a route that reads its body by itself, with `readBody`. */
export const describeBody = (schema: z.ZodType, { required }: { readonly required: boolean }): RouteDescription => ({
  body: { mediaType: 'application/json', schema, required },
  problems: ['not-json', 'malformed', 'body-too-large'],
});

/** Validates the query; handlers read it with `c.req.valid('query')`. */
export const query = <Schema extends z.ZodObject>(
  schema: Schema,
): MiddlewareHandler<object, string, Validated<'query', Schema>> =>
  withDescription<MiddlewareHandler<object, string, Validated<'query', Schema>>>(
    async (c, next) => {
      c.req.addValidatedData('query', parse(schema, c.req.query()));
      await next();
    },
    { query: schema, problems: ['malformed'] },
  );

/** Validates parameters of the path, answering `problem` where one is malformed; read with `c.req.valid('param')`. */
export const params = <Shape extends z.ZodRawShape>(
  shape: Shape,
  problem: ProblemCode,
): MiddlewareHandler<object, string, Validated<'param', z.ZodObject<Shape>>> => {
  const schema = z.object(shape);
  return withDescription<MiddlewareHandler<object, string, Validated<'param', z.ZodObject<Shape>>>>(
    async (c, next) => {
      const parsed = schema.safeParse(c.req.param());
      if (!parsed.success) throw new ProblemError(problem);
      c.req.addValidatedData('param', parsed.data);
      await next();
    },
    { problems: [problem] },
  );
};

/** @throws ProblemError `problem` where the parameter of the path is malformed. */
export const parseParam = <Schema extends z.ZodType>(
  c: Context,
  name: string,
  schema: Schema,
  problem: ProblemCode,
): z.output<Schema> => {
  const parsed = schema.safeParse(c.req.param(name));
  if (!parsed.success) throw new ProblemError(problem);
  return parsed.data;
};

/**
 * Reads the JSON body.
 *
 * @param whenEmpty what an empty body stands for; without it, a body has to be sent.
 * @throws ProblemError `not-json`, or `malformed` with the issues.
 */
export const readBody = async <Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  whenEmpty?: z.input<Schema>,
): Promise<z.output<Schema>> => {
  const text = await c.req.text();
  return parse(schema, text === '' && whenEmpty !== undefined ? whenEmpty : parseJson(text));
};

const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value);
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
