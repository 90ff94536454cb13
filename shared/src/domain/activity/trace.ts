import type { CardKind } from '../../document/cards/index.ts';
import type { CardId } from '../../ids.ts';
import { isPositionField } from '../../rules/cards.ts';
import type { Edit } from '../../rules/edits.ts';

/** What people's writing leaves in the activity, by name. */
export const traceNames = [
  'card.created',
  'card.deleted',
  'card.locked',
  'card.unlocked',
  'card.renamed',
  'card.written',
  'card.changed',
  'workshop.changed',
] as const;
export type TraceName = (typeof traceNames)[number];

/** That somebody wrote in a field of a card, not what: ids and names of fields alone, so that words can be erased. */
export interface Trace {
  readonly trace: TraceName;
  readonly card?: CardId;
  /** What kind of card it was: one that is deleted can't be asked any more. */
  readonly kind?: CardKind;
  readonly field?: string;
  /** The span of the clock that it stands for, where one trace stands for all that a person does to a field. */
  readonly span?: number;
}

/** Who sorts cards by place and colour writes nothing that one would look for, and does it all the time. */
const isArranging = (field: string): boolean => isPositionField(field) || field === 'colour';

/** What a card is called by. */
const nameFields: ReadonlySet<string> = new Set(['title', 'name']);

/** What an edit leaves, if anything. */
export const traceOf = (edit: Edit): Trace | undefined => {
  switch (edit.kind) {
    case 'card.created':
    case 'card.deleted':
      return { trace: edit.kind, card: edit.card.id, kind: edit.card.kind };
    case 'field.changed':
      return isArranging(edit.field) ? undefined : fieldChanged(edit);
    case 'text.written':
      return { ...cardIn(edit), trace: nameFields.has(edit.field) ? 'card.renamed' : 'card.written' };
    case 'record.created':
    case 'record.deleted':
    case 'record.changed':
      return { ...cardIn(edit), trace: 'card.changed' };
    case 'workshop.changed':
      return { trace: 'workshop.changed', field: edit.field };
    // One's own tray, and what no rule lets through.
    case 'tray.dismissed':
    case 'agreement.written':
    case 'shapeless':
      return undefined;
  }
};

type FieldEdit = Extract<Edit, { readonly field: string; readonly card: object }>;

const cardIn = ({ card, field }: FieldEdit) => ({ card: card.id, kind: card.kind, field });

const fieldChanged = (edit: Extract<Edit, { kind: 'field.changed' }>): Trace => {
  const { card, field, value } = edit;
  if (field !== 'locked') return { ...cardIn(edit), trace: 'card.changed' };
  return { trace: value === true ? 'card.locked' : 'card.unlocked', card: card.id, kind: card.kind };
};

/** Writing goes on and on, and is told once in so long. */
export const spanMs = 5 * 60_000;

const spannedTraces: ReadonlySet<TraceName> = new Set([
  'card.renamed',
  'card.written',
  'card.changed',
  'workshop.changed',
]);

/**
 * The trace as it is told at this time. Spans begin by the clock and not with the first letter: so
 * what is told once in a span is the same whoever counts, and after any restart.
 */
export const withSpan = (trace: Trace, at: number): Trace =>
  spannedTraces.has(trace.trace) ? { ...trace, span: Math.floor(at / spanMs) } : trace;
