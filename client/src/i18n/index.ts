export { m } from './compiled/messages.js';
export { type Locale, locale, locales, setLocale } from './locale.svelte.ts';
export {
  capabilityName,
  capabilityWords,
  countryName,
  factKey,
  key,
  kindName,
  message,
  problemSentence,
  reasonSentence,
  roleName,
  sectorName,
  sentence,
} from './sentences.ts';
