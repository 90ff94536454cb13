import { problems } from '@brygga/shared/api/problems';
import { reasons } from '@brygga/shared/reasons';
import { commandNames } from '@brygga/shared/commands/index';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestServer, parseBody, type TestServer } from '../../testing/testServer.ts';
import { openapiDocument } from './openapiDocument.ts';
import { describeRoute, withDescription } from './routeDescription.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const readDocument = async () => parseBody(await server.browser().get('/openapi.json'), 200, Document);

describe('/openapi.json', () => {
  test('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();

    expect(await validator.validate(await readDocument())).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('describes every route of the server but the sockets and pages, and no other', async () => {
    const { paths } = await readDocument();

    const described = Object.entries(paths)
      .filter(([path]) => !path.includes('/commands/'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const served = server.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/sync|\/commands\//.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual([...new Set(served)].sort());
  });

  test.each(commandNames)('describes the command %s with its input and refusals', async (name) => {
    const { paths } = await readDocument();

    expect(paths[`/api/workshops/{id}/commands/${name}`]?.['post']).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        403: {
          content: {
            'application/problem+json': {
              schema: { anyOf: [withCodes(['foreign-origin']), { $ref: '#/components/schemas/Refusal' }] },
            },
          },
        },
        409: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Refusal' } } } },
      },
    });
  });

  test('lists the codes of reasons', async () => {
    expect(await readDocument()).toMatchObject({ components: { schemas: { Refusal: withCodes(reasons) } } });
  });

  test('describes problems with their titles', async () => {
    expect(JSON.stringify(await readDocument())).toContain(problems['email-taken'].title);
  });
});

describe('openapiDocument', () => {
  test('describes a route by all its handlers together', () => {
    const app = new Hono();
    const middleware = withDescription(() => Promise.resolve(), { needsSession: true, problems: ['signed-out'] });
    app.get('/api/things/:id', describeRoute('A thing', { problems: ['not-found'] }), middleware);

    expect(openapiDocument(app.routes)).toMatchObject({
      paths: {
        '/api/things/{id}': {
          get: {
            summary: 'A thing',
            security: [{ session: [] }],
            parameters: [{ name: 'id', in: 'path' }],
            responses: { 401: {}, 404: {} },
          },
        },
      },
    });
  });

  test('refuses a route below /api without a description', () => {
    const app = new Hono().get('/api/things', (c) => c.text('things'));

    expect(() => openapiDocument(app.routes)).toThrow('GET /api/things');
  });
});

const withCodes = (codes: readonly string[]) => ({
  allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
});
