import { describe, expect, test } from 'vitest';
import { interceptLinks, navigate, nextPath, queryParam, route, routeOf } from './router.svelte.ts';

describe('an address', () => {
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
  ])('%s means a page', (path, meant) => {
    expect(routeOf(path)).toEqual(meant);
  });
});

test('going changes the address and the query without loading anew', async () => {
  await navigate('/w/abc?as=1e5');

  expect(route()).toEqual({ kind: 'workshop', id: 'abc' });
  expect(queryParam('as')).toBe('1e5');
});

test.each([
  ['/join/COOL', '/join/COOL'],
  ['//elsewhere.example', '/workshops'],
  ['/\\elsewhere.example', '/workshops'],
  ['https://elsewhere.example', '/workshops'],
])('after signing in, %s leads to %s', async (next, leads) => {
  await navigate(`/sign-in?next=${encodeURIComponent(next)}`);

  expect(nextPath('/workshops')).toBe(leads);
});

describe('a press on a link', () => {
  const press = (href: string, how: MouseEventInit = {}) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = href;
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...how });
    const undo = interceptLinks();
    // The test's page has nowhere to go.
    document.addEventListener('click', (last) => last.preventDefault(), { once: true });
    const before = route();
    link.dispatchEvent(event);
    undo();
    link.remove();
    return { before, after: route() };
  };

  test('within the site is followed in place', async () => {
    await navigate('/');
    expect(press('/register').after).toEqual({ kind: 'register' });
  });

  test('with Ctrl held is left to the browser, for a new tab', async () => {
    await navigate('/');
    const { before, after } = press('/register', { ctrlKey: true });
    expect(after).toEqual(before);
  });
});
