import { z } from 'zod';
import { cardShape } from './card.ts';
import { Origins } from './origin.ts';

export const noteColours = ['yellow', 'coral', 'mint', 'sky', 'lilac', 'stone'] as const;
export const NoteColour = z.enum(noteColours);
export type NoteColour = z.output<typeof NoteColour>;

export const noteTextMax = 5_000;

export const note = cardShape(
  'note',
  { text: z.string().default(''), colour: NoteColour.catch('yellow'), derivedFrom: Origins },
  { lies: { text: 'text' }, textMax: { text: noteTextMax }, size: { w: 200, h: 160 } },
);
