import { Hono } from 'hono';
import type { Health } from '../../ops/health.ts';
import type { Log } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';

export interface HealthRoutesDeps {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What whoever runs the server asks. */
export const healthRoutes = ({ health, metrics, log }: HealthRoutesDeps): Hono => {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    try {
      await health.ready();
      return c.json({ ok: true });
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      return c.json({ ok: false }, 503);
    }
  });
  app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
  return app;
};
