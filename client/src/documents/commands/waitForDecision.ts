import { decidedOf } from '@brygga/shared/agreements/board';
import { fieldsOf } from '@brygga/shared/document/roots';
import type * as Y from 'yjs';

/** Resolves once the document shows so many commands decided, or when it has had this long for it. */
export const waitForDecision = (doc: Y.Doc, decided: number, timeoutMs: number): Promise<void> =>
  new Promise((resolve) => {
    const meta = fieldsOf(doc, 'meta');
    const done = () => {
      meta.unobserve(look);
      clearTimeout(timer);
      resolve();
    };
    const look = () => {
      if (decidedOf(doc) >= decided) done();
    };
    const timer = setTimeout(done, timeoutMs);
    meta.observe(look);
    look();
  });
