import * as Y from 'yjs';
import type { z } from 'zod';
import type { LiveRecords } from './liveRecords.svelte.ts';

/** Keys below a root that an observed transaction has touched, at whatever depth. */
const changedKeys = (root: unknown, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> => {
  const keys = new Set<string>();
  for (const event of events) {
    if (event instanceof Y.YMapEvent && event.target === root) for (const key of event.keysChanged) keys.add(key);
    else keys.add(String(event.path[0]));
  }
  return keys;
};

/** Calls with the keys that change below a root, first with all that are there; gives what ends it. */
export const followKeys = <Value>(root: Y.Map<Value>, changed: (keys: ReadonlySet<string>) => void): (() => void) => {
  const observed = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => changed(changedKeys(root, events));
  root.observeDeep(observed);
  changed(new Set(root.keys()));
  return () => root.unobserveDeep(observed);
};

/**
 * Keeps live records like those below a root. A key that is no id, or a record that `read` doesn't
 * know, is as if it weren't there.
 */
export const followRecords = <Schema extends z.ZodType<string, string>, Item, Stored>(
  root: Y.Map<Stored>,
  {
    id,
    read,
    records,
  }: {
    readonly id: Schema;
    readonly read: (id: z.output<Schema>, written: unknown) => Item | undefined;
    readonly records: LiveRecords<z.output<Schema>, Item>;
  },
): (() => void) =>
  followKeys(root, (keys) => {
    const ids = [...keys].flatMap((key) => {
      const parsed = id.safeParse(key);
      return parsed.success ? [parsed.data] : [];
    });
    records.apply(ids.map((known) => [known, read(known, root.get(known))] as const));
  });
