import type { z } from 'zod';
import type { Board } from '../agreements/board.ts';
import type { Fact } from '../agreements/facts.ts';
import { isReason, type Reason } from '../reasons.ts';
import type { Circle } from '../document/circles.ts';
import type { Box } from '../document/placement.ts';
import type { CardId, PersonId } from '../ids.ts';
import { type Actor, type Person, soleOrganisation, type Right } from '../rules/actor.ts';

/** What a decision may rest on. The clock is part of it, so that deciding stays pure. */
export interface CommandContext<By extends Actor = Actor> {
  readonly actor: By;
  readonly board: Board;
  /** Another circle, of those that the command has asked for; an empty board where it is not at hand. */
  readonly circle: (circle: Circle) => Board;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** A new consortium's id, and a point for its card near the challenge, on no other card. */
  readonly newConsortium: (challenge: Box) => { readonly consortium: CardId; readonly x: number; readonly y: number };
  /** A point on the board for a card of this size, on no other card. */
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

interface CommandDefinition<
  Input extends z.ZodObject,
  Result extends object,
  By extends Actor,
  Permission extends Right = Right,
  Answer extends CommandDecision<Result> | Reason = Reason,
> {
  readonly input: Input;
  readonly reasons: CommandReasons;
  /** Asked before the board is read: a refusal must not tell a stranger what exists. */
  may(input: z.output<Input>, actor: By): Permission;
  /** The circles beside the board that it reads or writes, as the board is now; left out where there is none. */
  circles?(input: z.output<Input>, actor: By, board: Board): readonly Circle[];
  decide(input: z.output<Input>, context: CommandContext<By>): CommandDecision<Result> | Answer;
}

/** Every reason that a command may answer a person with. */
interface CommandReasons {
  /** Answered by `may`, or for an organisation that the input leaves out. */
  readonly forbidden: readonly Reason[];
  /** Answered by `decide`. */
  readonly refused: readonly Reason[];
}

/** Makes the compiler refuse a definition that leaves out one of its reasons or lists one that it never answers. */
interface ListsReasons<ListedForbidden extends Reason, Permission, ListedRefused extends Reason, Answer> {
  readonly reasons: {
    readonly forbidden: readonly ListedForbidden[] & ListsAll<ListedForbidden, Permission>;
    readonly refused: readonly ListedRefused[] & ListsAll<ListedRefused, Answer>;
  };
}

/** An answer is `never` while the compiler has not yet inferred it from the functions. */
type ListsAll<Listed extends Reason, Answer> = [Answer] extends [never]
  ? unknown
  : SameReasons<Listed, Extract<Answer, Reason>>;

type SameReasons<Listed extends Reason, Answered extends Reason> = [Answered] extends [Listed]
  ? [Listed] extends [Answered]
    ? unknown
    : { readonly neverAnswered: Exclude<Listed, Answered> }
  : { readonly notListed: Exclude<Answered, Listed> };

/** Who did something, and when; `by` is left out if the server did it by itself. */
export const attribution = (actor: Actor, at: number): { readonly by?: PersonId; readonly at: number } =>
  actor.kind === 'person' ? { by: actor.id, at } : { at };

const createCommand = <Input extends z.ZodObject, Result extends object, By extends Actor>(
  definition: CommandDefinition<Input, Result, By>,
  isGivenBy: (actor: Actor) => actor is By,
) => ({
  input: definition.input,
  reasons: {
    forbidden: [...definition.reasons.forbidden, ...missingOrganisationReasonsOf(definition.input)],
    refused: [...new Set(definition.reasons.refused)],
  } satisfies CommandReasons,
  /** The circles that it needs beside the board; none where the actor has no right to the command. */
  circles(raw: unknown, actor: Actor, board: Board): readonly Circle[] {
    if (!isGivenBy(actor)) return [];
    const parsed = definition.input.safeParse(withSoleOrganisations(definition.input, raw, actor));
    return parsed.success && definition.may(parsed.data, actor) === true
      ? (definition.circles?.(parsed.data, actor, board) ?? [])
      : [];
  },
  consider(raw: unknown, context: CommandContext): Verdict<Result> {
    const { actor } = context;
    const parsed = definition.input.safeParse(withSoleOrganisations(definition.input, raw, actor));
    if (!parsed.success)
      return missingOrganisation(raw, parsed.error) ?? { kind: 'malformed', issues: parsed.error.issues };
    if (!isGivenBy(actor)) return { kind: 'forbidden', reason: 'not-yours' };
    const right = definition.may(parsed.data, actor);
    if (right !== true) return { kind: 'forbidden', reason: right };
    const decision = definition.decide(parsed.data, { ...context, actor });
    return isReason(decision) ? { kind: 'refused', reason: decision } : { kind: 'decided', ...decision };
  },
});

const createDefine =
  <By extends Actor>(isGivenBy: (actor: Actor) => actor is By) =>
  <
    Input extends z.ZodObject,
    Result extends object,
    ListedForbidden extends Reason = never,
    Permission extends Right = never,
    ListedRefused extends Reason = never,
    Answer extends CommandDecision<Result> | Reason = never,
  >(
    definition: CommandDefinition<Input, Result, By, Permission, Answer> &
      ListsReasons<ListedForbidden, Permission, ListedRefused, Answer>,
  ) =>
    createCommand(definition, isGivenBy);

/** A typed request for an agreement. Both sides consider it by the same code; only the server acts on it. */
export const defineCommand = createDefine(
  (actor): actor is Actor => actor.kind === 'person' || actor.kind === 'system',
);

/** A command that only a person gives, since its facts name one: the server itself is refused. */
export const definePersonCommand = createDefine((actor): actor is Person => actor.kind === 'person');

/** The organisation that an input names, and the reason where the actor acts for none or several and names none. */
const missingOrganisationReasons = { company: 'company-needed', city: 'city-needed' } as const;
type ActingKind = keyof typeof missingOrganisationReasons;
const actingKinds: readonly ActingKind[] = ['company', 'city'];

/** The reasons for leaving out an organisation that the input requires. */
const missingOrganisationReasonsOf = (input: z.ZodObject): readonly Reason[] =>
  actingKinds
    .filter((kind) => kind in input.shape && !input.shape[kind].safeParse(undefined).success)
    .map((kind) => missingOrganisationReasons[kind]);

/** Fills in the company or city of an actor who acts for just one: here, once, for all commands. */
const withSoleOrganisations = (input: z.ZodObject, raw: unknown, actor: Actor): unknown => {
  if (!isRecord(raw)) return raw;
  const soleOrganisations = actingKinds
    .filter((kind) => kind in input.shape && raw[kind] === undefined)
    .map((kind) => [kind, soleOrganisation(actor, kind)]);
  return { ...raw, ...Object.fromEntries(soleOrganisations) };
};

/** The reason for a missing company or city, where Zod has only a path. */
const missingOrganisation = (raw: unknown, error: z.ZodError): Verdict<never> | undefined => {
  const kind = actingKinds.find((each) => error.issues.every(({ path }) => path.length === 1 && path[0] === each));
  return kind && isRecord(raw) && raw[kind] === undefined
    ? { kind: 'forbidden', reason: missingOrganisationReasons[kind] }
    : undefined;
};

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
