import { asParam } from '@brygga/shared/api/workshops';
import { actingAs } from '../../api/request.ts';
import { isCardSubpage, type SubpageName } from './router.svelte.ts';

const queryString = (params: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

export const workshopHref = (workshop: string, as?: string): string =>
  `/w/${workshop}${queryString({ [asParam]: as })}`;

/** A consortium's room, at one of its parts. */
export const workspaceHref = (workshop: string, consortium: string, part?: string): string =>
  `/w/${workshop}/rooms/${consortium}${queryString({ part, [asParam]: actingAs() })}`;

/** A page beside the board, or the board itself with a card open. */
export const subpageHref = (workshop: string, { part, card }: { part?: SubpageName; card?: string }): string =>
  isCardSubpage(part)
    ? `/w/${workshop}/${part}${card ? `/${card}` : ''}${queryString({ [asParam]: actingAs() })}`
    : `/w/${workshop}${part ? `/${part}` : ''}${queryString({ card, [asParam]: actingAs() })}`;

/** The projector's view, with the code that it shows. */
export const wallHref = (workshop: string, code?: string): string =>
  `/w/${workshop}/wall${queryString({ code, [asParam]: actingAs() })}`;

/** Where leaving a board leads: the visitor of a demo has no list of workshops. */
export const exitHref = (): string => (actingAs() ? '/' : '/workshops');
