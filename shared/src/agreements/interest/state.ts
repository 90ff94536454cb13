import { z } from 'zod';
import { type Circle, circleName, readCircle } from '../../document/circles.ts';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';

/** How far an interest goes: from wanting to know more to being ready to lead. */
export const interestLevels = ['curious', 'talk', 'join', 'lead'] as const;
export const InterestLevel = z.enum(interestLevels);
export type InterestLevel = z.output<typeof InterestLevel>;

export const interestNoteMax = 600;

/** A company, or a consortium for which its lead acts. It is also the circle that is notified. */
export const InterestParty = z.discriminatedUnion('is', [
  z.object({ is: z.literal('company'), id: OrganisationId }),
  z.object({ is: z.literal('consortium'), id: CardId }),
]);
export type InterestParty = z.output<typeof InterestParty>;

const isParty = (circle: Circle | undefined): circle is InterestParty =>
  circle?.is === 'company' || circle?.is === 'consortium';

/** The key of a party's record in another's document. */
export const partyKey = (party: InterestParty): string => circleName(party);

export const readParty = (key: string): InterestParty | undefined => {
  const circle = readCircle(key);
  return isParty(circle) ? circle : undefined;
};

/** That a party would like to work with another; nobody else knows before it is returned. */
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

/** A returned interest, as one of the parties has it: with the other's level and note. */
export const Match = Interest.extend({
  /** Since when both know. */
  since: z.number(),
  /** When one of the parties withdrew its interest, and which. */
  ended: z.object({ at: z.number(), by: MatchEnder }).optional(),
});
export type Match = z.output<typeof Match>;

/** That a rival has asked for a seat in the same consortium; only the company that declared it is told. */
export const Warning = z.object({ rival: OrganisationId, consortium: CardId, at: z.number() });
export type Warning = z.output<typeof Warning>;

/** That a company has declared another a rival. */
export const Rivalry = z.object({ company: OrganisationId, rival: OrganisationId, by: PersonId, at: z.number() });
export type Rivalry = z.output<typeof Rivalry>;
