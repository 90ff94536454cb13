import { asParam } from '@brygga/shared/api/workshops';
import { actingAs } from '../../http.ts';
import { isOfACard, type WorkshopPart } from '../router.svelte.ts';

const search = (params: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

export const workshopAddress = (workshop: string, as?: string): string => `/w/${workshop}${search({ [asParam]: as })}`;

/** A consortium's room, at one of its parts. */
export const roomAddress = (workshop: string, consortium: string, part?: string): string =>
  `/w/${workshop}/rooms/${consortium}${search({ part, [asParam]: actingAs() })}`;

/** A page beside the board, or the board itself with a card open. */
export const besideAddress = (workshop: string, { part, card }: { part?: WorkshopPart; card?: string }): string =>
  isOfACard(part)
    ? `/w/${workshop}/${part}${card ? `/${card}` : ''}${search({ [asParam]: actingAs() })}`
    : `/w/${workshop}${part ? `/${part}` : ''}${search({ card, [asParam]: actingAs() })}`;

/** The projector's view, with the code that it shows. */
export const wallAddress = (workshop: string, code?: string): string =>
  `/w/${workshop}/wall${search({ code, [asParam]: actingAs() })}`;

/** Where leaving a board leads: the visitor of a demo has no list of workshops. */
export const wayOut = (): string => (actingAs() ? '/' : '/workshops');
