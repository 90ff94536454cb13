import { WorkshopId, newId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadCamera, saveCamera } from './cameraStorage.ts';
import { readStored, removeStored, writeStored } from './browserStorage.ts';
import { setSingleKeys, singleKeysEnabled } from './singleKeySetting.svelte.ts';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test('a value is read as it was written, until it is removed', () => {
  writeStored('localStorage', 'key', 'value');
  expect(readStored('localStorage', 'key')).toBe('value');
  expect(readStored('sessionStorage', 'key')).toBeNull();
  removeStored('localStorage', 'key');
  expect(readStored('localStorage', 'key')).toBeNull();
});

describe('a browser that stores nothing', () => {
  beforeEach(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
    vi.stubGlobal('localStorage', storage);
    vi.stubGlobal('sessionStorage', storage);
  });
  afterEach(() => vi.unstubAllGlobals());

  test('still takes the setting of single keys, as long as the page is open', () => {
    setSingleKeys(false);
    expect(singleKeysEnabled()).toBe(false);
    setSingleKeys(true);
    expect(singleKeysEnabled()).toBe(true);
  });

  test('has no camera of an earlier visit', () => {
    const workshop = newId(WorkshopId);
    saveCamera(workshop, { x: 1, y: 2, zoom: 1 });
    expect(loadCamera(workshop)).toBeUndefined();
  });
});

test('a stored camera that makes no sense counts as none', () => {
  const workshop = newId(WorkshopId);
  for (const stored of ['{', '{"x":1,"y":2,"zoom":900}']) {
    sessionStorage.setItem(`brygga-camera-${workshop}`, stored);
    expect(loadCamera(workshop)).toBeUndefined();
  }
});
