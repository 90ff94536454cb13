import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { problemResponse, stubServer } from '../../../api/testing/stubServer.ts';
import { WorkshopLoader } from './workshopLoader.svelte.ts';

const id = 'abcdefghijklmnop';
const detail = {
  id,
  title: 'Cool streets',
  role: 'participant',
  createdAt: 1,
  people: 2,
  me: { id: 'ponmlkjihgfedcba', name: 'Amira Haddad', role: 'participant', organisations: [] },
};
const path = `GET /api/workshops/${id}`;

beforeEach(() => localStorage.clear());
afterEach(() => void vi.unstubAllGlobals());

const opened = async () => {
  const opening = new WorkshopLoader();
  await opening.load(id, null);
  return opening.current;
};

test('a workshop opens as the server tells it', async () => {
  stubServer({ [path]: { status: 200, body: detail } });

  expect(await opened()).toMatchObject({ kind: 'open', detail: { title: 'Cool streets' } });
});

test('without a network, a workshop that was open here before opens again', async () => {
  stubServer({ [path]: { status: 200, body: detail } });
  await opened();
  stubServer({});

  expect(await opened()).toMatchObject({ kind: 'open', detail: { title: 'Cool streets' } });
});

test('without a network, a workshop that was never open here says so', async () => {
  stubServer({});

  expect(await opened()).toEqual({ kind: 'refused', refusal: 'unreachable' });
});

test('whoever has lost the right does not get it back by going offline', async () => {
  stubServer({ [path]: { status: 200, body: detail } });
  await opened();
  stubServer({ [path]: problemResponse(404, 'unknown-workshop') });
  expect(await opened()).toEqual({ kind: 'refused', refusal: 'unknown' });
  stubServer({});

  expect(await opened()).toEqual({ kind: 'refused', refusal: 'unreachable' });
});
