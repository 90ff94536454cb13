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

/** Setting a field of a card once more; undefined where no hand on this board could. */
export const retryField = (board: LiveBoard, card: Card, field: string, value: unknown): RetryStep | undefined => {
  const { actions, rights } = board;
  if (field === 'needs') return retryNeeds(board, card, value);
  if (field === 'order') return { right: rights.change(card, field), run: () => actions.bringToFront([card.id]) };
  if (['x', 'y', 'w', 'h'].includes(field)) {
    const number = z.number().safeParse(value);
    // The other fields are read when it runs: those of the same row have been set by then.
    const run = () => actions.resizeCard(card.id, { ...(board.cards.get(card.id) ?? card), [field]: number.data });
    return number.success ? { right: rights.move(card), run } : undefined;
  }
  const { schema, storage }: CardShape = cardKinds[card.kind];
  const its: unknown = schema.shape[field];
  if (!(its instanceof z.ZodType) || storage[field] || !its.safeParse(value).success) return undefined;
  return { right: rights.change(card, field), run: () => actions.setFields(card.id, { [field]: value }) };
};

/** By need: what of it was set, a whole one, or null where it was taken away. */
const ReturnedNeeds = z.record(NeedId, z.record(z.string(), z.unknown()).nullable());

const retryNeeds = (board: LiveBoard, card: Card, value: unknown): RetryStep | undefined => {
  const asked = ReturnedNeeds.safeParse(value);
  if (card.kind !== 'challenge' || !asked.success) return undefined;
  const doings = Object.entries(asked.data).map(([name, fields]) => retryNeed(board, card, NeedId.parse(name), fields));
  const known = doings.filter((doing) => doing !== undefined);
  if (known.length === 0 || known.length < doings.length) return undefined;
  return {
    right: known.map(({ right }) => right).find((right) => right !== true) ?? true,
    run: () => known.forEach(({ run }) => run()),
  };
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
  const whole = Need.safeParse(fields);
  return whole.success ? { right, run: () => void actions.addNeed(card.id, whole.data) } : undefined;
};

/** Only what was set: a default in place of the rest would change that too. */
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
