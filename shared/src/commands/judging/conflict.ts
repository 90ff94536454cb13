import { z } from 'zod';
import type { Board } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { type Conflict, ConflictKind, conflictNoteMax, type ScoreSheet } from '../../agreements/judging/state.ts';
import type { VaultReads } from '../../agreements/vault.ts';
import { vaultCircle } from '../../document/circles.ts';
import { isTied } from '../../domain/judging.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { mayWrite, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import { isRevealed, vaultAndOwnCircle } from './judging.ts';

const conflictTarget = z.union([z.strictObject({ consortium: CardId }), z.strictObject({ company: OrganisationId })]);

/** The judge's sheets of rounds that are still sealed, which a new conflict voids. */
const voidedScoreSheets = (vault: VaultReads | undefined, board: Board, conflict: Conflict): readonly ScoreSheet[] =>
  (vault?.scoreSheetsBy(conflict.person) ?? []).filter(({ challenge }) => {
    const agreement = board.challengeAgreement(challenge);
    return (
      agreement?.status === 'pitching' &&
      !isRevealed(vault, challenge, agreement) &&
      isTied(board.consortiaOf(challenge), [], [conflict])
    );
  });

/** Declares a conflict of interest, which takes the right to score and voids sealed scores of the round. */
export const declare = definePersonCommand({
  input: z.object({
    against: conflictTarget,
    kind: ConflictKind,
    note: z.string().trim().max(conflictNoteMax).default(''),
  }),
  reasons: {
    forbidden: rightReasons.mayWrite,
    refused: ['unknown-consortium', 'unknown-company'],
  },
  may: (_input, actor) => mayWrite(actor),
  circles: vaultAndOwnCircle,
  decide({ against, kind, note }, { actor, board, circle, at }) {
    if ('consortium' in against && !board.consortium(against.consortium)) return 'unknown-consortium';
    if ('company' in against && board.organisation(against.company)?.kind !== 'company') return 'unknown-company';
    const conflict: Conflict = { person: actor.id, ...against, kind, note, at };
    const { vault } = circle(vaultCircle);
    const facts: Fact[] = [
      createFact('conflict.declared', conflict),
      ...voidedScoreSheets(vault, board, conflict).map(({ consortium, judge }) =>
        createFact('score.voided', { consortium, judge }),
      ),
    ];
    return { facts, result: {} };
  },
});

/** Withdraws a conflict that was declared by mistake or is over. Scores that it voided are given anew. */
export const withdraw = definePersonCommand({
  input: z.object({ against: conflictTarget }),
  reasons: {
    forbidden: rightReasons.mayWrite,
    refused: [],
  },
  may: (_input, actor) => mayWrite(actor),
  circles: vaultAndOwnCircle,
  decide({ against }, { actor, circle }) {
    const isDeclared = (circle(vaultCircle).vault?.conflicts() ?? []).some(
      ({ person, consortium, company }) =>
        person === actor.id &&
        ('consortium' in against ? consortium === against.consortium : company === against.company),
    );
    return {
      facts: isDeclared ? [createFact('conflict.withdrawn', { person: actor.id, ...against })] : [],
      result: {},
    };
  },
});
