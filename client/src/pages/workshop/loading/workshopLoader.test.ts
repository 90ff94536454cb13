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

const load = async () => {
  const loader = new WorkshopLoader();
  await loader.load(id, null);
  return loader.current;
};

test('a workshop opens as the server describes it', async () => {
  stubServer({ [path]: { status: 200, body: detail } });

  expect(await load()).toMatchObject({ kind: 'open', detail: { title: 'Cool streets' } });
});

test('offline, a workshop opens that this browser has opened before', async () => {
  stubServer({ [path]: { status: 200, body: detail } });
  await load();
  stubServer({});

  expect(await load()).toMatchObject({ kind: 'open', detail: { title: 'Cool streets' } });
});

test('offline, a workshop that was never open here is unreachable', async () => {
  stubServer({});

  expect(await load()).toEqual({ kind: 'refused', refusal: 'unreachable' });
});

test('a refused workshop does not open offline either', async () => {
  stubServer({ [path]: { status: 200, body: detail } });
  await load();
  stubServer({ [path]: problemResponse(404, 'unknown-workshop') });
  expect(await load()).toEqual({ kind: 'refused', refusal: 'unknown' });
  stubServer({});

  expect(await load()).toEqual({ kind: 'refused', refusal: 'unreachable' });
});

test('a cached workshop that can’t be parsed counts as none', async () => {
  localStorage.setItem(`brygga-workshop:${id}:`, '{');
  stubServer({});

  expect(await load()).toEqual({ kind: 'refused', refusal: 'unreachable' });
});
