import type { z } from 'zod';
import type { Board } from '../agreements/board.ts';
import type { Fact } from '../agreements/facts.ts';
import { isReason, type Reason } from '../agreements/reasons.ts';
import type { Circle } from '../document/circles.ts';
import type { Box } from '../domain/tablePlace.ts';
import type { CardId, PersonId } from '../ids.ts';
import { type Actor, onlyOneOf, type Right } from '../rules/actor.ts';

/** What a decision may rest on. The clock is here so that deciding stays pure. */
export interface Scene {
  readonly actor: Actor;
  readonly board: Board;
  /** What lies in another circle, of those that the command has asked for; an empty one where it is not at hand. */
  readonly circle: (circle: Circle) => Board;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** A new consortium's id, and where its table stands: near the challenge, on no other card. */
  readonly newTable: (challenge: Box) => { readonly consortium: CardId; readonly x: number; readonly y: number };
  /** A place on the board for a card of this size, on no other card. */
  readonly freePlace: (size: Pick<Box, 'w' | 'h'>) => { readonly x: number; readonly y: number };
}

export interface Decision<Result extends object> {
  readonly facts: readonly Fact[];
  readonly result: Result;
}

export type Verdict<Result extends object = object> =
  | ({ readonly is: 'decided' } & Decision<Result>)
  | { readonly is: 'forbidden' | 'refused'; readonly reason: Reason }
  | { readonly is: 'malformed'; readonly issues: readonly z.core.$ZodIssue[] };

interface Definition<Input extends z.ZodObject, Result extends object> {
  readonly input: Input;
  /** Asked before the board is looked at: a no must not tell a stranger what exists. */
  may(input: z.output<Input>, actor: Actor): Right;
  /** The circles beside the board that it reads or writes, as the board is now; left out where there is none. */
  circles?(input: z.output<Input>, actor: Actor, board: Board): readonly Circle[];
  decide(input: z.output<Input>, scene: Scene): Decision<Result> | Reason;
}

/** Who moves something, and when; nobody where the server does it by itself. */
export const movedBy = (actor: Actor, at: number): { readonly by?: PersonId; readonly at: number } =>
  actor.is === 'person' ? { by: actor.id, at } : { at };

/** A typed request for an agreement. Both sides consider it by the same code; only the server acts on it. */
export const command = <Input extends z.ZodObject, Result extends object>(its: Definition<Input, Result>) => ({
  input: its.input,
  /** The circles that it needs beside the board, of somebody who may ask for it at all. */
  circles(raw: unknown, actor: Actor, board: Board): readonly Circle[] {
    const parsed = its.input.safeParse(withOnlyOnes(its.input, raw, actor));
    return parsed.success && its.may(parsed.data, actor) === true
      ? (its.circles?.(parsed.data, actor, board) ?? [])
      : [];
  },
  consider(raw: unknown, scene: Scene): Verdict<Result> {
    const parsed = its.input.safeParse(withOnlyOnes(its.input, raw, scene.actor));
    if (!parsed.success) return needsOne(raw, parsed.error) ?? { is: 'malformed', issues: parsed.error.issues };
    const right = its.may(parsed.data, scene.actor);
    if (right !== true) return { is: 'forbidden', reason: right };
    const made = its.decide(parsed.data, scene);
    return isReason(made) ? { is: 'refused', reason: made } : { is: 'decided', ...made };
  },
});

/** Whom one acts for, and what one is told who acts for none or for several and named none. */
const actedFor = { company: 'company-needed', city: 'city-needed' } as const;
type ActedFor = keyof typeof actedFor;
const kindsActedFor: readonly ActedFor[] = ['company', 'city'];

/** Whoever acts for just one company or city need not name it: resolved here, once, for all commands. */
const withOnlyOnes = (input: z.ZodObject, raw: unknown, actor: Actor): unknown => {
  if (!isRecord(raw)) return raw;
  const own = kindsActedFor
    .filter((kind) => kind in input.shape && raw[kind] === undefined)
    .map((kind) => [kind, onlyOneOf(actor, kind)]);
  return { ...raw, ...Object.fromEntries(own) };
};

/** A sentence, where Zod has only a path. */
const needsOne = (raw: unknown, error: z.ZodError): Verdict<never> | undefined => {
  const kind = kindsActedFor.find((each) => error.issues.every(({ path }) => path.length === 1 && path[0] === each));
  return kind && isRecord(raw) && raw[kind] === undefined ? { is: 'forbidden', reason: actedFor[kind] } : undefined;
};

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
