export { m } from './compiled/messages.js';
export { type Locale, locale, locales, setLocale } from './locale.svelte.ts';
export {
  capabilityName,
  capabilitySynonyms,
  countryName,
  factKey,
  importanceName,
  messageKey as key,
  kindName,
  messageByKey as message,
  needName,
  problemSentence,
  reasonSentence,
  roleName,
  sectorName,
  sentence,
} from './sentences.ts';
