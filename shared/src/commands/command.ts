import type { z } from 'zod';
import type { Board } from '../agreements/board.ts';
import type { Fact } from '../agreements/facts.ts';
import { isReason, type Reason } from '../agreements/reasons.ts';
import type { Box } from '../domain/tablePlace.ts';
import type { CardId } from '../ids.ts';
import { type Actor, onlyCompanyOf, type Right } from '../rules/actor.ts';

/** What a decision may rest on. The clock is here so that deciding stays pure. */
export interface Scene {
  readonly actor: Actor;
  readonly board: Board;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** A new consortium's id, and where its table stands: near the challenge, on no other card. */
  readonly newTable: (challenge: Box) => { readonly consortium: CardId; readonly x: number; readonly y: number };
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
  decide(input: z.output<Input>, scene: Scene): Decision<Result> | Reason;
}

/** A typed request for an agreement. Both sides consider it by the same code; only the server acts on it. */
export const command = <Input extends z.ZodObject, Result extends object>(its: Definition<Input, Result>) => ({
  input: its.input,
  consider(raw: unknown, scene: Scene): Verdict<Result> {
    const parsed = its.input.safeParse(withOnlyCompany(its.input, raw, scene.actor));
    if (!parsed.success) return needsCompany(raw, parsed.error) ?? { is: 'malformed', issues: parsed.error.issues };
    const right = its.may(parsed.data, scene.actor);
    if (right !== true) return { is: 'forbidden', reason: right };
    const made = its.decide(parsed.data, scene);
    return isReason(made) ? { is: 'refused', reason: made } : { is: 'decided', ...made };
  },
});

/** Whoever acts for just one company need not name it: resolved here, once, for all commands. */
const withOnlyCompany = (input: z.ZodObject, raw: unknown, actor: Actor): unknown => {
  if (!('company' in input.shape) || !isRecord(raw) || raw['company'] !== undefined) return raw;
  const company = onlyCompanyOf(actor);
  return company ? { ...raw, company } : raw;
};

/** A person of no company, or of several, who named none: a sentence, where Zod has only a path. */
const needsCompany = (raw: unknown, error: z.ZodError): Verdict<never> | undefined => {
  const onlyCompanyMissing = error.issues.every(({ path }) => path.length === 1 && path[0] === 'company');
  return onlyCompanyMissing && isRecord(raw) && raw['company'] === undefined
    ? { is: 'forbidden', reason: 'company-needed' }
    : undefined;
};

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
