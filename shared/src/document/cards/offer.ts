import { z } from 'zod';
import { CapabilityClaim, claimsMax, Reference, referencesMax } from '../profile.ts';
import { OrganisationId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';
import { defineCard, richTextMax, titleMax } from './card.ts';

/** What a company brings: a solution or a service, with its capabilities. */
export const offer = defineCard(
  'offer',
  {
    title: z.string().default(''),
    text: z.string().default(''),
    company: OrganisationId,
    capabilities: z.array(CapabilityId).max(40).default([]),
    /** The levels of these capabilities and their proof, as far as the company has named them. */
    claims: z.array(CapabilityClaim).max(claimsMax).default([]),
    references: z.array(Reference).max(referencesMax).default([]),
    /** The version of the company's profile that it was made from. */
    profile: z.number().int().min(1).optional(),
  },
  {
    storage: { title: 'text', text: 'richText' },
    textMax: { title: titleMax, text: richTextMax },
    size: { w: 260, h: 160 },
  },
);
