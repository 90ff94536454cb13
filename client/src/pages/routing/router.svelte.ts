import { tick } from 'svelte';

/*
 * Written here rather than taken from sv-router, which follows a link in place even where Ctrl or
 * Cmd was held, and turns query values such as a person's id `1e5…` into numbers.
 */

export type Route =
  | { readonly kind: 'start' | 'sign-in' | 'register' | 'workshops' | 'nothing' }
  | { readonly kind: 'join'; readonly code: string | undefined }
  | { readonly kind: 'workshop'; readonly id: string; readonly subpage?: Subpage | undefined }
  | { readonly kind: 'wall'; readonly id: string };

/** Full pages within a workshop, beside its board: `/w/<id>/<part>`, and of one card `/w/<id>/<part>/<card>`. */
export const subpageNames = [
  'library',
  'drafts',
  'brief',
  'company',
  'interest',
  'judging',
  'questions',
  'activity',
  'partners',
  'pitch',
  'rooms',
] as const;
export type SubpageName = (typeof subpageNames)[number];

const cardSubpages: ReadonlySet<SubpageName> = new Set(['drafts', 'brief', 'judging', 'partners', 'pitch', 'rooms']);

/** Whether a part may be about one card, which its address names then. */
export const isCardSubpage = (part: SubpageName | undefined): boolean => part !== undefined && cardSubpages.has(part);

export interface Subpage {
  readonly name: SubpageName;
  /** The card that it is about. */
  readonly card?: string | undefined;
}

const pathSegments = (path: string): string[] => {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    // A stray % in an address that nobody here has made.
    return ['?'];
  }
};

/** Which page an address means. */
export const routeOf = (path: string): Route => {
  const [first, second, third, card, ...more] = pathSegments(path);
  const name = subpageNames.find((known) => known === third);
  if (first === 'w' && second && name && more.length === 0 && (card === undefined || isCardSubpage(name))) {
    return { kind: 'workshop', id: second, subpage: { name, ...(card === undefined ? {} : { card }) } };
  }
  if (card !== undefined) return { kind: 'nothing' };
  if (first === 'w' && second && third === undefined) return { kind: 'workshop', id: second };
  if (first === 'w' && second && third === 'wall') return { kind: 'wall', id: second };
  if (third !== undefined) return { kind: 'nothing' };
  if (first === 'join') return { kind: 'join', code: second };
  if (second !== undefined) return { kind: 'nothing' };
  if (first === undefined) return { kind: 'start' };
  if (first === 'sign-in' || first === 'register' || first === 'workshops') return { kind: first };
  return { kind: 'nothing' };
};

const readLocation = () => ({ path: window.location.pathname, search: window.location.search });

let address = $state.raw(readLocation());

export const route = (): Route => routeOf(address.path);
export const queryParam = (name: string): string | null => new URLSearchParams(address.search).get(name);

/** Where to go on after signing in: only within this site. */
export const nextPath = (fallback: string): string => {
  const next = queryParam('next');
  return next && /^\/(?![/\\])/.test(next) ? next : fallback;
};

export const navigate = async (to: string, how: { replace?: boolean } = {}): Promise<void> => {
  const leaves = new URL(to, window.location.href).pathname !== window.location.pathname;
  if (how.replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  address = readLocation();
  if (!leaves) return;
  await tick();
  window.scrollTo(0, 0);
  // A reader of screens is taken to what is new, as a loaded page would.
  document.querySelector<HTMLElement>('[data-page-start]')?.focus({ preventScroll: true });
};

const internalLink = (event: MouseEvent): HTMLAnchorElement | undefined => {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return undefined;
  const link = event.target.closest('a');
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined;
  const samePage = link.getAttribute('href')?.startsWith('#');
  return link.origin === window.location.origin && !samePage ? link : undefined;
};

/** Follows links within the site without loading anew; returns what undoes it. */
export const interceptLinks = (): (() => void) => {
  const onclick = (event: MouseEvent) => {
    const link = internalLink(event);
    if (!link) return;
    event.preventDefault();
    void navigate(link.pathname + link.search + link.hash);
  };
  const onpopstate = () => {
    address = readLocation();
  };
  document.addEventListener('click', onclick);
  window.addEventListener('popstate', onpopstate);
  return () => {
    document.removeEventListener('click', onclick);
    window.removeEventListener('popstate', onpopstate);
  };
};
