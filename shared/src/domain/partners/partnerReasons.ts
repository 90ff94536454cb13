import { z } from 'zod';
import { NeedId, OrganisationId } from '../../ids.ts';
import { CountryCode } from '../../taxonomy/countries.ts';
import { Level, Reference } from '../../document/profile.ts';
import { AbilityLack } from './abilities.ts';

/** Why a company would be a good next partner, or what speaks against it, with the parameters of its sentence. */
export const PartnerReason = z.discriminatedUnion('is', [
  /** It could take the seat of an open need. */
  z.object({ is: z.literal('covers'), need: NeedId, level: Level }),
  /** A reference proves it; `there`: in the city's own country. */
  z.object({ is: z.literal('shown'), need: NeedId, reference: Reference, there: z.boolean() }),
  /** No other company in the workshop could cover the need. */
  z.object({ is: z.literal('only_one'), need: NeedId }),
  /** It and this member have a match. Told to these two alone. */
  z.object({ is: z.literal('mutual'), with: OrganisationId }),
  z.object({ is: z.literal('claims'), need: NeedId }),
  z.object({ is: z.literal('waits'), need: NeedId }),
  /** It is based in the city's country; `local`: the needs that ask for that. */
  z.object({ is: z.literal('at_home'), country: CountryCode, local: z.array(NeedId).readonly() }),
  z.object({ is: z.literal('works_there'), country: CountryCode, local: z.array(NeedId).readonly() }),
  /** It can lead a consortium that has no lead. */
  z.object({ is: z.literal('can_lead') }),
  z.object({ is: z.literal('lacks'), need: NeedId, lack: AbilityLack }),
  /** It is in as many consortia as its capacity allows. */
  z.object({ is: z.literal('full'), used: z.number().int(), capacity: z.number().int() }),
]);
export type PartnerReason = z.output<typeof PartnerReason>;

/** Whether the reason speaks against the company. */
export const isAgainst = ({ is }: PartnerReason): boolean => is === 'lacks' || is === 'full';
