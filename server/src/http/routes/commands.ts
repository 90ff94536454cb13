import { isCommandName } from '@brygga/shared/commands/index';
import { type PersonId, WorkshopId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Memberships } from '../../sync/access/membership.ts';
import type { CommandResponse } from '../../commands/commandResponse.ts';
import type { CommandExecutor } from '../../commands/commandExecutor.ts';
import { problem } from '../middleware/problems.ts';

export interface CommandRoutesDeps {
  readonly commandExecutor: CommandExecutor;
  readonly memberships: Memberships;
  readonly authenticate: (c: Context) => Promise<PersonId | undefined>;
}

const keyCharactersMax = 100;
const bodyBytesMax = 64 * 1024;

/** `POST /api/workshops/:id/commands/:name`: the one gate for every command. */
export const commandRoutes = ({ commandExecutor, memberships, authenticate }: CommandRoutesDeps): Hono => {
  const app = new Hono();
  const limited = bodyLimit({ maxSize: bodyBytesMax, onError: (c) => problem(c, 'body-too-large') });
  app.post('/api/workshops/:id/commands/:name', limited, async (c) => {
    const person = await authenticate(c);
    if (!person) return problem(c, 'signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id'));
    const membership = workshop.success ? await memberships.of(workshop.data, person) : undefined;
    if (!workshop.success || !membership) return problem(c, 'unknown-workshop');
    const name = c.req.param('name');
    if (!isCommandName(name)) return problem(c, 'unknown-command');
    const key = c.req.header('idempotency-key') ?? '';
    if (key.length === 0 || key.length > keyCharactersMax) return problem(c, 'key-needed');
    const read = readJson(await c.req.text());
    if (!read.ok) return problem(c, 'not-json');
    return toResponse(
      await commandExecutor.execute({ workshop: workshop.data, name, raw: read.value, actor: membership.actor, key }),
    );
  });
  return app;
};

/** A command without fields may come without a body. */
const readJson = (text: string): { ok: true; value: unknown } | { ok: false } => {
  if (text === '') return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
};

const toResponse = ({ status, body }: CommandResponse): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  });
