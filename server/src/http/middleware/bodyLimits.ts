import { planFileBytesMax } from '@brygga/shared/api/library';
import type { ProblemCode } from '@brygga/shared/api/problems';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem } from './problems.ts';

const bodyBytesMax = 64 * 1024;

// The rest of the body is not read, so the connection can't be used again; the header says so.
const rejectLargeBody =
  (code: ProblemCode) =>
  (c: Context): Response => {
    c.header('Connection', 'close');
    return problem(c, code);
  };

export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: bodyBytesMax,
  onError: rejectLargeBody('body-too-large'),
});

export const limitPlanFile: MiddlewareHandler = bodyLimit({
  maxSize: planFileBytesMax,
  onError: rejectLargeBody('file-too-large'),
});
