import { z } from 'zod';
import { CardId, type OrganisationId } from '../../ids.ts';
import { type Around, type Challenge, inOrderOfGain, seek, suggest, Suggestion } from './next.ts';
import type { Table } from './table.ts';

/** A consortium that a company would bring further. */
export const NeedingConsortium = Suggestion.extend({ challenge: CardId, consortium: CardId });
export type NeedingConsortium = z.output<typeof NeedingConsortium>;

/** A challenge that nobody answers yet, with what a company could do for it. */
export const NeedingChallenge = Suggestion.extend({ challenge: CardId });
export type NeedingChallenge = z.output<typeof NeedingChallenge>;

export const NeededBy = z.object({
  consortia: z.array(NeedingConsortium).readonly(),
  challenges: z.array(NeedingChallenge).readonly(),
});
export type NeededBy = z.output<typeof NeededBy>;

/** A challenge on the board with the consortia that answer it. */
export interface Answered extends Challenge {
  readonly id: CardId;
  readonly tables: readonly {
    readonly id: CardId;
    readonly table: Table;
    /** Whether somebody may still sit down. */
    readonly open: boolean;
  }[];
}

/** The mirror of `nextPartners`: where a company would bring most, with the same reasons. */
export const neededBy = (company: OrganisationId, board: readonly Answered[], around: Around): NeededBy => {
  const consortia = board.flatMap((challenge) =>
    challenge.tables.flatMap(({ id, table, open }) => {
      const suggestion = open ? suggest(seek(challenge, table), company, around) : undefined;
      return suggestion ? [{ challenge, its: { ...suggestion, challenge: challenge.id, consortium: id } }] : [];
    }),
  );
  const challenges = board.flatMap((challenge) => {
    const suggestion = challenge.tables.length === 0 ? suggest(seek(challenge), company, around) : undefined;
    return suggestion ? [{ challenge, its: { ...suggestion, challenge: challenge.id } }] : [];
  });
  const ordered = <Its extends Suggestion>(found: readonly { readonly challenge: Challenge; readonly its: Its }[]) =>
    inOrderOfGain(found, ({ its, challenge }) => ({ suggestion: its, challenge })).map(({ its }) => its);
  return { consortia: ordered(consortia), challenges: ordered(challenges) };
};
