/** A key press as text: `Mod+Shift+Z`, `Shift+1`, `?`, `ArrowLeft`. `Mod` is Ctrl, on a Mac Command. */
export type Keys = string;

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The keys of a press. Digits go by their physical key: what Shift+1 types differs between keyboards. */
export const keysOf = ({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): Keys => {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const letter = key.length === 1 ? key.toUpperCase() : key;
  // A sign that takes Shift to be typed is named without it: `?`, `+`.
  const isSign = key.length === 1 && !/[\p{L}\p{N} ]/u.test(key);
  const name = digit ?? (letter === ' ' ? 'Space' : letter);
  const shift = shiftKey && (digit !== undefined || !isSign);
  return [ctrlKey || metaKey ? 'Mod' : '', altKey ? 'Alt' : '', shift ? 'Shift' : '', name].filter(Boolean).join('+');
};

/** Whether the keys are one character alone, which must never act while somebody types. */
export const isSingleKey = (keys: Keys): boolean => /^[\p{L}\p{N}?]$/u.test(keys);

const keySymbols: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
};

/** The captions of the keys, one for each. */
export const keyCaps = (keys: Keys, mac: boolean): string[] =>
  splitKeys(keys).map((key) => (key === 'Mod' ? (mac ? '⌘' : 'Ctrl') : (keySymbols[key] ?? key)));

const splitKeys = (keys: Keys): string[] => {
  if (keys === '+') return ['+'];
  return keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
};

/** Whether typing goes into this element: then keys are letters, not actions. */
export const isTextEntry = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    isTextInput(target));

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type);

/** Whether the modifier keys are Command and Option on this machine. */
export const isMac: boolean = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
