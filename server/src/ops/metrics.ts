import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Read whenever Prometheus scrapes. */
interface Gauges {
  openRooms(): number;
  openSockets(): number;
}

export interface Metrics {
  /** Measures every request. */
  readonly measure: MiddlewareHandler;
  /** Adds one to `brygga_<name>_total`; a name always has the same labels. */
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export const createMetrics = ({ openRooms, openSockets }: Gauges): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const addGauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  addGauge('brygga_open_rooms', 'Documents that are open in memory', openRooms);
  addGauge('brygga_open_sockets', 'WebSockets that are connected', openSockets);
  const requests = new Histogram({
    name: 'brygga_http_request_seconds',
    help: 'How long HTTP requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers,
  });
  const counters = new Map<string, Counter>();

  return {
    async measure(c, next) {
      const endTimer = requests.startTimer({ method: c.req.method });
      await next();
      // Known only now: the route that has answered.
      endTimer({ route: routePath(c), status: String(c.res.status) });
    },
    count(name, labels = {}) {
      const counter =
        counters.get(name) ??
        new Counter({
          name: `brygga_${name}_total`,
          help: name.replaceAll('_', ' '),
          labelNames: Object.keys(labels),
          registers,
        });
      counters.set(name, counter);
      counter.inc(labels);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
