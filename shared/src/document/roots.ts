import type * as Y from 'yjs';

/** Who writes below a root: `people` by edits that the guard holds to the rules, `server` through commands alone. */
export type Writer = 'people' | 'server';

/** Every root type of a board's document. A root that is not in this table is refused. */
export const roots = {
  workshop: { writer: 'people' },
  cards: { writer: 'people' },
  agreements: { writer: 'server' },
  session: { writer: 'server' },
  people: { writer: 'server' },
  organisations: { writer: 'server' },
  meta: { writer: 'server' },
} as const satisfies Record<string, { writer: Writer }>;

export type RootName = keyof typeof roots;

export const isRootName = (name: string): name is RootName => Object.hasOwn(roots, name);

/** The records below a root, each a Y.Map under its id. */
export const recordsOf = (doc: Y.Doc, root: RootName): Y.Map<Y.Map<unknown>> => doc.getMap(root);

/** A root whose keys are fields of one record (`workshop`, `session`, `meta`). */
export const fieldsOf = (doc: Y.Doc, root: 'workshop' | 'session' | 'meta'): Y.Map<unknown> => doc.getMap(root);
