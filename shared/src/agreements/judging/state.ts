import { z } from 'zod';
import { CardId, OrganisationId, PersonId, RecordId } from '../../ids.ts';

export const scoreMax = 5;
export const scoreWhyMax = 600;
export const conflictNoteMax = 600;

export const Mark = z.number().int().min(0).max(scoreMax);

/** What a judge gives a consortium for one criterion, and why. */
export const Score = z.object({ criterion: RecordId, mark: Mark, why: z.string() });
export type Score = z.output<typeof Score>;

/** The panel of the challenge's city, and that of all others, which is advice. They are never added up. */
export const panels = ['city', 'others'] as const;
export const Panel = z.enum(panels);
export type Panel = z.output<typeof Panel>;

/** A judge's marks for one consortium, sealed until the reveal. */
export const ScoreSheet = z.object({
  consortium: CardId,
  challenge: CardId,
  judge: PersonId,
  panel: Panel,
  /** The judge's organisations at that time: one of them may join a consortium later. */
  organisations: z.array(OrganisationId),
  scores: z.array(Score),
  at: z.number(),
});
export type ScoreSheet = z.output<typeof ScoreSheet>;

export const conflictKinds = ['employer', 'ownership', 'family', 'other'] as const;
export const ConflictKind = z.enum(conflictKinds);
export type ConflictKind = z.output<typeof ConflictKind>;

/** A person's conflict of interest, with a consortium or with a company. */
export const Conflict = z.object({
  person: PersonId,
  consortium: CardId.optional(),
  company: OrganisationId.optional(),
  kind: ConflictKind,
  note: z.string().default(''),
  at: z.number(),
});
export type Conflict = z.output<typeof Conflict>;

/** How often each mark from 0 to 5 was given, and the reasons, in an order that names no judge. */
export const Marks = z.object({ counts: z.array(z.number()).length(scoreMax + 1), reasons: z.array(z.string()) });
export type Marks = z.output<typeof Marks>;

export const CriterionResult = z.object({
  criterion: RecordId,
  /** The criterion's text at the reveal. */
  text: z.string(),
  weight: z.number(),
  mustHave: z.boolean(),
  city: Marks,
  others: Marks,
});
export type CriterionResult = z.output<typeof CriterionResult>;

/** The result of a consortium, without names and each panel apart. */
export const ConsortiumResult = z.object({ criteria: z.array(CriterionResult) });
export type ConsortiumResult = z.output<typeof ConsortiumResult>;

/** The revealed scores of a challenge, for the city and the facilitators. */
export const ChallengeResult = z.object({
  at: z.number(),
  by: PersonId,
  /** How many people have declared a conflict. */
  tied: z.number(),
  consortia: z.record(CardId, ConsortiumResult),
});
export type ChallengeResult = z.output<typeof ChallengeResult>;

/** The revealed scores of one consortium, for itself. */
export const OwnResult = z.object({ at: z.number(), result: ConsortiumResult });
export type OwnResult = z.output<typeof OwnResult>;

/** What the city decides about a consortium. It is no purchase, which takes a lawful procedure. */
export const decisionOutcomes = ['chosen', 'notChosen'] as const;
export const DecisionOutcome = z.enum(decisionOutcomes);
export type DecisionOutcome = z.output<typeof DecisionOutcome>;

export const Decision = z.object({ outcome: DecisionOutcome, why: z.string(), by: PersonId, at: z.number() });
export type Decision = z.output<typeof Decision>;
