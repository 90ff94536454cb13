import { Hono } from 'hono';
import { z } from 'zod';
import type { Health } from '../../../ops/health.ts';
import type { Log } from '../../../ops/log.ts';
import type { Metrics } from '../../../ops/metrics.ts';
import { responds } from '../../middleware/responses.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';

export interface HealthRoutesDeps {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
}

const Status = z.object({ ok: z.boolean() });
const notReady = { 503: { mediaType: 'application/json', schema: Status } };

/** For whoever runs the server. */
export const healthRoutes = ({ health, metrics, log }: HealthRoutesDeps): Hono => {
  const app = new Hono();

  app.get('/healthz', describeRoute('The process is up'), responds(Status), (c) => c.var.respond({ ok: true }));

  app.get(
    '/readyz',
    describeRoute('It can serve: the storage answers; 503 when it does not', { responses: notReady }),
    responds(Status),
    async (c) => {
      try {
        await health.ready();
        return c.var.respond({ ok: true });
      } catch (error) {
        log.warn({ err: error }, 'not ready');
        return c.json({ ok: false }, 503);
      }
    },
  );

  app.get(
    '/metrics',
    describeRoute('Numbers for Prometheus, as text', { responses: { 200: { mediaType: 'text/plain' } } }),
    async (c) => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  );

  return app;
};
