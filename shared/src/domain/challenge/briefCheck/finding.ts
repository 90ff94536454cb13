import type { ChallengeCard } from '../../../document/cards/index.ts';

/** A `must` keeps the brief from being published; a `should` is advice. */
export type Weight = 'must' | 'should';

/** What a check reads: the brief, and the clock. */
export interface BriefContext {
  readonly challenge: ChallengeCard;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A field that a finding points to, as the form knows it. */
export type BriefField = keyof ChallengeCard;

/** A field with a finding, and the parameters of its sentence. */
export interface Found {
  readonly field: BriefField;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A check of a brief. Its sentences are `check_<code>` (what is wrong, and why it matters) and `check_fix_<code>` (what to do). */
export interface Check {
  readonly weight: Weight;
  /** Undefined if the check passes. */
  find(context: BriefContext): Found | undefined;
}
