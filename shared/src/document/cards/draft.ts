import { z } from 'zod';
import { defineCard, richTextMax } from './card.ts';

/** The pitch that a consortium writes in its workspace, of which it hands versions over. A workspace has one. */
export const draft = defineCard(
  'draft',
  { pitch: z.string().default('') },
  { storage: { pitch: 'richText' }, textMax: { pitch: richTextMax }, size: { w: 340, h: 340 } },
);
