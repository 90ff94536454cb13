import { z } from 'zod';

/**
 * Why not. Each code has a sentence in every language, `reason_<code>` with `_` for `-`
 * (`reason_seat_held`), shown where the person pressed.
 */
export const reasons = [
  // Rights: answered 403, before the board is looked at.
  'facilitators-only',
  'system-only',
  'observers-read',
  'not-your-company',
  'company-needed',
  'not-your-city',
  'not-yours',
  // The board as it is: answered 409.
  'unknown-challenge',
  'unknown-consortium',
  'unknown-need',
  'unknown-company',
  'unknown-step',
  'already-leads-here',
  'not-a-member',
  'not-the-lead',
  'seat-held',
  'seat-not-yours',
  'seat-yours',
  'seat-open',
  'claim-gone',
  'capacity-full',
  'no-seat-taken',
  'already-committed',
  'committed-stands',
  'consortium-dissolved',
  'not-dissolved',
  'lead-stays',
  'no-step-runs',
  'no-timer',
  'nothing-to-show',
  // A challenge's stages, with the exit tests.
  'city-needed',
  'stage-skipped',
  'challenge-moved-on',
  'challenge-closed',
  'already-published',
  'already-confirmed',
  'brief-not-begun',
  'brief-not-ready',
  'neutrality-unconfirmed',
  'call-still-open',
  'needs-missing',
  'no-viable-consortium',
  'why-needed',
  'outcome-needed',
  'date-past',
  'nothing-held-back',
  'card-locked',
  'card-has-consortia',
  'challenge-on-its-way',
  'need-held',
  // Questions and disclosures.
  'unknown-city',
  'unknown-question',
  'unknown-disclosure',
  'question-moved-on',
  'questions-wait',
  'gives-the-asker-away',
  'not-answered-yet',
  'told-already',
  // The vault: interests and rivals.
  'not-oneself',
  'already-together',
  'too-many-interests',
  'too-many-rivals',
  // Judging, and the city's decision.
  'facilitators-dont-judge',
  'not-a-judge',
  'not-pitching',
  'tied',
  'no-criteria',
  'sheet-incomplete',
  'scores-revealed',
  'nothing-scored',
  'scores-sealed',
  // A consortium's workspace: work shares, handovers and the letter of intent.
  'shares-over-100',
  'share-not-yours',
  'draft-empty',
  'handovers-full',
  'letter-not-begun',
  'text-changed',
  // The edit policy of the running step.
  'step-closed',
  'step-notes-only',
  // Shared writing that the guard reverts.
  'not-a-record',
  'not-here',
  'not-your-name',
  'false-origin',
  'board-full',
  'text-too-long',
  // What a client returns to its writer by itself.
  'card-deleted',
] as const;

export const Reason = z.enum(reasons);
export type Reason = z.output<typeof Reason>;

export const isReason = (code: unknown): code is Reason => reasons.some((known) => known === code);
