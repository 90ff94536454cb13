import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { problemResponse, stubServer } from '../../api/testing/stubServer.ts';
import { refreshMe } from '../../features/account/me.svelte.ts';
import Join from './Join.svelte';

const invite = { status: 200, body: { workshop: { title: 'Cool streets' }, role: 'participant' } };
const signedIn = {
  status: 200,
  body: {
    person: { id: 'abcdefghijklmnop', name: 'Amira Haddad', email: 'amira@nordvatten.example' },
    organisations: [{ id: 'ponmlkjihgfedcba', kind: 'company', name: 'Nordvatten', country: 'SE' }],
  },
};

afterEach(() => void vi.unstubAllGlobals());

test('shows what a code leads to, and as whom one comes in', async () => {
  stubServer({ 'GET /api/invites/COOL': invite, 'GET /api/me': problemResponse(401, 'signed-out') });
  await refreshMe();
  render(Join, { code: 'COOL' });

  expect(await screen.findByRole('heading', { name: 'Cool streets' })).toBeTruthy();
  expect(screen.getByText('You come in as participant.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Join the workshop' })).toBeTruthy();
});

test('asks somebody who is signed in for nothing but a press', async () => {
  stubServer({ 'GET /api/invites/COOL': invite, 'GET /api/me': signedIn });
  await refreshMe();
  render(Join, { code: 'COOL' });

  expect(await screen.findByRole('button', { name: 'Join as Amira Haddad' })).toBeTruthy();
  expect(screen.queryByLabelText('Your name')).toBeNull();
});

test.each([
  ['unknown-code', 404, /not valid/],
  ['expired-code', 410, /has expired/],
])('reads aloud that a code is %s, and keeps it in the field', async (code, status, words) => {
  stubServer({ 'GET /api/invites/GONE': problemResponse(status, code) });
  render(Join, { code: 'GONE' });

  await expect.poll(() => screen.queryByRole('alert')?.textContent).toMatch(words);
  expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('GONE');
});

test('offers another try when the server can’t be reached', async () => {
  stubServer({});
  render(Join, { code: 'COOL' });

  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
});
