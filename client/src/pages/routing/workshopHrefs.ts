import { asParam } from '@brygga/shared/api/workshops';
import { actingAs } from '../../api/request.ts';
import { isCardSubpage, type SubpageName } from './router.svelte.ts';

const queryString = (params: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

export const workshopHref = (workshop: string, as?: string): string =>
  `/w/${workshop}${queryString({ [asParam]: as })}`;

/** A consortium's workspace, at one of its tabs. */
export const workspaceHref = (workshop: string, consortium: string, tab?: string): string =>
  `/w/${workshop}/rooms/${consortium}${queryString({ part: tab, [asParam]: actingAs() })}`;

interface SubpageTarget {
  readonly subpage?: SubpageName;
  /** The card that the page is about, or that lies open beside the board. */
  readonly card?: string;
}

/** A page beside the board; without one the board itself. */
export const subpageHref = (workshop: string, { subpage, card }: SubpageTarget = {}): string =>
  isCardSubpage(subpage)
    ? `/w/${workshop}/${subpage}${card ? `/${card}` : ''}${queryString({ [asParam]: actingAs() })}`
    : `/w/${workshop}${subpage ? `/${subpage}` : ''}${queryString({ card, [asParam]: actingAs() })}`;

/** In a board's address: opens the returned edits beside it. */
export const inboxParam = 'inbox';

export const inboxHref = (workshop: string): string =>
  `/w/${workshop}${queryString({ [inboxParam]: '1', [asParam]: actingAs() })}`;

/** The wall screen, with the code that it shows. */
export const wallHref = (workshop: string, code?: string): string =>
  `/w/${workshop}/wall${queryString({ code, [asParam]: actingAs() })}`;

/** Where leaving a board leads: a demo's visitor has no list of workshops. */
export const exitHref = (): string => (actingAs() ? '/' : '/workshops');
