import type { Session, EditPolicy } from '../agreements/session/state.ts';
import type { CardKind } from '../document/cards/index.ts';
import type { PersonId } from '../ids.ts';
import { type Actor, isFacilitator, type Right } from './actor.ts';

/** What the running step lets participants write; everything if no step runs. */
export const currentEditPolicy = ({ agenda, step }: Pick<Session, 'agenda' | 'step'>): EditPolicy =>
  agenda.find(({ id }) => id === step)?.writing ?? 'open';

/** What an edit policy reads of a card. The creator of a new card is its writer. */
export interface StepCard {
  readonly kind: CardKind;
  readonly createdBy: PersonId;
}

/**
 * Beside `mayCreate`, `mayChange` and `mayDelete`: whether the running step lets the actor create, change
 * or delete this card of the board; without a card, the workshop's own fields.
 *
 * Own notes may be deleted too, since undo deletes them. Edit policies apply to the board alone, not to
 * the circles of cities and consortia.
 */
export const stepAllows = (editPolicy: EditPolicy, actor: Actor, card?: StepCard): Right => {
  if (editPolicy === 'open' || actor.kind === 'system' || isFacilitator(actor)) return true;
  if (editPolicy === 'closed') return 'step-closed';
  return (card?.kind === 'note' && card.createdBy === actor.id) || 'step-notes-only';
};
