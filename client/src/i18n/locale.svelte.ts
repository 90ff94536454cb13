import * as runtime from './compiled/runtime.js';

export type Locale = runtime.Locale;

const initialLocale = runtime.getLocale();
let chosen = $state<Locale>(initialLocale);

const setDocumentLanguage = (tag: Locale): void => {
  if (typeof document !== 'undefined') document.documentElement.lang = tag;
};

// Every message asks for the locale as it is called: reading a signal here renders each of them anew
// when the language changes, without a reload and without losing what is open.
runtime.overwriteGetLocale(() => chosen);
setDocumentLanguage(initialLocale);

export const locales = runtime.locales;

export const locale = (): Locale => chosen;

/** Changes the language at once and remembers it on this device. */
export const setLocale = (tag: Locale): void => {
  // Before the signal changes: the runtime stores only a locale that differs from the current one.
  void runtime.setLocale(tag, { reload: false });
  chosen = tag;
  setDocumentLanguage(tag);
};
