import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { withDescription } from '../openapi/routeDescription.ts';

interface Responds<Value extends readonly unknown[]> {
  Variables: { respond: (...value: Value) => Response };
}

interface SendsFile {
  Variables: { sendFile: (name: string, file: string | Uint8Array<ArrayBuffer>) => Response };
}

/** Handlers answer with `c.var.respond(value)`: the schema that describes the answer also strips what is not in it. */
export const responds = <Schema extends z.ZodType<object>>(
  schema: Schema,
  status: ContentfulStatusCode = 200,
): MiddlewareHandler<Responds<[value: z.input<Schema>]>> =>
  withDescription<MiddlewareHandler<Responds<[value: z.input<Schema>]>>>(
    async (c, next) => {
      c.set('respond', (value) => c.json(schema.parse(value), status));
      await next();
    },
    { responses: { [status]: { mediaType: 'application/json', schema } } },
  );

export const respondsNoContent = withDescription<MiddlewareHandler<Responds<[]>>>(
  async (c, next) => {
    c.set('respond', () => c.body(null, 204));
    await next();
  },
  { responses: { 204: {} } },
);

/** Handlers answer with `c.var.sendFile(name, content)`, which the browser saves under that name. */
export const respondsWithFile = (mediaType: string): MiddlewareHandler<SendsFile> =>
  withDescription<MiddlewareHandler<SendsFile>>(
    async (c, next) => {
      c.set('sendFile', (name, file) => {
        c.header('Content-Disposition', contentDisposition(name));
        return c.body(file, 200, { 'Content-Type': mediaType });
      });
      await next();
    },
    { responses: { 200: { mediaType: mediaType.replace(/;.*/, '') } } },
  );

/** The name comes twice: for systems that know only ASCII, and as it is (RFC 6266). */
export const contentDisposition = (name: string): string => {
  const ascii = name.normalize('NFKD').replace(/[^\w.-]+/g, '-');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
};
