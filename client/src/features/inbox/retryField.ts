import { Need } from '@brygga/shared/document/cards/challenge';
import type { CardShape } from '@brygga/shared/document/cards/card';
import { type Card, cardKinds, type ChallengeCard } from '@brygga/shared/document/cards/index';
import { NeedId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { z } from 'zod';
import type { BoardActions } from '../../documents/actions/boardActions.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

type NeedChanges = Parameters<BoardActions['changeNeed']>[2];

export interface RetryStep {
  readonly right: Right;
  readonly run: () => void;
}

/** The steps as one, with the first right that is refused; undefined unless there are some and all are possible. */
export const allSteps = (steps: readonly (RetryStep | undefined)[]): RetryStep | undefined => {
  const possible = steps.filter((step) => step !== undefined);
  if (possible.length === 0 || possible.length < steps.length) return undefined;
  return {
    right: possible.map(({ right }) => right).find((right) => right !== true) ?? true,
    run() {
      for (const { run } of possible) run();
    },
  };
};

/** Sets a field of a card once more; undefined where that is not done by hand on this board. */
export const retryField = (board: LiveBoard, card: Card, field: string, value: unknown): RetryStep | undefined => {
  const { actions, rights } = board;
  if (field === 'needs') return retryNeeds(board, card, value);
  if (field === 'order') return { right: rights.change(card, field), run: () => actions.bringToFront([card.id]) };
  if (['x', 'y', 'w', 'h'].includes(field)) {
    const number = z.number().safeParse(value);
    // Reads the other fields when it runs: those of the same group have been set by then.
    const run = () => actions.resizeCard(card.id, { ...(board.cards.get(card.id) ?? card), [field]: number.data });
    return number.success ? { right: rights.move(card), run } : undefined;
  }
  const { schema, storage }: CardShape = cardKinds[card.kind];
  const fieldSchema: unknown = schema.shape[field];
  if (!(fieldSchema instanceof z.ZodType) || storage[field] || !fieldSchema.safeParse(value).success) return undefined;
  return { right: rights.change(card, field), run: () => actions.setFields(card.id, { [field]: value }) };
};

/** By need: the fields that were set, all fields of a new need, or null where it was removed. */
const ReturnedNeeds = z.record(NeedId, z.record(z.string(), z.unknown()).nullable());

const retryNeeds = (board: LiveBoard, card: Card, value: unknown): RetryStep | undefined => {
  const needs = ReturnedNeeds.safeParse(value);
  if (card.kind !== 'challenge' || !needs.success) return undefined;
  return allSteps(Object.entries(needs.data).map(([id, fields]) => retryNeed(board, card, NeedId.parse(id), fields)));
};

const retryNeed = (
  { actions, rights }: LiveBoard,
  card: ChallengeCard,
  need: NeedId,
  fields: Readonly<Record<string, unknown>> | null,
): RetryStep | undefined => {
  if (fields === null) return { right: rights.removeNeed(card, need), run: () => actions.removeNeed(card.id, need) };
  const right = rights.change(card, 'needs');
  if (card.needs[need]) {
    const changes = needChanges(fields);
    return changes && { right, run: () => actions.changeNeed(card.id, need, changes) };
  }
  const added = Need.safeParse(fields);
  return added.success ? { right, run: () => void actions.addNeed(card.id, added.data) } : undefined;
};

/** Only the fields that were set: the schema's defaults would change the others, too. */
const needChanges = (fields: Readonly<Record<string, unknown>>): NeedChanges | undefined => {
  const { success, data } = Need.partial().safeParse(fields);
  if (!success) return undefined;
  const { capability, title, importance } = data;
  return {
    ...(fields['capability'] !== undefined && capability ? { capability } : {}),
    ...(fields['title'] !== undefined && title !== undefined ? { title } : {}),
    ...(fields['importance'] !== undefined && importance ? { importance } : {}),
  };
};
