import { JoinInput, LoginInput, Me, RegisterInput, ProfileInput, ProfileResponse } from '@brygga/shared/api/accounts';
import { RivalsResponse, ScoringResponse } from '@brygga/shared/api/vault';
import { Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import {
  DemoInput,
  DemoOpened,
  Invite,
  InviteDetail,
  InviteInput,
  Joined,
  WorkshopCreated,
  WorkshopDetail,
  WorkshopInput,
  WorkshopSummary,
  RoleChanged,
  RoleInput,
} from '@brygga/shared/api/workshops';
import { commandNames, commands } from '@brygga/shared/commands/index';
import { Hono } from 'hono';
import { z } from 'zod';
import { bodyProblems, type Operation } from './operation.ts';
import { activityOperations } from './activity.ts';
import { matchingOperations } from './matching.ts';
import { importExportOperations } from './importExport.ts';

const ok = z.object({ ok: z.boolean() });

/** Every route but the pages and the socket: `METHOD /path/:parameter`. */
const operations: Readonly<Record<string, Operation>> = {
  'POST /api/auth/register': {
    summary: 'Make an account with an organisation, and sign in',
    input: RegisterInput,
    status: 201,
    output: Me,
    problems: ['email-taken', 'too-many', ...bodyProblems],
  },
  'POST /api/auth/login': {
    summary: 'Sign in',
    input: LoginInput,
    status: 200,
    output: Me,
    problems: ['wrong-credentials', 'too-many', ...bodyProblems],
  },
  'POST /api/auth/logout': { summary: 'Sign out', status: 204, problems: ['foreign-origin'] },
  'GET /api/me': { summary: 'Who is signed in', status: 200, output: Me, problems: ['signed-out'] },
  'POST /api/workshops': {
    summary: 'Make a workshop, as its facilitator',
    input: WorkshopInput,
    status: 201,
    output: WorkshopCreated,
    problems: ['signed-out', 'no-right', 'too-many', ...bodyProblems],
  },
  'GET /api/workshops': {
    summary: 'The workshops that one is in, the latest first',
    status: 200,
    output: WorkshopSummary.array(),
    problems: ['signed-out'],
  },
  'GET /api/organisations/:id/profile': {
    summary: 'What a company can do; its own people, and facilitators of workshops that it is in',
    status: 200,
    output: ProfileResponse,
    problems: ['signed-out', 'no-right', 'unknown-organisation'],
  },
  'PUT /api/organisations/:id/profile': {
    summary: 'Save a company’s profile over the version that one has seen; its own people only',
    input: ProfileInput,
    status: 200,
    output: ProfileResponse,
    problems: ['signed-out', 'no-right', 'unknown-organisation', 'profile-changed', ...bodyProblems],
  },
  'GET /api/workshops/:id/profiles': {
    summary: 'Profiles of the companies in a workshop for its facilitators, of one’s own companies for everybody else',
    status: 200,
    output: ProfileResponse.array(),
    problems: ['signed-out', 'unknown-workshop'],
  },
  'GET /api/workshops/:id/companies/:company/rivals': {
    summary: 'From whom a company keeps apart; its own people only, no facilitator',
    status: 200,
    output: RivalsResponse,
    problems: ['signed-out', 'no-right', 'unknown-workshop', 'unknown-organisation'],
  },
  'GET /api/workshops/:id/challenges/:challenge/scoring': {
    summary: 'How many have scored a challenge’s consortia, never who; people of cities and hosts, and facilitators',
    status: 200,
    output: ScoringResponse,
    problems: ['signed-out', 'no-right', 'unknown-workshop', 'unknown-brief'],
  },
  'GET /api/workshops/:id': {
    summary: 'A workshop that one is in',
    status: 200,
    output: WorkshopDetail,
    problems: ['signed-out', 'unknown-workshop'],
  },
  'POST /api/workshops/:id/invites': {
    summary: 'Make a code by which people join with a role; facilitators only',
    input: InviteInput,
    inputMayBeLeftOut: true,
    status: 201,
    output: Invite,
    problems: ['signed-out', 'no-right', 'unknown-workshop', ...bodyProblems],
  },
  'PATCH /api/workshops/:id/people/:person': {
    summary: 'Give somebody another role; facilitators only. Their sockets go on with the right that they have now',
    input: RoleInput,
    status: 200,
    output: RoleChanged,
    problems: ['signed-out', 'no-right', 'unknown-workshop', 'unknown-person', 'last-facilitator', ...bodyProblems],
  },
  'DELETE /api/workshops/:id/people/:person': {
    summary:
      'Remove somebody from the workshop; facilitators only. What they wrote and what their company holds stays; an invite lets them in again',
    status: 204,
    problems: ['signed-out', 'no-right', 'unknown-workshop', 'unknown-person', 'last-facilitator', 'foreign-origin'],
  },
  'GET /api/invites/:code': {
    summary: 'What a code leads to',
    status: 200,
    output: InviteDetail,
    problems: ['unknown-code', 'expired-code', 'too-many'],
  },
  'POST /api/join/:code': {
    summary: 'Join a workshop: as a guest, who signs in by it, or with the account that is signed in',
    input: JoinInput,
    inputMayBeLeftOut: true,
    status: 200,
    output: Joined,
    problems: ['unknown-code', 'expired-code', 'too-many', ...bodyProblems],
  },
  'POST /api/demo': {
    summary: 'Open a demo workshop of one’s own',
    input: DemoInput,
    inputMayBeLeftOut: true,
    status: 201,
    output: DemoOpened,
    problems: ['too-many', ...bodyProblems],
  },
  'POST /api/demo/:id/reset': {
    summary: 'Put a fresh copy in place of one’s demo',
    status: 201,
    output: DemoOpened,
    problems: ['signed-out', 'unknown-workshop', 'too-many', 'foreign-origin'],
  },
  ...importExportOperations,
  ...activityOperations,
  ...matchingOperations,
  'GET /healthz': { summary: 'The process is up', status: 200, output: ok, problems: [] },
  'GET /readyz': {
    summary: 'It can serve: the storage answers; 503 when it does not',
    status: 200,
    output: ok,
    problems: [],
  },
  'GET /metrics': { summary: 'Numbers for Prometheus, as text', status: 200, problems: [] },
  'GET /openapi.json': { summary: 'This page', status: 200, problems: [] },
  ...Object.fromEntries(
    commandNames.map((name) => [
      `POST /api/workshops/:id/commands/${name}`,
      {
        summary: `The command ${name}; refused with 409 and a reason's code, without a right with 403 and one`,
        input: commands[name].input,
        status: 200,
        output: z.looseObject({ decided: z.number().int() }),
        header: 'Idempotency-Key',
        problems: ['signed-out', 'unknown-workshop', 'key-needed', 'key-reused', 'storage-failed', ...bodyProblems],
      } satisfies Operation,
    ]),
  ),
};

export const openapiRoutes = (): Hono => {
  const document = JSON.stringify(openapi());
  return new Hono().get('/openapi.json', (c) => c.body(document, 200, { 'Content-Type': 'application/json' }));
};

const openapi = (): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [key, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = key.split(' ');
    const written = path.replace(/:(\w+)/g, '{$1}');
    paths[written] = { ...paths[written], [method.toLowerCase()]: describeOperation(key, path, operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Brygga', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
    },
  };
};

const describeOperation = (key: string, path: string, operation: Operation): object => ({
  operationId: key.replace(/\W+/g, '_'),
  summary: operation.summary,
  parameters: [
    ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => parameter('path', name ?? '')),
    ...(operation.header ? [parameter('header', operation.header)] : []),
    ...(operation.query ? queryParameters(operation.query) : []),
  ],
  ...(operation.input
    ? { requestBody: { required: !operation.inputMayBeLeftOut, ...json(jsonSchema(operation.input, 'input')) } }
    : {}),
  ...(operation.upload ? { requestBody: { required: true, ...file } } : {}),
  ...(operation.problems.includes('signed-out') ? { security: [{ session: [] }] } : {}),
  responses: { [operation.status]: successResponse(operation), ...problemResponses(operation.problems) },
});

const parameter = (where: 'path' | 'header', name: string): object => ({
  name,
  in: where,
  required: true,
  schema: { type: 'string' },
});

/** Each may be left out. */
const queryParameters = (query: z.ZodObject): object[] =>
  Object.entries(query.shape).map(([name, schema]) => ({ name, in: 'query', schema: jsonSchema(schema, 'input') }));

const file = { content: { 'application/octet-stream': { schema: {} } } };

const successResponse = ({ output, outputMedia = 'application/json' }: Operation): object => ({
  description: 'As asked',
  ...(output || outputMedia !== 'application/json'
    ? { content: { [outputMedia]: { schema: output ? jsonSchema(output, 'output') : {} } } }
    : {}),
});

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });

/** Problems by their status: several may share one. */
const problemResponses = (codes: readonly ProblemCode[]): Record<string, object> => {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, its]) => [
      status,
      {
        description: its.map((code) => `${code}: ${problems[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
};

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};
