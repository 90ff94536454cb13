const storageKey = 'brygga-single-keys';

let enabled = $state(localStorage.getItem(storageKey) !== 'off');

/** Whether one key alone runs an action; people who use speech input can switch it off (WCAG 2.1.4). */
export const singleKeysEnabled = (): boolean => enabled;

export const setSingleKeys = (on: boolean): void => {
  enabled = on;
  if (on) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
};
