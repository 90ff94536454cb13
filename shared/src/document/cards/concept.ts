import { z } from 'zod';
import { CardId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';
import { cardShape, titleMax } from './card.ts';
import { Origins } from './origin.ts';

export const conceptTextMax = 5_000;
export const partsMax = 20;

/** How something could work, in plain words: what notes grow into, and needs come of. */
export const concept = cardShape(
  'concept',
  {
    title: z.string().default(''),
    text: z.string().default(''),
    /** The challenge that it answers. */
    challenge: CardId.optional(),
    /** Capabilities that it takes. */
    parts: z.array(CapabilityId).max(partsMax).default([]),
    derivedFrom: Origins,
  },
  {
    lies: { title: 'text', text: 'text' },
    textMax: { title: titleMax, text: conceptTextMax },
    size: { w: 280, h: 220 },
  },
);
