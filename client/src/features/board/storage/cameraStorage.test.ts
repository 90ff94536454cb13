import { WorkshopId, newId } from '@brygga/shared/ids';
import { afterEach, expect, test } from 'vitest';
import { loadCamera } from './cameraStorage.ts';

afterEach(() => sessionStorage.clear());

test('a stored camera that makes no sense counts as none', () => {
  const workshop = newId(WorkshopId);
  for (const stored of ['{', '{"x":1,"y":2,"zoom":900}']) {
    sessionStorage.setItem(`brygga-camera-${workshop}`, stored);
    expect(loadCamera(workshop)).toBeUndefined();
  }
});
