import type { NoteColour } from '@brygga/shared/document/cards/note';
import { m } from '../../../i18n/index.ts';

const noteColourNames: Readonly<Record<NoteColour, () => string>> = {
  yellow: m.board_colour_yellow,
  coral: m.board_colour_coral,
  mint: m.board_colour_mint,
  sky: m.board_colour_sky,
  lilac: m.board_colour_lilac,
  stone: m.board_colour_stone,
};

export const noteColourName = (colour: NoteColour): string => noteColourNames[colour]();
