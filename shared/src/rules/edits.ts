import type { Writing } from '../agreements/session.ts';
import type { Circle } from '../document/circles.ts';
import { shapeOf, takesField, takesRecord } from '../document/cards/strict.ts';
import type { CardKind } from '../document/cards/index.ts';
import type { Origin } from '../document/cards/origin.ts';
import { workshopFields } from '../document/workshop.ts';
import { NeedId, type OrganisationId, type PersonId } from '../ids.ts';
import { type Actor, isFacilitator, type Right, writes } from './actor.ts';
import { type Agreed, nobodyHolds, nothingRestsOn, stillOpen } from './agreed.ts';
import { type Guarded, mayChange, mayCreate, mayDelete } from './cards.ts';
import { stepAllows } from './steps.ts';
import { mayDismiss } from './tray.ts';

/** How many cards a board holds: far more than people can look at, few enough for every phone. */
export const cardsMax = 5_000;

/** Who made a card, and when. */
export interface Made {
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
      readonly is: 'card.created';
      readonly card: Guarded & Made;
      readonly before: Made | undefined;
      /** Every link of it to where it came from, its needs' included; left out where there are none. */
      readonly origins?: readonly Origin[];
    }
  | { readonly is: 'card.deleted'; readonly card: Guarded }
  | { readonly is: 'field.changed'; readonly card: Guarded; readonly field: string; readonly value: unknown }
  /** Words in a text; `plain` where all that came in are letters, `length` as it is now. */
  | {
      readonly is: 'text.written';
      readonly card: Guarded;
      readonly field: string;
      readonly length: number;
      readonly plain: boolean;
    }
  | {
      readonly is: 'record.created';
      readonly card: Guarded;
      readonly field: string;
      readonly id: string;
      readonly record: unknown;
      readonly origins?: readonly Origin[];
      /** How many records the field holds now. */
      readonly count: number;
    }
  | { readonly is: 'record.deleted'; readonly card: Guarded; readonly field: string; readonly id: string }
  | {
      readonly is: 'record.changed';
      readonly card: Guarded;
      readonly field: string;
      readonly changed: string;
      readonly value: unknown;
    }
  | { readonly is: 'workshop.changed'; readonly field: string; readonly value: unknown }
  | { readonly is: 'tray.dismissed' }
  /** Below a root that the server alone writes. */
  | { readonly is: 'agreement.written'; readonly root: string }
  /** What no record is, and no part of one. */
  | { readonly is: 'shapeless' };

/** What an edit is held against. */
export interface EditScene {
  readonly actor: Actor;
  readonly circle: Circle;
  readonly board: Agreed;
  /** What the step that runs lets participants write on the board. */
  readonly writing: Writing;
  /** How many cards are in the document, with those that the edit brought. */
  cards(): number;
  /** Whether the card that a link goes to is, or was, as the link says. */
  isTrue(origin: Origin): boolean;
  /** The document is as large as it may be: from it may be deleted. */
  readonly isFull: boolean;
}

type Rules = { readonly [Is in Edit['is']]: (edit: Extract<Edit, { is: Is }>, scene: EditScene) => Right };

/**
 * Every rule of the shared writing, by what an edit does. The guard undoes what it says no to; the
 * client asks the same functions (`mayCreate`, `mayChange`, …) before it lets a hand do it.
 */
export const editRules: Rules = {
  'card.created': ({ card, before, origins = [] }, { actor, circle, cards, isTrue }) => {
    if (!holds(circle, card.kind)) return 'not-here';
    if (cards() > cardsMax) return 'board-full';
    if (!madeByOneself(card, before, actor)) return 'not-your-name';
    if (!origins.every(isTrue)) return 'false-origin';
    return mayCreate(actor, card.kind, organisationOf(card));
  },
  'card.deleted': ({ card }, { actor, board }) => {
    const right = mayDelete(actor, card);
    return right === true ? nothingRestsOn(board, card) : right;
  },
  'field.changed': ({ card, field, value }, scene) => {
    const right = mayWrite(scene, card, field);
    if (right !== true) return right;
    const shape = shapeOf(card.kind);
    // A text is written in, never replaced: who types in the old one would lose their words.
    return (shape.lies[field] === undefined && takesField(shape.schema, field, value)) || 'not-a-record';
  },
  'text.written': ({ card, field, length, plain }, scene) => {
    const { lies, textMax } = shapeOf(card.kind);
    if (lies[field] !== 'rich' && !(lies[field] === 'text' && plain)) return 'not-a-record';
    const right = mayWrite(scene, card, field);
    if (right !== true) return right;
    return length <= (textMax[field] ?? 0) || 'text-too-long';
  },
  'record.created': ({ card, field, id, record, count, origins = [] }, scene) => {
    const records = shapeOf(card.kind).records[field];
    if (!records || !takesRecord(records, id, record)) return 'not-a-record';
    if (count > records.most) return 'board-full';
    if (!origins.every(scene.isTrue)) return 'false-origin';
    return mayWrite(scene, card, field);
  },
  'record.deleted': ({ card, field, id }, scene) => {
    const right = mayWrite(scene, card, field);
    const need = NeedId.safeParse(id);
    return right === true && field === 'needs' && need.success ? nobodyHolds(scene.board, card.id, need.data) : right;
  },
  'record.changed': ({ card, field, changed, value }, scene) => {
    const right = mayWrite(scene, card, field);
    if (right !== true) return right;
    // Where a need came from is told once, when it is made.
    if (changed === 'derivedFrom') return 'system-only';
    const records = shapeOf(card.kind).records[field];
    return (records !== undefined && takesField(records.schema, changed, value)) || 'not-a-record';
  },
  'workshop.changed': ({ field, value }, { actor }) => {
    if (!isFacilitator(actor)) return 'facilitators-only';
    return takesField(workshopFields, field, value) || 'not-a-record';
  },
  'tray.dismissed': (_edit, { actor, circle }) => mayDismiss(actor, circle),
  'agreement.written': () => 'system-only',
  shapeless: () => 'not-a-record',
};

/** The right to an edit, or the reason why the guard undoes it. */
export const mayEdit = (edit: Edit, scene: EditScene): Right => {
  if (edit.is === 'agreement.written') return 'system-only';
  // Dismissing is no writing on a board: who only observes has a tray, too.
  const right = edit.is === 'tray.dismissed' || writes(scene.actor);
  if (right !== true) return right;
  const now = scene.circle.is === 'board' ? stepAllows(scene.writing, scene.actor, cardOf(edit)) : true;
  if (now !== true) return now;
  if (scene.isFull && edit.is !== 'card.deleted' && edit.is !== 'record.deleted' && edit.is !== 'tray.dismissed') {
    return 'board-full';
  }
  // The table's type has forgotten that each rule takes the edit of its own name.
  const rule = editRules[edit.is] as (edit: Edit, scene: EditScene) => Right;
  return rule(edit, scene);
};

/** May this field of the card be changed, as it stands? */
const mayWrite = ({ actor, board }: EditScene, card: Guarded, field: string): Right => {
  const right = mayChange(actor, card, field);
  return right === true ? stillOpen(board, actor, card, field) : right;
};

const cardOf = (edit: Edit): Guarded | undefined => ('card' in edit ? edit.card : undefined);

const held: Readonly<Record<Circle['is'], readonly CardKind[]>> = {
  board: ['note', 'challenge', 'offer', 'consortium', 'concept'],
  facilitators: [],
  vault: [],
  city: ['note', 'challenge'],
  company: [],
  consortium: ['note', 'risk', 'task', 'draft', 'letter'],
  person: [],
};

/** Whether cards of this kind lie in a circle's document at all. */
export const holds = (circle: Circle, kind: CardKind): boolean => held[circle.is].includes(kind);

const organisationOf = (card: Guarded): OrganisationId | undefined => {
  if (card.kind === 'challenge') return card.city;
  return card.kind === 'offer' ? card.company : undefined;
};

/** Nobody puts words into another's mouth; what was deleted comes back as whose it was. */
const madeByOneself = (card: Made, before: Made | undefined, actor: Actor): boolean =>
  (actor.is === 'person' && card.createdBy === actor.id) ||
  (before !== undefined && before.createdBy === card.createdBy && before.createdAt === card.createdAt);
