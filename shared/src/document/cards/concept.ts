import { z } from 'zod';
import { CardId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';
import { defineCard, titleMax } from './card.ts';
import { ProvenanceLinks } from './provenance.ts';

export const conceptTextMax = 5_000;
export const partsMax = 20;

/** How something could work, in plain words. Concepts are made from notes, and needs from concepts. */
export const concept = defineCard(
  'concept',
  {
    title: z.string().default(''),
    text: z.string().default(''),
    /** The challenge that it answers. */
    challenge: CardId.optional(),
    /** The capabilities that it needs. */
    parts: z.array(CapabilityId).max(partsMax).default([]),
    derivedFrom: ProvenanceLinks,
  },
  {
    storage: { title: 'text', text: 'text' },
    textMax: { title: titleMax, text: conceptTextMax },
    size: { w: 280, h: 220 },
  },
);
