export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = 'brygga-theme';

const read = (): Theme => {
  const found = localStorage.getItem(kept);
  return themes.find((name) => name === found) ?? 'system';
};

const atFirst = read();
let chosen = $state<Theme>(atFirst);

const showOnPage = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};

showOnPage(atFirst);

export const theme = (): Theme => chosen;

/** Changes the theme at once and remembers it on this device. */
export const setTheme = (to: Theme): void => {
  chosen = to;
  if (to === 'system') localStorage.removeItem(kept);
  else localStorage.setItem(kept, to);
  showOnPage(to);
};
