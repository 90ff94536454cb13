import { beforeEach, describe, expect, test } from 'vitest';
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
  storage.clear();
  expect(localStorage).toHaveLength(0);
});
