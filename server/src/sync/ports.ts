/** What the sync needs of a logger; pino's fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the sync and the commands count; wired to Prometheus in `serve`. */
export interface Metrics {
  /** Adds one to the counter of this name, with these labels. */
  count(name: string, labels?: Readonly<Record<string, string>>): void;
}
