import type { EditPolicy } from '../agreements/session/state.ts';
import type { Circle } from '../document/circles.ts';
import { cardShapeOf, isValidField, isValidRecord } from '../document/cards/validation.ts';
import type { CardKind } from '../document/cards/index.ts';
import type { ProvenanceLink } from '../document/cards/provenance.ts';
import { isOwnReturnedEdit, returnedEditsMax } from '../document/returnedEdits.ts';
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

/** How many cards a document holds: more than people can read, few enough for every phone. */
export const cardsMax = 5_000;

/** Who created a card, and when. */
export interface Authorship {
  readonly createdBy: PersonId;
  readonly createdAt: number;
}

/** One thing that an update did to the shared writing of a document. `card` is the card as it was before. */
export type Edit =
  /** `restoredFrom`: the authorship of the deleted card of this id, if it is known, which undo restores. */
  | {
      readonly kind: 'card.created';
      readonly card: CardAccessInfo & Authorship;
      readonly restoredFrom: Authorship | undefined;
      /** All provenance links of the card and its needs; left out where there are none. */
      readonly provenance?: readonly ProvenanceLink[];
    }
  | { readonly kind: 'card.deleted'; readonly card: CardAccessInfo }
  | { readonly kind: 'field.changed'; readonly card: CardAccessInfo; readonly field: string; readonly value: unknown }
  /** Characters in a text. `isPlain`: nothing but characters was inserted; `length`: of the text now. */
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
  | { readonly kind: 'returnedEdit.dismissed' }
  /** A returned edit that is new. `count`: how many there are now. */
  | { readonly kind: 'returnedEdit.kept'; readonly id: string; readonly record: unknown; readonly count: number }
  /** Anything below a root that the server alone writes. */
  | { readonly kind: 'agreement.written'; readonly root: string }
  /** Anything that is no record, and no part of one. */
  | { readonly kind: 'unrecognised' };

/** What an edit is judged by. */
export interface EditContext {
  readonly actor: Actor;
  readonly circle: Circle;
  readonly board: AgreementReads;
  /** What the running step lets participants write on the board. */
  readonly editPolicy: EditPolicy;
  /** How many cards the document holds, those of this update included. */
  cards(): number;
  /** Whether the linked card is, or was, as the link says. */
  isGenuine(link: ProvenanceLink): boolean;
  /** Whether the document has its greatest size, so that it only takes deletions. */
  readonly isFull: boolean;
}

type Rules = { readonly [Kind in Edit['kind']]: (edit: Extract<Edit, { kind: Kind }>, context: EditContext) => Right };

/**
 * Every rule of the shared writing, by the kind of edit. The guard reverts what a rule forbids; the
 * client calls the same functions (`mayCreate`, `mayChange`, …) before it lets a person edit.
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
    // A text is never replaced: whoever types in the old one would lose their words.
    return (shape.storage[field] === undefined && isValidField(shape.schema, field, value)) || 'not-a-record';
  },
  'text.written': ({ card, field, length, isPlain }, context) => {
    const { storage, textMax } = cardShapeOf(card.kind);
    if (storage[field] !== 'richText' && !(storage[field] === 'text' && isPlain)) return 'not-a-record';
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
    // The provenance of a need is set once, when it is created.
    if (recordField === 'derivedFrom') return 'system-only';
    const records = cardShapeOf(card.kind).records[field];
    return (records !== undefined && isValidField(records.schema, recordField, value)) || 'not-a-record';
  },
  'workshop.changed': ({ field, value }, { actor }) => {
    if (!isFacilitator(actor)) return 'facilitators-only';
    return isValidField(workshopFields, field, value) || 'not-a-record';
  },
  'returnedEdit.dismissed': (_edit, { actor, circle }) => mayDismiss(actor, circle),
  'returnedEdit.kept': ({ id, record, count }, { actor, circle }) => {
    const right = mayKeep(actor, circle);
    if (right !== true) return right;
    if (!isOwnReturnedEdit(id, record)) return 'not-a-record';
    return count <= returnedEditsMax || 'board-full';
  },
  'agreement.written': () => 'system-only',
  unrecognised: () => 'not-a-record',
};

/** The right to an edit, or the reason why the guard reverts it. */
export const mayEdit = (edit: Edit, context: EditContext): Right => {
  if (edit.kind === 'agreement.written') return 'system-only';
  // Returned edits lie in the person's own circle: observers have some, too.
  const right = edit.kind === 'returnedEdit.dismissed' || edit.kind === 'returnedEdit.kept' || mayWrite(context.actor);
  if (right !== true) return right;
  const stepRight = context.circle.is === 'board' ? stepAllows(context.editPolicy, context.actor, cardOf(edit)) : true;
  if (stepRight !== true) return stepRight;
  if (
    context.isFull &&
    edit.kind !== 'card.deleted' &&
    edit.kind !== 'record.deleted' &&
    edit.kind !== 'returnedEdit.dismissed'
  ) {
    return 'board-full';
  }
  // Each rule takes the edit of its own kind, which the table's type has forgotten.
  const rule = editRules[edit.kind] as (edit: Edit, context: EditContext) => Right;
  return rule(edit, context);
};

/** May the actor change this field, by rights and by agreements? */
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

/** Whether a circle's document takes cards of this kind. */
export const allowsCardKind = (circle: Circle, kind: CardKind): boolean => cardKindsByCircle[circle.is].includes(kind);

const organisationOf = (card: CardAccessInfo): OrganisationId | undefined => {
  if (card.kind === 'challenge') return card.city;
  return card.kind === 'offer' ? card.company : undefined;
};

/** A new card names its writer as its creator; a restored one keeps its creator. */
const isOwnAuthorship = (card: Authorship, restoredFrom: Authorship | undefined, actor: Actor): boolean =>
  (actor.kind === 'person' && card.createdBy === actor.id) ||
  (restoredFrom !== undefined &&
    restoredFrom.createdBy === card.createdBy &&
    restoredFrom.createdAt === card.createdAt);

/**
 * May the actor dismiss a returned edit in this circle's document? Only the person whose circle it is,
 * whatever their role and the running step.
 */
export const mayDismiss = (actor: Actor, circle: Circle): Right => isOwnCircle(actor, circle) || 'not-yours';

/**
 * May the actor add to the returned edits in this circle's document what somebody's deletion of a card
 * took from them (`OwnReturnedEdit`)? Only the person whose circle it is. All other returned edits are the server's.
 */
export const mayKeep = (actor: Actor, circle: Circle): Right => isOwnCircle(actor, circle) || 'not-yours';

const isOwnCircle = (actor: Actor, circle: Circle): boolean =>
  circle.is === 'person' && actor.kind === 'person' && actor.id === circle.id;
