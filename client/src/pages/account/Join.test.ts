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

test('a code shows its workshop and the role it gives', async () => {
  stubServer({ 'GET /api/invites/COOL': invite, 'GET /api/me': problemResponse(401, 'signed-out') });
  await refreshMe();
  render(Join, { code: 'COOL' });

  expect(await screen.findByRole('heading', { name: 'Cool streets' })).toBeTruthy();
  expect(screen.getByText('You come in as participant.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Join the workshop' })).toBeTruthy();
});

test('a signed-in person joins with one press', async () => {
  stubServer({ 'GET /api/invites/COOL': invite, 'GET /api/me': signedIn });
  await refreshMe();
  render(Join, { code: 'COOL' });

  expect(await screen.findByRole('button', { name: 'Join as Amira Haddad' })).toBeTruthy();
  expect(screen.queryByLabelText('Your name')).toBeNull();
});

test.each([
  ['unknown-code', 404, /not valid/],
  ['expired-code', 410, /has expired/],
])('a code that is %s shows an alert and stays in the field', async (code, status, message) => {
  stubServer({ 'GET /api/invites/GONE': problemResponse(status, code) });
  render(Join, { code: 'GONE' });

  await expect.poll(() => screen.queryByRole('alert')?.textContent).toMatch(message);
  expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('GONE');
});

test('an unreachable server can be tried again', async () => {
  stubServer({});
  render(Join, { code: 'COOL' });

  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
});
