import { z } from 'zod';
import { defineCard, richTextMax } from './card.ts';

/** The pitch that a consortium writes in its room, until it hands a version of it over. A room has one. */
export const draft = defineCard(
  'draft',
  { pitch: z.string().default('') },
  { storage: { pitch: 'rich' }, textMax: { pitch: richTextMax }, size: { w: 340, h: 340 } },
);
