import { CompanyProfile } from '@brygga/shared/domain/profile';
import { companyIds, nth } from '@brygga/shared/testing/workshop';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readProfileDraft } from './profileDraft.ts';
import { OwnProfile } from './ownProfile.svelte.ts';

const company = nth(companyIds, 0);

/** A server that keeps one profile, as far as a profile's window can tell. */
const openServer = () => {
  const state = { version: 0, profile: CompanyProfile.parse({}), isReachable: true, writes: 0 };
  const shown = () => ({ organisation: company, version: state.version, profile: state.profile });
  vi.stubGlobal('fetch', (_path: string, { method, body }: RequestInit) => {
    if (!state.isReachable) return Promise.reject(new TypeError('Failed to fetch'));
    if (method === 'GET') return Promise.resolve(Response.json(shown()));
    const sent = JSON.parse(String(body)) as { version: number; profile: CompanyProfile };
    if (sent.version !== state.version) {
      const problem = { type: '', status: 412, title: '', code: 'profile-changed' };
      return Promise.resolve(Response.json(problem, { status: 412 }));
    }
    state.version += 1;
    state.writes += 1;
    state.profile = sent.profile;
    return Promise.resolve(Response.json(shown()));
  });
  return {
    state,
    /** A colleague saves meanwhile, elsewhere. */
    colleagueSaves(summary: string) {
      state.version += 1;
      state.profile = CompanyProfile.parse({ summary });
    },
  };
};

let server: ReturnType<typeof openServer>;
beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = openServer();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const opened = async () => {
  const own = new OwnProfile(company);
  await own.load();
  return own;
};

test('what is written is saved once, when the hand rests', async () => {
  const own = await opened();
  own.change({ summary: 'Pipes' });
  own.change({ canLead: true });
  expect(own.saveState.kind).toBe('waiting');
  await vi.runAllTimersAsync();
  expect(own.saveState.kind).toBe('saved');
  expect(server.state).toMatchObject({ writes: 1, profile: { summary: 'Pipes', canLead: true } });
  expect(readProfileDraft(company)).toBeUndefined();
});

test('what can’t be saved is kept on the device, also for another window, and saved when the server is back', async () => {
  const own = await opened();
  server.state.isReachable = false;
  own.change({ summary: 'From the train' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(own.saveState.kind).toBe('unreachable');
  own.close();

  server.state.isReachable = true;
  const again = await opened();

  expect(again.profile?.summary).toBe('From the train');
  expect(again.saveState.kind).toBe('saved');
  expect(server.state.profile.summary).toBe('From the train');
});

test('a colleague’s version is never written over unasked: theirs can be taken', async () => {
  const own = await opened();
  server.colleagueSaves('Theirs');
  own.change({ summary: 'Mine' });
  await vi.runAllTimersAsync();
  expect(own.saveState).toMatchObject({ is: 'changed', theirs: { profile: { summary: 'Theirs' } } });
  expect(own.profile?.summary).toBe('Mine');

  own.acceptServerVersion();

  expect(own.profile?.summary).toBe('Theirs');
  expect(server.state.writes).toBe(0);
  expect(readProfileDraft(company)).toBeUndefined();
});

test('or one’s own is saved over it, with what was typed while one thought about it', async () => {
  const own = await opened();
  server.colleagueSaves('Theirs');
  own.change({ summary: 'Mine' });
  await vi.runAllTimersAsync();
  own.change({ canLead: true });
  expect(own.saveState.kind).toBe('changed');

  await own.overwriteServerVersion();

  expect(own.saveState.kind).toBe('saved');
  expect(server.state.profile).toMatchObject({ summary: 'Mine', canLead: true });
});

test('what is typed while another save is under way is saved after it', async () => {
  const own = await opened();
  own.change({ summary: 'First' });
  await vi.advanceTimersByTimeAsync(700);
  own.change({ summary: 'Second' });
  await vi.runAllTimersAsync();
  expect(server.state.profile.summary).toBe('Second');
  expect(own.saveState.kind).toBe('saved');
});

test('who leaves the page at once has what they wrote saved', async () => {
  const own = await opened();
  own.change({ summary: 'Quick' });
  own.close();
  await vi.runAllTimersAsync();
  expect(server.state.profile.summary).toBe('Quick');
});
