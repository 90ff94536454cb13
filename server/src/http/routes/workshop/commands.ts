import { commandNames, commands, isCommandName } from '@brygga/shared/commands/index';
import { Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { CommandExecutor } from '../../../commands/commandExecutor.ts';
import { type CommandResponse, reasonStatuses } from '../../../commands/commandResponse.ts';
import { type RouteDescription, withDescription } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { describeBody, readBody } from '../../middleware/validation.ts';

export interface CommandRoutesDeps {
  readonly commandExecutor: CommandExecutor;
}

const keyCharactersMax = 100;

/** How far `meta.decided` of the board, and of other circles that changed, must have come to show the result. */
const Decided = z.looseObject({
  decided: z.number().int(),
  circles: z.record(z.string(), z.number().int()).optional(),
});

const describeCommand = (name: (typeof commandNames)[number]): RouteDescription => {
  const { input, reasons } = commands[name];
  return {
    summary: `The command ${name}`,
    ...describeBody(input, { required: !input.safeParse({}).success }),
    reasons: {
      [reasonStatuses.forbidden]: reasons.forbidden,
      [reasonStatuses.refused]: reasons.refused,
    },
  };
};

const describeCommands = withDescription<MiddlewareHandler>((_c, next) => next(), {
  header: 'Idempotency-Key',
  responses: { 200: { mediaType: 'application/json', schema: Decided } },
  problems: ['key-needed', 'key-reused', 'storage-failed'],
  variants: {
    parameter: 'name',
    descriptions: new Map(commandNames.map((name) => [name, describeCommand(name)])),
  },
});

/** `POST /api/workshops/:id/commands/:name`: the one route of every command. */
export const commandRoutes = (
  { commandExecutor }: CommandRoutesDeps,
  { requireSession, requireMembership }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.post('/api/workshops/:id/commands/:name', describeCommands, requireSession, requireMembership, async (c) => {
    const { workshop, membership } = c.var;
    const name = c.req.param('name');
    if (!isCommandName(name)) throw new ProblemError('unknown-command');
    const key = c.req.header('idempotency-key') ?? '';
    if (key.length === 0 || key.length > keyCharactersMax) throw new ProblemError('key-needed');
    // The executor validates the input, since it also reads stored responses by it.
    const raw = await readBody(c, z.unknown(), {});
    return toResponse(await commandExecutor.execute({ workshop, name, raw, actor: membership.actor, key }));
  });

  return app;
};

const toResponse = ({ status, body }: CommandResponse): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  });
