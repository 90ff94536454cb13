import { describe, expect, test } from 'vitest';
import { interceptLinks, navigate, nextPath, queryParam, route, routeOf } from './router.svelte.ts';

describe('a path', () => {
  test.each([
    ['/', { kind: 'start' }],
    ['/sign-in', { kind: 'sign-in' }],
    ['/join', { kind: 'join', code: undefined }],
    ['/join/COOL-42', { kind: 'join', code: 'COOL-42' }],
    ['/w/abc', { kind: 'workshop', id: 'abc' }],
    ['/w/abc/drafts', { kind: 'workshop', id: 'abc', subpage: { name: 'drafts' } }],
    ['/w/abc/brief/xyz', { kind: 'workshop', id: 'abc', subpage: { name: 'brief', card: 'xyz' } }],
    ['/w/abc/brief/xyz/more', { kind: 'nothing' }],
    ['/w/abc/rooms/xyz', { kind: 'workshop', id: 'abc', subpage: { name: 'rooms', card: 'xyz' } }],
    ['/w/abc/library', { kind: 'workshop', id: 'abc', subpage: { name: 'library' } }],
    ['/w/abc/library/else', { kind: 'nothing' }],
    ['/w/abc/wall', { kind: 'wall', id: 'abc' }],
    ['/w', { kind: 'nothing' }],
    ['/w/abc/else', { kind: 'nothing' }],
    ['/workshops/else', { kind: 'nothing' }],
    ['/%', { kind: 'nothing' }],
  ])('%s leads to its page', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });
});

test('navigating changes the route and the query without a page load', async () => {
  await navigate('/w/abc?as=1e5');

  expect(route()).toEqual({ kind: 'workshop', id: 'abc' });
  expect(queryParam('as')).toBe('1e5');
});

test.each([
  ['/join/COOL', '/join/COOL'],
  ['//elsewhere.example', '/workshops'],
  ['/\\elsewhere.example', '/workshops'],
  ['https://elsewhere.example', '/workshops'],
])('after signing in, next=%s leads to %s', async (next, path) => {
  await navigate(`/sign-in?next=${encodeURIComponent(next)}`);

  expect(nextPath('/workshops')).toBe(path);
});

describe('a click on a link', () => {
  const click = (href: string, init: MouseEventInit = {}) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = href;
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
    const stop = interceptLinks();
    // Keeps the test's page from loading another.
    document.addEventListener('click', (late) => late.preventDefault(), { once: true });
    const before = route();
    link.dispatchEvent(event);
    stop();
    link.remove();
    return { before, after: route() };
  };

  test('within the site is followed in place', async () => {
    await navigate('/');
    expect(click('/register').after).toEqual({ kind: 'register' });
  });

  test('with Ctrl held is left to the browser, for a new tab', async () => {
    await navigate('/');
    const { before, after } = click('/register', { ctrlKey: true });
    expect(after).toEqual(before);
  });
});
