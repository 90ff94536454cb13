import { resolve } from 'node:path';
import * as Y from 'yjs';
import { readConfig } from '../config.ts';
import { startServer } from '../wiring/startServer.ts';
import type { UpdateGuard } from '../sync/guard/guard.ts';

/** An empty update has two bytes: no structs, no deletions. */
const emptyBytes = 2;

/** Lets everything through, and looks no further than whose client ids an update brings. */
const acceptEverything = (doc: Y.Doc): UpdateGuard => ({
  inspect: ({ update }) => ({
    update,
    redirectedDeletions: Y.createDeleteSet(),
    clients: new Set(Y.parseUpdateMeta(update).to.keys()),
    roots: new Set(update.length > emptyBytes ? ['anywhere'] : []),
  }),
  apply({ update }, _actor, origin) {
    Y.applyUpdate(doc, update, origin);
    return { reverted: [], serverWrote: false, restored: [] };
  },
  takeTraces: () => [],
  invalidateAgreements: () => undefined,
});

// The product but for its guard, so that the benchmark can tell what the guard costs.
await startServer(readConfig(process.env), resolve(import.meta.dirname, '../../../client/dist'), {
  createGuard: acceptEverything,
});
