import type { Session, EditPolicy } from '../agreements/session/state.ts';
import type { CardKind } from '../document/cards/index.ts';
import type { PersonId } from '../ids.ts';
import { type Actor, isFacilitator, type Right } from './actor.ts';

/** What the step that runs lets participants write; while none runs, nothing is narrowed. */
export const currentEditPolicy = ({ agenda, step }: Pick<Session, 'agenda' | 'step'>): EditPolicy =>
  agenda.find(({ id }) => id === step)?.writing ?? 'open';

/** What a step looks at in a card. Of one that is being made, its maker is who makes it. */
export interface StepCard {
  readonly kind: CardKind;
  readonly createdBy: PersonId;
}

/**
 * Beside `mayCreate`, `mayChange` and `mayDelete`: whether the step that runs lets the actor make,
 * change or delete this card of the board; left out for what is no card's (the workshop's title).
 *
 * Whoever writes notes also takes one back: its deletion is what undo does. Steps narrow the board
 * alone; what a city or a consortium writes among themselves goes on.
 */
export const stepAllows = (writing: EditPolicy, actor: Actor, card?: StepCard): Right => {
  if (writing === 'open' || actor.kind === 'system' || isFacilitator(actor)) return true;
  if (writing === 'closed') return 'step-closed';
  return (card?.kind === 'note' && card.createdBy === actor.id) || 'step-notes-only';
};
