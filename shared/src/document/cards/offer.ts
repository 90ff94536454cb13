import { z } from 'zod';
import { OrganisationId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';
import { cardShape, richTextMax, titleMax } from './card.ts';

/** What a company brings: a solution or a service, with its capabilities. */
export const offer = cardShape(
  'offer',
  {
    title: z.string().default(''),
    text: z.string().default(''),
    company: OrganisationId,
    capabilities: z.array(CapabilityId).max(40).default([]),
  },
  {
    lies: { title: 'text', text: 'rich' },
    textMax: { title: titleMax, text: richTextMax },
    size: { w: 260, h: 160 },
  },
);
