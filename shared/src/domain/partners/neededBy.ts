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

/** A consortium that the company would complement. */
export const NeedingConsortium = Suggestion.extend({ challenge: CardId, consortium: CardId });
export type NeedingConsortium = z.output<typeof NeedingConsortium>;

/** A challenge that no consortium answers yet, with what the company could do for it. */
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
    /** Whether its seats can still be taken. */
    readonly open: boolean;
  }[];
}

/** The mirror of `nextPartners`: where the company would add most, with the same reasons. */
export const neededBy = (
  company: OrganisationId,
  board: readonly AnsweredChallenge[],
  context: PartnerContext,
): NeededBy => {
  const consortia = board.flatMap((challenge) =>
    challenge.consortia.flatMap(({ id, seating, open }) => {
      const suggestion = open ? suggestPartner(preparePartnerSearch(challenge, seating), company, context) : undefined;
      return suggestion ? [{ challenge, entry: { ...suggestion, challenge: challenge.id, consortium: id } }] : [];
    }),
  );
  const challenges = board.flatMap((challenge) => {
    const suggestion =
      challenge.consortia.length === 0 ? suggestPartner(preparePartnerSearch(challenge), company, context) : undefined;
    return suggestion ? [{ challenge, entry: { ...suggestion, challenge: challenge.id } }] : [];
  });
  const sortEntries = <Entry extends Suggestion>(
    entries: readonly { readonly challenge: ChallengeAbilities; readonly entry: Entry }[],
  ) => sortByGain(entries, ({ entry, challenge }) => ({ suggestion: entry, challenge })).map(({ entry }) => entry);
  return { consortia: sortEntries(consortia), challenges: sortEntries(challenges) };
};
