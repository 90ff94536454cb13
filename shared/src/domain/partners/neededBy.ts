import { z } from 'zod';
import { CardId, type OrganisationId } from '../../ids.ts';
import {
  type PartnerContext,
  type ChallengeAbilities,
  sortByGain,
  preparePartnerSearch,
  suggestPartner,
  Suggestion,
} from './nextPartners.ts';
import type { ConsortiumSeating } from './seating.ts';

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
export interface AnsweredChallenge extends ChallengeAbilities {
  readonly id: CardId;
  readonly consortia: readonly {
    readonly id: CardId;
    readonly seating: ConsortiumSeating;
    /** Whether somebody may still sit down. */
    readonly open: boolean;
  }[];
}

/** The mirror of `nextPartners`: where a company would bring most, with the same reasons. */
export const neededBy = (
  company: OrganisationId,
  board: readonly AnsweredChallenge[],
  around: PartnerContext,
): NeededBy => {
  const consortia = board.flatMap((challenge) =>
    challenge.consortia.flatMap(({ id, seating, open }) => {
      const suggestion = open ? suggestPartner(preparePartnerSearch(challenge, seating), company, around) : undefined;
      return suggestion ? [{ challenge, its: { ...suggestion, challenge: challenge.id, consortium: id } }] : [];
    }),
  );
  const challenges = board.flatMap((challenge) => {
    const suggestion =
      challenge.consortia.length === 0 ? suggestPartner(preparePartnerSearch(challenge), company, around) : undefined;
    return suggestion ? [{ challenge, its: { ...suggestion, challenge: challenge.id } }] : [];
  });
  const ordered = <Its extends Suggestion>(
    found: readonly { readonly challenge: ChallengeAbilities; readonly its: Its }[],
  ) => sortByGain(found, ({ its, challenge }) => ({ suggestion: its, challenge })).map(({ its }) => its);
  return { consortia: ordered(consortia), challenges: ordered(challenges) };
};
