import { z } from 'zod';
import { type Circle, circleName, readCircle } from '../../document/circles.ts';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';

/** How far an interest goes: from wanting to know more to being ready to lead. */
export const interestLevels = ['curious', 'talk', 'join', 'lead'] as const;
export const InterestLevel = z.enum(interestLevels);
export type InterestLevel = z.output<typeof InterestLevel>;

export const interestNoteMax = 600;

/**
 * Whoever may be interested, and in whom: a company, or a consortium for which its lead speaks. A side
 * is the circle of those who are told.
 */
export const InterestParty = z.discriminatedUnion('is', [
  z.object({ is: z.literal('company'), id: OrganisationId }),
  z.object({ is: z.literal('consortium'), id: CardId }),
]);
export type InterestParty = z.output<typeof InterestParty>;

const isParty = (circle: Circle | undefined): circle is InterestParty =>
  circle?.is === 'company' || circle?.is === 'consortium';

/** What a side's record is called by in another's document. */
export const partyKey = (side: InterestParty): string => circleName(side);

export const readParty = (key: string): InterestParty | undefined => {
  const found = readCircle(key);
  return isParty(found) ? found : undefined;
};

/** That somebody would like to work with somebody; until it is returned, nobody else knows. */
export const Interest = z.object({
  level: InterestLevel,
  note: z.string().default(''),
  by: PersonId,
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
});
export type Interest = z.output<typeof Interest>;

export const matchEnders = ['us', 'them'] as const;
export const MatchEnder = z.enum(matchEnders);

/** That two are interested in each other, as one of them has it: with what the other has said. */
export const Match = Interest.extend({
  /** Since when both know. */
  since: z.number(),
  /** When one of them took its interest back, and which. */
  ended: z.object({ at: z.number(), by: MatchEnder }).optional(),
});
export type Match = z.output<typeof Match>;

/** That somebody from whom a company keeps apart came near; only the company itself is told. */
export const Warning = z.object({ rival: OrganisationId, consortium: CardId, at: z.number() });
export type Warning = z.output<typeof Warning>;

/** A declaration that a company keeps apart from another. */
export const Rivalry = z.object({ company: OrganisationId, rival: OrganisationId, by: PersonId, at: z.number() });
export type Rivalry = z.output<typeof Rivalry>;
