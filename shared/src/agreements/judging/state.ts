import { z } from 'zod';
import { CardId, OrganisationId, PersonId, RecordId } from '../../ids.ts';

export const scoreMax = 5;
export const scoreWhyMax = 600;
export const conflictNoteMax = 600;

export const Mark = z.number().int().min(0).max(scoreMax);

/** What a judge gives a consortium for one criterion, and why. */
export const Score = z.object({ criterion: RecordId, mark: Mark, why: z.string() });
export type Score = z.output<typeof Score>;

/** The challenge's city decides; what others say is advice. They are never added up with each other. */
export const panels = ['city', 'others'] as const;
export const Panel = z.enum(panels);
export type Panel = z.output<typeof Panel>;

/** A judge's whole sheet for one consortium, as it is sealed. */
export const ScoreSheet = z.object({
  consortium: CardId,
  challenge: CardId,
  judge: PersonId,
  panel: Panel,
  /** Whom the judge belonged to: one of these may come to sit in a consortium later. */
  organisations: z.array(OrganisationId),
  scores: z.array(Score),
  at: z.number(),
});
export type ScoreSheet = z.output<typeof ScoreSheet>;

export const conflictKinds = ['employer', 'ownership', 'family', 'other'] as const;
export const ConflictKind = z.enum(conflictKinds);
export type ConflictKind = z.output<typeof ConflictKind>;

/** A tie that a person has to a consortium or to a company. */
export const Conflict = z.object({
  person: PersonId,
  consortium: CardId.optional(),
  company: OrganisationId.optional(),
  kind: ConflictKind,
  note: z.string().default(''),
  at: z.number(),
});
export type Conflict = z.output<typeof Conflict>;

/** How many gave each mark, 0 to 5, and what they said, in an order that tells nobody. */
export const Marks = z.object({ counts: z.array(z.number()).length(scoreMax + 1), reasons: z.array(z.string()) });
export type Marks = z.output<typeof Marks>;

export const CriterionResult = z.object({
  criterion: RecordId,
  /** As it read when the scores were shown. */
  text: z.string(),
  weight: z.number(),
  mustHave: z.boolean(),
  city: Marks,
  others: Marks,
});
export type CriterionResult = z.output<typeof CriterionResult>;

/** What became of a consortium's scoring: no names, and each panel apart. */
export const ConsortiumResult = z.object({ criteria: z.array(CriterionResult) });
export type ConsortiumResult = z.output<typeof ConsortiumResult>;

/** The scoring of a challenge once it is shown, as the city and the facilitators have it. */
export const ChallengeResult = z.object({
  at: z.number(),
  by: PersonId,
  /** How many declared a tie, and did not score. */
  tied: z.number(),
  consortia: z.record(CardId, ConsortiumResult),
});
export type ChallengeResult = z.output<typeof ChallengeResult>;

/** The same as one consortium has it: its own alone. */
export const OwnResult = z.object({ at: z.number(), result: ConsortiumResult });
export type OwnResult = z.output<typeof OwnResult>;

/** What the city makes of a consortium's answer. It buys nothing by it: that takes a lawful purchase. */
export const decisionOutcomes = ['chosen', 'notChosen'] as const;
export const DecisionOutcome = z.enum(decisionOutcomes);
export type DecisionOutcome = z.output<typeof DecisionOutcome>;

export const Decision = z.object({ outcome: DecisionOutcome, why: z.string(), by: PersonId, at: z.number() });
export type Decision = z.output<typeof Decision>;
