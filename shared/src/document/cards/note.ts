import { z } from 'zod';
import { defineCard } from './card.ts';
import { ProvenanceLinks } from './provenance.ts';

export const noteColours = ['yellow', 'coral', 'mint', 'sky', 'lilac', 'stone'] as const;
export const NoteColour = z.enum(noteColours);
export type NoteColour = z.output<typeof NoteColour>;

export const noteTextMax = 5_000;

export const note = defineCard(
  'note',
  { text: z.string().default(''), colour: NoteColour.catch('yellow'), derivedFrom: ProvenanceLinks },
  { storage: { text: 'text' }, textMax: { text: noteTextMax }, size: { w: 200, h: 160 } },
);
