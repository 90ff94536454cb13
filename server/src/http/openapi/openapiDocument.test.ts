import { problems } from '@brygga/shared/api/problems';
import { commandNames, commands } from '@brygga/shared/commands/index';
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

  test.each(commandNames)('describes the command %s with its input and its own reasons', async (name) => {
    const { paths } = await readDocument();

    const { forbidden, refused } = commands[name].reasons;
    const operation = Operation.parse(paths[`/api/workshops/{id}/commands/${name}`]?.['post']);
    expect(operation.requestBody).toMatchObject({ content: { 'application/json': { schema: { type: 'object' } } } });
    expect(operation.responses[403]).toMatchObject(withCodes(['foreign-origin', ...forbidden]));
    if (refused.length === 0) expect(operation.responses[409]).toBeUndefined();
    else expect(operation.responses[409]).toMatchObject(withCodes(refused));
  });

  test('lists the reasons that a command has in common with others once', async () => {
    const { paths } = await readDocument();

    expect(paths['/api/workshops/{id}/commands/seat.leave']).toMatchObject({
      post: {
        responses: {
          403: withCodes(['foreign-origin', 'observers-read', 'not-your-company', 'company-needed']),
          409: withCodes(['unknown-consortium', 'consortium-dissolved', 'seat-not-yours']),
        },
      },
    });
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

const Operation = z.looseObject({ requestBody: z.unknown(), responses: z.record(z.string(), z.unknown()) });

const withCodes = (codes: readonly string[]) => ({
  content: {
    'application/problem+json': {
      schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] },
    },
  },
});
