import type { ChallengeCard } from '../../../document/cards/index.ts';

/** A `must` keeps the brief from being published; a `should` is advice. */
export type Weight = 'must' | 'should';

/** What is looked at: the brief as it reads now, and the clock. */
export interface BriefContext {
  readonly challenge: ChallengeCard;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A field that a finding points to, as the form knows it. */
export type BriefField = keyof ChallengeCard;

/** What a check has found, with what its sentence names. */
export interface Found {
  readonly field: BriefField;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * One question to a brief. Its sentences are `check_<code>` (what is found, and why it matters) and
 * `check_fix_<code>` (what to do).
 */
export interface Check {
  readonly weight: Weight;
  /** Undefined where nothing is amiss. */
  find(scene: BriefContext): Found | undefined;
}
