import { z } from 'zod';
import { CardId } from '../../ids.ts';
import { defineCard, richTextMax, titleMax } from './card.ts';

/** The shared writing of a consortium. Who is in it and who holds which seat are agreements. */
export const consortium = defineCard(
  'consortium',
  {
    challenge: CardId,
    name: z.string().default(''),
    pitch: z.string().default(''),
  },
  {
    storage: { name: 'text', pitch: 'richText' },
    textMax: { name: titleMax, pitch: richTextMax },
    size: { w: 340, h: 340 },
  },
);
