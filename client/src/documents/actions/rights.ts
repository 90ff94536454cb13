import type { Board } from '@brygga/shared/agreements/board';
import type { Card } from '@brygga/shared/document/cards/index';
import { type Person, type Right, mayWrite } from '@brygga/shared/rules/actor';
import {
  agreementsAllowNeedDelete,
  agreementsAllowDelete,
  agreementsAllowChange,
} from '@brygga/shared/rules/agreements';
import { mayChange, mayCreate, mayDelete, mayMove } from '@brygga/shared/rules/cards';
import { stepAllows, type StepCard, currentEditPolicy } from '@brygga/shared/rules/steps';
import type { CardKind } from '@brygga/shared/document/cards/index';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';

/** What the person may write here and now, or the reason why not. Reactive, like the board that it rests on. */
export interface Rights {
  create(kind: CardKind, organisation?: OrganisationId): Right;
  /** A need counts as the field `needs`. */
  change(card: Card, field: string): Right;
  move(card: Card): Right;
  delete(card: Card): Right;
  removeNeed(challenge: Card, need: NeedId): Right;
  undo(): Right;
}

/** The shared rules for this person over this board, as the step that runs narrows them. */
export const rightsOn = (board: Board, actor: Person): Rights => {
  /** What is never allowed says so rather than that this step is not the time for it. */
  const now = (right: Right, card?: StepCard): Right =>
    right === true ? stepAllows(currentEditPolicy(board.session()), actor, card) : right;
  const change = (card: Card, field: string) => {
    const right = now(mayChange(actor, card, field), card);
    return right === true ? agreementsAllowChange(board, actor, card, field) : right;
  };

  return {
    undo() {
      const right = mayWrite(actor);
      // What undo takes back may be a note of one's own or not; the guard tells them apart.
      return right === true && currentEditPolicy(board.session()) !== 'notes' ? now(right) : right;
    },
    create: (kind, organisation) => now(mayCreate(actor, kind, organisation), { kind, createdBy: actor.id }),
    change,
    move: (card) => now(mayMove(actor, card), card),
    delete(card) {
      const right = now(mayDelete(actor, card), card);
      return right === true ? agreementsAllowDelete(board, card) : right;
    },
    removeNeed(challenge, need) {
      const right = change(challenge, 'needs');
      return right === true ? agreementsAllowNeedDelete(board, challenge.id, need) : right;
    },
  };
};
