import Monitor from '@lucide/svelte/icons/monitor';
import Moon from '@lucide/svelte/icons/moon';
import Sun from '@lucide/svelte/icons/sun';
import { key, type Locale, m } from '../../i18n/index.ts';
import type { Theme } from '../../ui/styles/theme.svelte.ts';

/** A language by its own name. */
export const languageName = (tag: Locale): string => m[key('pages_language', tag)]();
export const themeName = (theme: Theme): string => m[key('pages_theme', theme)]();
export const themeIcons = { system: Monitor, light: Sun, dark: Moon };
