export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'brygga-theme';

const readTheme = (): Theme => {
  const found = localStorage.getItem(storageKey);
  return themes.find((name) => name === found) ?? 'system';
};

const initialTheme = readTheme();
let chosen = $state<Theme>(initialTheme);

const setDocumentTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};

setDocumentTheme(initialTheme);

export const theme = (): Theme => chosen;

/** Changes the theme at once and remembers it on this device. */
export const setTheme = (to: Theme): void => {
  chosen = to;
  if (to === 'system') localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, to);
  setDocumentTheme(to);
};
