import { tick } from 'svelte';

/*
 * Why not sv-router: it intercepts links even while Ctrl or Cmd is held, and turns query values such as
 * a person's id `1e5…` into numbers.
 */

export type Route =
  | { readonly kind: 'start' | 'sign-in' | 'register' | 'workshops' | 'nothing' }
  | { readonly kind: 'join'; readonly code: string | undefined }
  | { readonly kind: 'workshop'; readonly id: string; readonly subpage?: Subpage | undefined }
  | { readonly kind: 'wall'; readonly id: string };

/** Pages of a workshop beside its board: `/w/<id>/<subpage>`, or `/w/<id>/<subpage>/<card>`. */
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

/** Whether a subpage may be about one card, which its address then names. */
export const isCardSubpage = (subpage: SubpageName | undefined): boolean =>
  subpage !== undefined && cardSubpages.has(subpage);

export interface Subpage {
  readonly name: SubpageName;
  /** The card that it is about. */
  readonly card?: string | undefined;
}

const pathSegments = (path: string): string[] => {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    // A stray % that no link of ours has.
    return ['?'];
  }
};

/** The page at a path. */
export const routeOf = (path: string): Route => {
  const [first, second, third, card, ...more] = pathSegments(path);
  const name = subpageNames.find((known) => known === third);
  if (first === 'w' && second && name && more.length === 0 && (card === undefined || isCardSubpage(name))) {
    return { kind: 'workshop', id: second, subpage: { name, card } };
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

/** Where to go after signing in, from the query; addresses of other sites count for nothing. */
export const nextPath = (fallback: string): string => {
  const next = queryParam('next');
  return next && /^\/(?![/\\])/.test(next) ? next : fallback;
};

/** Goes to another page; only a changed query keeps the scroll position and the focus. */
export const navigate = async (to: string, { replace = false }: { replace?: boolean } = {}): Promise<void> => {
  const changesPage = new URL(to, window.location.href).pathname !== window.location.pathname;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  address = readLocation();
  if (!changesPage) return;
  await tick();
  window.scrollTo(0, 0);
  // Screen readers begin at the new content, as they do after a page load.
  document.querySelector<HTMLElement>('[data-page-start]')?.focus({ preventScroll: true });
};

const internalLink = (event: MouseEvent): HTMLAnchorElement | undefined => {
  const isPlainClick = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!isPlainClick || event.defaultPrevented || !(event.target instanceof Element)) return undefined;
  const link = event.target.closest('a');
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined;
  const samePage = link.getAttribute('href')?.startsWith('#');
  return link.origin === window.location.origin && !samePage ? link : undefined;
};

/** Follows links within the site without a page load; returns the function that stops it. */
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
