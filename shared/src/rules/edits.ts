import type { EditPolicy } from '../agreements/session/state.ts';
import type { Circle } from '../document/circles.ts';
import { cardShapeOf, isValidField, isValidRecord } from '../document/cards/validation.ts';
import type { CardKind } from '../document/cards/index.ts';
import type { ProvenanceLink } from '../document/cards/provenance.ts';
import { workshopFields } from '../document/roots.ts';
import { NeedId, type OrganisationId, type PersonId } from '../ids.ts';
import { type Actor, isFacilitator, type Right, mayWrite } from './actor.ts';
import {
  type AgreementReads,
  agreementsAllowNeedDelete,
  agreementsAllowDelete,
  agreementsAllowChange,
} from './agreements.ts';
import { type CardAccessInfo, mayChange, mayCreate, mayDelete } from './cards.ts';
import { stepAllows } from './steps.ts';

/** How many cards a board holds: far more than people can look at, few enough for every phone. */
export const cardsMax = 5_000;

/** Who made a card, and when. */
export interface Authorship {
  readonly createdBy: PersonId;
  readonly createdAt: number;
}

/**
 * One thing that an edit did to the shared writing of a document. `card` is the card as it was
 * before. `whole` tells that a new record is one that its schema takes, strictly.
 */
export type Edit =
  /** `before` is who made the card of this id that was deleted, where it is known: undo puts it back. */
  | {
      readonly kind: 'card.created';
      readonly card: CardAccessInfo & Authorship;
      readonly restoredFrom: Authorship | undefined;
      /** Every link of it to where it came from, its needs' included; left out where there are none. */
      readonly provenance?: readonly ProvenanceLink[];
    }
  | { readonly kind: 'card.deleted'; readonly card: CardAccessInfo }
  | { readonly kind: 'field.changed'; readonly card: CardAccessInfo; readonly field: string; readonly value: unknown }
  /** Words in a text; `plain` where all that came in are letters, `length` as it is now. */
  | {
      readonly kind: 'text.written';
      readonly card: CardAccessInfo;
      readonly field: string;
      readonly length: number;
      readonly isPlain: boolean;
    }
  | {
      readonly kind: 'record.created';
      readonly card: CardAccessInfo;
      readonly field: string;
      readonly id: string;
      readonly record: unknown;
      readonly provenance?: readonly ProvenanceLink[];
      /** How many records the field holds now. */
      readonly count: number;
    }
  | { readonly kind: 'record.deleted'; readonly card: CardAccessInfo; readonly field: string; readonly id: string }
  | {
      readonly kind: 'record.changed';
      readonly card: CardAccessInfo;
      readonly field: string;
      readonly recordField: string;
      readonly value: unknown;
    }
  | { readonly kind: 'workshop.changed'; readonly field: string; readonly value: unknown }
  | { readonly kind: 'tray.dismissed' }
  /** Below a root that the server alone writes. */
  | { readonly kind: 'agreement.written'; readonly root: string }
  /** What no record is, and no part of one. */
  | { readonly kind: 'shapeless' };

/** What an edit is held against. */
export interface EditContext {
  readonly actor: Actor;
  readonly circle: Circle;
  readonly board: AgreementReads;
  /** What the step that runs lets participants write on the board. */
  readonly editPolicy: EditPolicy;
  /** How many cards are in the document, with those that the edit brought. */
  cards(): number;
  /** Whether the card that a link goes to is, or was, as the link says. */
  isGenuine(origin: ProvenanceLink): boolean;
  /** The document is as large as it may be: from it may be deleted. */
  readonly isFull: boolean;
}

type Rules = { readonly [Kind in Edit['kind']]: (edit: Extract<Edit, { kind: Kind }>, context: EditContext) => Right };

/**
 * Every rule of the shared writing, by what an edit does. The guard undoes what it says no to; the
 * client asks the same functions (`mayCreate`, `mayChange`, …) before it lets a hand do it.
 */
export const editRules: Rules = {
  'card.created': ({ card, restoredFrom, provenance = [] }, { actor, circle, cards, isGenuine }) => {
    if (!allowsCardKind(circle, card.kind)) return 'not-here';
    if (cards() > cardsMax) return 'board-full';
    if (!isOwnAuthorship(card, restoredFrom, actor)) return 'not-your-name';
    if (!provenance.every(isGenuine)) return 'false-origin';
    return mayCreate(actor, card.kind, organisationOf(card));
  },
  'card.deleted': ({ card }, { actor, board }) => {
    const right = mayDelete(actor, card);
    return right === true ? agreementsAllowDelete(board, card) : right;
  },
  'field.changed': ({ card, field, value }, context) => {
    const right = mayWriteField(context, card, field);
    if (right !== true) return right;
    const shape = cardShapeOf(card.kind);
    // A text is written in, never replaced: who types in the old one would lose their words.
    return (shape.storage[field] === undefined && isValidField(shape.schema, field, value)) || 'not-a-record';
  },
  'text.written': ({ card, field, length, isPlain }, context) => {
    const { storage, textMax } = cardShapeOf(card.kind);
    if (storage[field] !== 'rich' && !(storage[field] === 'text' && isPlain)) return 'not-a-record';
    const right = mayWriteField(context, card, field);
    if (right !== true) return right;
    return length <= (textMax[field] ?? 0) || 'text-too-long';
  },
  'record.created': ({ card, field, id, record, count, provenance = [] }, context) => {
    const records = cardShapeOf(card.kind).records[field];
    if (!records || !isValidRecord(records, id, record)) return 'not-a-record';
    if (count > records.countMax) return 'board-full';
    if (!provenance.every(context.isGenuine)) return 'false-origin';
    return mayWriteField(context, card, field);
  },
  'record.deleted': ({ card, field, id }, context) => {
    const right = mayWriteField(context, card, field);
    const need = NeedId.safeParse(id);
    return right === true && field === 'needs' && need.success
      ? agreementsAllowNeedDelete(context.board, card.id, need.data)
      : right;
  },
  'record.changed': ({ card, field, recordField, value }, context) => {
    const right = mayWriteField(context, card, field);
    if (right !== true) return right;
    // Where a need came from is told once, when it is made.
    if (recordField === 'derivedFrom') return 'system-only';
    const records = cardShapeOf(card.kind).records[field];
    return (records !== undefined && isValidField(records.schema, recordField, value)) || 'not-a-record';
  },
  'workshop.changed': ({ field, value }, { actor }) => {
    if (!isFacilitator(actor)) return 'facilitators-only';
    return isValidField(workshopFields, field, value) || 'not-a-record';
  },
  'tray.dismissed': (_edit, { actor, circle }) => mayDismiss(actor, circle),
  'agreement.written': () => 'system-only',
  shapeless: () => 'not-a-record',
};

/** The right to an edit, or the reason why the guard undoes it. */
export const mayEdit = (edit: Edit, context: EditContext): Right => {
  if (edit.kind === 'agreement.written') return 'system-only';
  // Dismissing is no writing on a board: who only observes has a tray, too.
  const right = edit.kind === 'tray.dismissed' || mayWrite(context.actor);
  if (right !== true) return right;
  const now = context.circle.is === 'board' ? stepAllows(context.editPolicy, context.actor, cardOf(edit)) : true;
  if (now !== true) return now;
  if (
    context.isFull &&
    edit.kind !== 'card.deleted' &&
    edit.kind !== 'record.deleted' &&
    edit.kind !== 'tray.dismissed'
  ) {
    return 'board-full';
  }
  // The table's type has forgotten that each rule takes the edit of its own name.
  const rule = editRules[edit.kind] as (edit: Edit, context: EditContext) => Right;
  return rule(edit, context);
};

/** May this field of the card be changed, as it stands? */
const mayWriteField = ({ actor, board }: EditContext, card: CardAccessInfo, field: string): Right => {
  const right = mayChange(actor, card, field);
  return right === true ? agreementsAllowChange(board, actor, card, field) : right;
};

const cardOf = (edit: Edit): CardAccessInfo | undefined => ('card' in edit ? edit.card : undefined);

const cardKindsByCircle: Readonly<Record<Circle['is'], readonly CardKind[]>> = {
  board: ['note', 'challenge', 'offer', 'consortium', 'concept'],
  facilitators: [],
  vault: [],
  city: ['note', 'challenge'],
  company: [],
  consortium: ['note', 'risk', 'task', 'draft', 'letter'],
  person: [],
};

/** Whether cards of this kind lie in a circle's document at all. */
export const allowsCardKind = (circle: Circle, kind: CardKind): boolean => cardKindsByCircle[circle.is].includes(kind);

const organisationOf = (card: CardAccessInfo): OrganisationId | undefined => {
  if (card.kind === 'challenge') return card.city;
  return card.kind === 'offer' ? card.company : undefined;
};

/** Nobody puts words into another's mouth; what was deleted comes back as whose it was. */
const isOwnAuthorship = (card: Authorship, before: Authorship | undefined, actor: Actor): boolean =>
  (actor.kind === 'person' && card.createdBy === actor.id) ||
  (before !== undefined && before.createdBy === card.createdBy && before.createdAt === card.createdAt);

/**
 * May the actor dismiss a returned edit in this circle's document? Only the person whose circle it is,
 * whatever their role and the running step. Only the server adds returned edits.
 */
export const mayDismiss = (actor: Actor, circle: Circle): Right =>
  (circle.is === 'person' && actor.kind === 'person' && actor.id === circle.id) || 'not-yours';
