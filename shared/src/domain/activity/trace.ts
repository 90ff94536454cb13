import type { CardKind } from '../../document/cards/index.ts';
import type { CardId } from '../../ids.ts';
import { isPositionField } from '../../rules/cards.ts';
import type { Edit } from '../../rules/edits.ts';

/** The names of what edits leave in the activity. */
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

/** That somebody edited a field of a card, by ids and field names alone: text can be erased, traces stay. */
export interface Trace {
  readonly trace: TraceName;
  readonly card?: CardId;
  /** The card's kind, which a deleted card no longer shows. */
  readonly kind?: CardKind;
  readonly field?: string;
  /** The number of the span of `spanMs`, if one trace stands for all edits of a field in it. */
  readonly span?: number;
}

/** Moving and colouring cards is frequent and says nothing, so that it leaves no trace. */
const isArranging = (field: string): boolean => isPositionField(field) || field === 'colour';

/** The fields that name a card. */
const nameFields: ReadonlySet<string> = new Set(['title', 'name']);

/** The trace that an edit leaves, if any. */
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
    // A person's own circle has no activity, and no rule allows the other two.
    case 'returnedEdit.dismissed':
    case 'returnedEdit.kept':
    case 'agreement.written':
    case 'unrecognised':
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

/** Repeated edits of a field leave one trace in this time. */
export const spanMs = 5 * 60_000;

const spannedTraces: ReadonlySet<TraceName> = new Set([
  'card.renamed',
  'card.written',
  'card.changed',
  'workshop.changed',
]);

/**
 * The trace at this time. Spans begin by the clock and not with the first edit, so that every process
 * counts the same, also after a restart.
 */
export const withSpan = (trace: Trace, at: number): Trace =>
  spannedTraces.has(trace.trace) ? { ...trace, span: Math.floor(at / spanMs) } : trace;
