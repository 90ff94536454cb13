import { readStored, removeStored, writeStored } from './browserStorage.ts';

const storageKey = 'brygga-single-keys';

let enabled = $state(readStored('localStorage', storageKey) !== 'off');

/** Whether one key alone runs an action; people who use speech input can switch it off (WCAG 2.1.4). */
export const singleKeysEnabled = (): boolean => enabled;

export const setSingleKeys = (on: boolean): void => {
  enabled = on;
  if (on) removeStored('localStorage', storageKey);
  else writeStored('localStorage', storageKey, 'off');
};
