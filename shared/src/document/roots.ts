import * as Y from 'yjs';
import { z } from 'zod';
import type { CircleKind } from './circles.ts';

/** Who writes below a root: `people` by edits, which the guard checks, or the `server` through commands alone. */
export type Writer = 'people' | 'server';

/** The fields of the root `workshop`, which people see above the board. */
export const workshopFields = z.object({
  title: z.string().min(1).max(120),
  /** The language of the workshop's own texts, BCP 47. */
  language: z.string().min(2).max(35),
});

/** Every root type of a board's document. */
export const roots = {
  workshop: { writer: 'people' },
  cards: { writer: 'people' },
  agreements: { writer: 'server' },
  announcements: { writer: 'server' },
  session: { writer: 'server' },
  people: { writer: 'server' },
  organisations: { writer: 'server' },
  meta: { writer: 'server' },
} as const satisfies Record<string, { writer: Writer }>;

export type RootName = keyof typeof roots;

export const isRootName = (name: string): name is RootName => Object.hasOwn(roots, name);

/**
 * Every root type of each circle's document. A root that is not in this table is refused. The returned
 * edits in `tray` are written by the server. Their person dismisses them (`mayDismiss`), and keeps there what
 * was lost with a deleted card (`mayKeep`).
 */
export const rootsOf = {
  board: roots,
  facilitators: {
    questions: { writer: 'server' },
    disclosures: { writer: 'server' },
    results: { writer: 'server' },
    meta: { writer: 'server' },
  },
  vault: {
    interests: { writer: 'server' },
    rivals: { writer: 'server' },
    scores: { writer: 'server' },
    conflicts: { writer: 'server' },
    reveals: { writer: 'server' },
    meta: { writer: 'server' },
  },
  city: {
    cards: { writer: 'people' },
    agreements: { writer: 'server' },
    questions: { writer: 'server' },
    disclosures: { writer: 'server' },
    results: { writer: 'server' },
    handovers: { writer: 'server' },
    meta: { writer: 'server' },
  },
  company: {
    interests: { writer: 'server' },
    matches: { writer: 'server' },
    warnings: { writer: 'server' },
    meta: { writer: 'server' },
  },
  consortium: {
    cards: { writer: 'people' },
    interests: { writer: 'server' },
    matches: { writer: 'server' },
    results: { writer: 'server' },
    shares: { writer: 'server' },
    handovers: { writer: 'server' },
    confirmations: { writer: 'server' },
    meta: { writer: 'server' },
  },
  person: {
    tray: { writer: 'server' },
    questions: { writer: 'server' },
    scores: { writer: 'server' },
    conflicts: { writer: 'server' },
    meta: { writer: 'server' },
  },
} as const satisfies Record<CircleKind, Record<string, { writer: Writer }>>;

/** Who writes below a root of a circle's document; undefined where the circle has no such root. */
export const writerBelow = (circle: CircleKind, root: string): Writer | undefined => {
  const table: Readonly<Record<string, { readonly writer: Writer }>> = rootsOf[circle];
  return Object.hasOwn(table, root) ? table[root]?.writer : undefined;
};

type RootOf<Kind extends CircleKind> = Kind extends CircleKind ? keyof (typeof rootsOf)[Kind] : never;

/** The records below a root of some circle, each a Y.Map under its id. */
export const recordsOf = (doc: Y.Doc, root: RootOf<CircleKind>): Y.Map<Y.Map<unknown>> => doc.getMap(root);

/** Reads a record by its schema; undefined for anything else. */
export const readBy =
  <Schema extends z.ZodType>(schema: Schema) =>
  (record: unknown): z.output<Schema> | undefined =>
    record instanceof Y.Map ? schema.safeParse(record.toJSON()).data : undefined;

/** A root whose keys are fields of one record (`workshop`, `session`, `meta`). */
export const fieldsOf = (doc: Y.Doc, root: 'workshop' | 'session' | 'meta'): Y.Map<unknown> => doc.getMap(root);
