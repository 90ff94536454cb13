import { Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Reason } from '@brygga/shared/reasons';
import type { RouterRoute } from 'hono/types';
import type { z } from 'zod';
import { JsonSchemas } from './jsonSchemas.ts';
import { descriptionOf, type RouteDescription } from './routeDescription.ts';

interface Operation {
  readonly method: string;
  /** As Hono writes it: `/path/:parameter`. */
  readonly path: string;
  readonly descriptions: readonly RouteDescription[];
}

/**
 * The OpenAPI 3.1 document of an app's routes, from what their handlers say of themselves.
 *
 * @throws Error when a route below `/api` has no summary.
 */
export const openapiDocument = (routes: readonly RouterRoute[]): object => {
  const schemas = new JsonSchemas();
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operationsOf(routes)) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Brygga', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: {
        Problem: schemas.make(Problem, 'output'),
        ...schemas.components,
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
    },
  };
};

const operationsOf = (routes: readonly RouterRoute[]): Operation[] => {
  const handlers = routes.filter(({ method }) => method !== 'ALL');
  return [...Map.groupBy(handlers, ({ method, path }) => `${method} ${path}`).values()].flatMap((route) => {
    const [{ method, path } = { method: '', path: '' }] = route;
    const descriptions = route.flatMap(({ handler }) => descriptionOf(handler) ?? []);
    const isDescribed = descriptions.some(({ summary, variants }) => summary !== undefined || variants);
    if (!isDescribed && path.startsWith('/api/')) throw new Error(`${method} ${path} describes itself nowhere`);
    return isDescribed ? expandVariants({ method, path, descriptions }) : [];
  });
};

const expandVariants = (operation: Operation): Operation[] => {
  const variants = operation.descriptions.find(({ variants: each }) => each)?.variants;
  if (!variants) return [operation];
  return [...variants.descriptions].map(([value, description]) => ({
    ...operation,
    path: operation.path.replace(`:${variants.parameter}`, value),
    descriptions: [...operation.descriptions, description],
  }));
};

const describeOperation = ({ method, path, descriptions }: Operation, schemas: JsonSchemas): object => {
  const body = descriptions.findLast((each) => each.body)?.body;
  return {
    operationId: `${method} ${path}`.replace(/\W+/g, '_'),
    summary: descriptions.findLast(({ summary }) => summary)?.summary,
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name = '']) => requiredParameter('path', name)),
      ...descriptions.flatMap(({ header }) => (header === undefined ? [] : [requiredParameter('header', header)])),
      ...descriptions.flatMap(({ query }) => (query ? queryParameters(query, schemas) : [])),
    ],
    ...(body && { requestBody: { required: body.required, content: content(body, schemas, 'input') } }),
    ...(descriptions.some(({ needsSession }) => needsSession) && { security: [{ session: [] }] }),
    responses: responsesOf(method, descriptions, schemas),
  };
};

const requiredParameter = (where: 'path' | 'header', name: string): object => ({
  name,
  in: where,
  required: true,
  schema: { type: 'string' },
});

/** Each may be left out. */
const queryParameters = (query: z.ZodObject, schemas: JsonSchemas): object[] =>
  Object.entries(query.shape).map(([name, schema]) => ({ name, in: 'query', schema: schemas.make(schema, 'input') }));

const responsesOf = (
  method: string,
  descriptions: readonly RouteDescription[],
  schemas: JsonSchemas,
): Record<string, object> => {
  const responses: Record<string, object> = {};
  for (const [status, response] of descriptions.flatMap((each) => Object.entries(each.responses ?? {}))) {
    responses[status] = {
      description: Number(status) < 400 ? 'As asked' : 'Not now',
      ...withContent(response, schemas),
    };
  }
  const codes = new Set(descriptions.flatMap((each) => each.problems ?? []));
  // Every request that may change something passes `requireSameOrigin`.
  if (method !== 'GET') codes.add('foreign-origin');
  const codesByStatus = Map.groupBy(codes, (code): number => problems[code].status);
  const reasonsByStatus = new Map(
    descriptions
      .flatMap((each) => Object.entries(each.reasons ?? {}))
      .filter(([, reasons]) => reasons.length > 0)
      .map(([status, reasons]) => [Number(status), reasons]),
  );
  for (const status of new Set([...codesByStatus.keys(), ...reasonsByStatus.keys()])) {
    responses[status] = problemResponse(codesByStatus.get(status) ?? [], reasonsByStatus.get(status) ?? []);
  }
  return responses;
};

const problemResponse = (codes: readonly ProblemCode[], reasons: readonly Reason[]): object => {
  const sentences = codes.map((code) => `${code}: ${problems[code].title}`);
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: [...codes, ...reasons] } } }],
  };
  return {
    description: [...sentences, ...(reasons.length > 0 ? ['the code of a reason'] : [])].join('; '),
    content: { 'application/problem+json': { schema } },
  };
};

interface Body {
  readonly mediaType?: string;
  readonly schema?: z.ZodType;
}

const withContent = (body: Body, schemas: JsonSchemas): object =>
  body.mediaType === undefined ? {} : { content: content(body, schemas, 'output') };

const content = (
  { mediaType = 'application/json', schema }: Body,
  schemas: JsonSchemas,
  io: 'input' | 'output',
): object => ({
  [mediaType]: { schema: schema ? schemas.make(schema, io) : {} },
});
