import { z } from 'zod';
import { NeedId, OrganisationId } from '../../ids.ts';
import { CountryCode } from '../../taxonomy/countries.ts';
import { Level, Reference } from '../profile.ts';
import { AbilityLack } from './abilities.ts';

/** Why a company would be a good next partner, or what speaks against it, with what its sentence names. */
export const PartnerReason = z.discriminatedUnion('is', [
  /** It could take the seat of an open need, and says how well. */
  z.object({ is: z.literal('covers'), need: NeedId, level: Level }),
  /** A reference shows it; `there`: in the city's own country. */
  z.object({ is: z.literal('shown'), need: NeedId, reference: Reference, there: z.boolean() }),
  /** Nobody else in the workshop says that they can. */
  z.object({ is: z.literal('only_one'), need: NeedId }),
  /** It and this member would both like to work together. Told to these two alone. */
  z.object({ is: z.literal('mutual'), with: OrganisationId }),
  z.object({ is: z.literal('claims'), need: NeedId }),
  z.object({ is: z.literal('waits'), need: NeedId }),
  /** It is in the city's country; with the needs that ask for somebody on the spot. */
  z.object({ is: z.literal('at_home'), country: CountryCode, local: z.array(NeedId).readonly() }),
  z.object({ is: z.literal('works_there'), country: CountryCode, local: z.array(NeedId).readonly() }),
  /** It can lead where nobody does. */
  z.object({ is: z.literal('can_lead') }),
  z.object({ is: z.literal('lacks'), need: NeedId, lack: AbilityLack }),
  /** It is in as many consortia as it can be in at once. */
  z.object({ is: z.literal('full'), used: z.number().int(), capacity: z.number().int() }),
]);
export type PartnerReason = z.output<typeof PartnerReason>;
export type PartnerReasonCode = PartnerReason['is'];

/** What speaks against a company; all else speaks for it. */
export const isAgainst = ({ is }: PartnerReason): boolean => is === 'lacks' || is === 'full';
