import { CompanyProfile } from '@brygga/shared/document/profile';
import { companyIds, nth } from '@brygga/shared/testing/fixtures';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readProfileDraft } from './profileDraft.ts';
import { OwnProfile } from './ownProfile.svelte.ts';

const company = nth(companyIds, 0);

/** A fake server that stores one profile. */
const fakeServer = () => {
  const state = { version: 0, profile: CompanyProfile.parse({}), isReachable: true, writes: 0 };
  const response = () => ({ organisation: company, version: state.version, profile: state.profile });
  vi.stubGlobal('fetch', (_path: string, { method, body }: RequestInit) => {
    if (!state.isReachable) return Promise.reject(new TypeError('Failed to fetch'));
    if (method === 'GET') return Promise.resolve(Response.json(response()));
    const sent = JSON.parse(String(body)) as { version: number; profile: CompanyProfile };
    if (sent.version !== state.version) {
      const problem = { type: '', status: 412, title: '', code: 'profile-changed' };
      return Promise.resolve(Response.json(problem, { status: 412 }));
    }
    state.version += 1;
    state.writes += 1;
    state.profile = sent.profile;
    return Promise.resolve(Response.json(response()));
  });
  return {
    state,
    /** A colleague saves in another window. */
    colleagueSaves(summary: string) {
      state.version += 1;
      state.profile = CompanyProfile.parse({ summary });
    },
  };
};

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = fakeServer();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const loadProfile = async () => {
  const own = new OwnProfile(company);
  await own.load();
  return own;
};

test('changes are saved once after a pause', async () => {
  const own = await loadProfile();
  own.change({ summary: 'Pipes' });
  own.change({ canLead: true });
  expect(own.saveState.kind).toBe('waiting');
  await vi.runAllTimersAsync();
  expect(own.saveState.kind).toBe('saved');
  expect(server.state).toMatchObject({ writes: 1, profile: { summary: 'Pipes', canLead: true } });
  expect(readProfileDraft(company)).toBeUndefined();
});

test('unsaved changes stay on the device and are saved when the server is back', async () => {
  const own = await loadProfile();
  server.state.isReachable = false;
  own.change({ summary: 'From the train' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(own.saveState.kind).toBe('unreachable');
  own.close();

  server.state.isReachable = true;
  const reopened = await loadProfile();

  expect(reopened.profile?.summary).toBe('From the train');
  expect(reopened.saveState.kind).toBe('saved');
  expect(server.state.profile.summary).toBe('From the train');
});

test('a colleague’s version is never overwritten unasked, and can be accepted', async () => {
  const own = await loadProfile();
  server.colleagueSaves('Theirs');
  own.change({ summary: 'Mine' });
  await vi.runAllTimersAsync();
  expect(own.saveState).toMatchObject({ kind: 'conflict', serverProfile: { profile: { summary: 'Theirs' } } });
  expect(own.profile?.summary).toBe('Mine');

  own.acceptServerVersion();

  expect(own.profile?.summary).toBe('Theirs');
  expect(server.state.writes).toBe(0);
  expect(readProfileDraft(company)).toBeUndefined();
});

test('one’s own version can overwrite a colleague’s, later changes included', async () => {
  const own = await loadProfile();
  server.colleagueSaves('Theirs');
  own.change({ summary: 'Mine' });
  await vi.runAllTimersAsync();
  own.change({ canLead: true });
  expect(own.saveState.kind).toBe('conflict');

  await own.overwriteServerVersion();

  expect(own.saveState.kind).toBe('saved');
  expect(server.state.profile).toMatchObject({ summary: 'Mine', canLead: true });
});

test('changes during a save are saved after it', async () => {
  const own = await loadProfile();
  own.change({ summary: 'First' });
  await vi.advanceTimersByTimeAsync(700);
  own.change({ summary: 'Second' });
  await vi.runAllTimersAsync();
  expect(server.state.profile.summary).toBe('Second');
  expect(own.saveState.kind).toBe('saved');
});

test('leaving the page saves at once', async () => {
  const own = await loadProfile();
  own.change({ summary: 'Quick' });
  own.close();
  await vi.runAllTimersAsync();
  expect(server.state.profile.summary).toBe('Quick');
});
