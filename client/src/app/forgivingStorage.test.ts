import type { Spotlight } from '@brygga/shared/agreements/session/state';
import { WorkshopId, newId } from '@brygga/shared/ids';
import { challengeId, companyPeople, facilitator, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UnsavedFlag } from '../documents/connection/unsavedFlag.ts';
import { memoryBoard } from '../documents/testing/memoryBoard.svelte.ts';
import { renderWithBoard } from '../documents/testing/renderWithBoard.ts';
import { loadCamera, saveCamera } from '../features/board/storage/cameraStorage.ts';
import { setSingleKeys, singleKeysEnabled } from '../features/board/storage/singleKeySetting.svelte.ts';
import SpotlightFollower from '../features/session/spotlight/SpotlightFollower.svelte';
import { forgivingStorage, installForgivingStorage } from './forgivingStorage.ts';

beforeEach(() => localStorage.clear());

const denied = (): never => {
  throw new DOMException('The user denied storage', 'SecurityError');
};

describe('storage that is denied', () => {
  test('keeps what is stored for as long as the page is open', () => {
    const storage = forgivingStorage(denied);
    storage.setItem('theme', 'dark');

    expect(storage.getItem('theme')).toBe('dark');
    expect(storage.getItem('locale')).toBeNull();
    expect([storage.length, storage.key(0)]).toEqual([1, 'theme']);

    storage.removeItem('theme');
    expect(storage.getItem('theme')).toBeNull();
  });

  test('does not break a page that reads it as it loads', () => {
    const target = Object.defineProperty({}, 'localStorage', { configurable: true, get: denied });
    Object.defineProperty(target, 'sessionStorage', { configurable: true, get: denied });
    // Only the two storages of the window are touched.
    const page = target as typeof globalThis;

    installForgivingStorage(page);

    expect(page.localStorage.getItem('brygga-theme')).toBeNull();
    page.sessionStorage.setItem('camera', '{}');
    expect(page.sessionStorage.getItem('camera')).toBe('{}');
  });
});

describe('a page that may store nothing', () => {
  const openPage = () => {
    vi.stubGlobal('localStorage', forgivingStorage(denied));
    vi.stubGlobal('sessionStorage', forgivingStorage(denied));
  };
  beforeEach(openPage);
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('still takes the setting of single keys, as long as it is open', () => {
    setSingleKeys(false);
    expect(singleKeysEnabled()).toBe(false);
    setSingleKeys(true);
    expect(singleKeysEnabled()).toBe(true);
  });

  test('has no camera of an earlier visit', () => {
    const workshop = newId(WorkshopId);
    saveCamera(workshop, { x: 1, y: 2, zoom: 1 });
    openPage();
    expect(loadCamera(workshop)).toBeUndefined();
  });

  test('has no flag of unsaved edits', () => {
    const flag = new UnsavedFlag(localStorage, 'board', 'one');
    flag.markEdited();
    flag.clear();
    expect(flag.hasLeftovers).toBe(false);
  });

  test('follows a spotlight', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const workshop = newWorkshop();
    const board = memoryBoard(workshop, nth(companyPeople, 0));
    const brought: number[] = [];
    renderWithBoard(board.live, SpotlightFollower, { onbring: ({ at }: Spotlight) => brought.push(at) });
    workshop.execute('spotlight.set', { cards: [challengeId] }, facilitator);
    flushSync();
    board.advanceClock(3_100);
    vi.advanceTimersByTime(3_100);
    flushSync();
    expect(brought).toEqual([1_000_000]);
    expect(screen.queryByText(/bring|brought/)).toBeNull();
  });
});

test('a full storage still reads what it has, and keeps what is new in memory', () => {
  localStorage.setItem('old', 'stored');
  const full = Object.create(localStorage, {
    getItem: { value: (key: string) => localStorage.getItem(key) },
    setItem: {
      value: () => {
        throw new DOMException('No room', 'QuotaExceededError');
      },
    },
  }) as Storage;
  const storage = forgivingStorage(() => full);
  storage.setItem('new', 'kept');

  expect([storage.getItem('old'), storage.getItem('new')]).toEqual(['stored', 'kept']);
  expect(localStorage.getItem('new')).toBeNull();
});

test('a storage that works is used as it is', () => {
  const storage = forgivingStorage(() => localStorage);
  storage.setItem('theme', 'dark');

  expect(localStorage.getItem('theme')).toBe('dark');
  storage.removeItem('theme');
  expect(localStorage.getItem('theme')).toBeNull();
  storage.setItem('locale', 'sv');
  storage.clear();
  expect(localStorage).toHaveLength(0);
});
