import type { z } from 'zod';
import type { Board } from '../agreements/board.ts';
import type { Fact } from '../agreements/facts.ts';
import { isReason, type Reason } from '../agreements/reasons.ts';
import type { Circle } from '../document/circles.ts';
import type { Box } from '../domain/board/placement.ts';
import type { CardId, PersonId } from '../ids.ts';
import { type Actor, soleOrganisation, type Right } from '../rules/actor.ts';

/** What a decision may rest on. The clock is here so that deciding stays pure. */
export interface CommandContext {
  readonly actor: Actor;
  readonly board: Board;
  /** What lies in another circle, of those that the command has asked for; an empty one where it is not at hand. */
  readonly circle: (circle: Circle) => Board;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** A new consortium's id, and where its table stands: near the challenge, on no other card. */
  readonly newConsortium: (challenge: Box) => { readonly consortium: CardId; readonly x: number; readonly y: number };
  /** A place on the board for a card of this size, on no other card. */
  readonly freePoint: (size: Pick<Box, 'w' | 'h'>) => { readonly x: number; readonly y: number };
}

export interface CommandDecision<Result extends object> {
  readonly facts: readonly Fact[];
  readonly result: Result;
}

export type Verdict<Result extends object = object> =
  | ({ readonly kind: 'decided' } & CommandDecision<Result>)
  | { readonly kind: 'forbidden' | 'refused'; readonly reason: Reason }
  | { readonly kind: 'malformed'; readonly issues: readonly z.core.$ZodIssue[] };

interface CommandDefinition<Input extends z.ZodObject, Result extends object> {
  readonly input: Input;
  /** Asked before the board is looked at: a no must not tell a stranger what exists. */
  may(input: z.output<Input>, actor: Actor): Right;
  /** The circles beside the board that it reads or writes, as the board is now; left out where there is none. */
  circles?(input: z.output<Input>, actor: Actor, board: Board): readonly Circle[];
  decide(input: z.output<Input>, scene: CommandContext): CommandDecision<Result> | Reason;
}

/** Who moves something, and when; nobody where the server does it by itself. */
export const attribution = (actor: Actor, at: number): { readonly by?: PersonId; readonly at: number } =>
  actor.kind === 'person' ? { by: actor.id, at } : { at };

/** A typed request for an agreement. Both sides consider it by the same code; only the server acts on it. */
export const defineCommand = <Input extends z.ZodObject, Result extends object>(
  its: CommandDefinition<Input, Result>,
) => ({
  input: its.input,
  /** The circles that it needs beside the board, of somebody who may ask for it at all. */
  circles(raw: unknown, actor: Actor, board: Board): readonly Circle[] {
    const parsed = its.input.safeParse(withSoleOrganisations(its.input, raw, actor));
    return parsed.success && its.may(parsed.data, actor) === true
      ? (its.circles?.(parsed.data, actor, board) ?? [])
      : [];
  },
  consider(raw: unknown, scene: CommandContext): Verdict<Result> {
    const parsed = its.input.safeParse(withSoleOrganisations(its.input, raw, scene.actor));
    if (!parsed.success)
      return missingOrganisation(raw, parsed.error) ?? { kind: 'malformed', issues: parsed.error.issues };
    const right = its.may(parsed.data, scene.actor);
    if (right !== true) return { kind: 'forbidden', reason: right };
    const made = its.decide(parsed.data, scene);
    return isReason(made) ? { kind: 'refused', reason: made } : { kind: 'decided', ...made };
  },
});

/** Whom one acts for, and what one is told who acts for none or for several and named none. */
const missingOrganisationReasons = { company: 'company-needed', city: 'city-needed' } as const;
type ActingKind = keyof typeof missingOrganisationReasons;
const actingKinds: readonly ActingKind[] = ['company', 'city'];

/** Whoever acts for just one company or city need not name it: resolved here, once, for all commands. */
const withSoleOrganisations = (input: z.ZodObject, raw: unknown, actor: Actor): unknown => {
  if (!isRecord(raw)) return raw;
  const own = actingKinds
    .filter((kind) => kind in input.shape && raw[kind] === undefined)
    .map((kind) => [kind, soleOrganisation(actor, kind)]);
  return { ...raw, ...Object.fromEntries(own) };
};

/** A sentence, where Zod has only a path. */
const missingOrganisation = (raw: unknown, error: z.ZodError): Verdict<never> | undefined => {
  const kind = actingKinds.find((each) => error.issues.every(({ path }) => path.length === 1 && path[0] === each));
  return kind && isRecord(raw) && raw[kind] === undefined
    ? { kind: 'forbidden', reason: missingOrganisationReasons[kind] }
    : undefined;
};

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
