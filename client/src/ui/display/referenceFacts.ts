import type { Reference } from '@brygga/shared/document/profile';
import { countryName } from '../../i18n/index.ts';

/** Where, when and how large: "Gothenburg, Sweden · 2024 · 40 km of pipes". */
export const referenceFacts = ({ place, country, year, scale }: Reference): string => {
  const where = [place, country && countryName(country)].filter(Boolean).join(', ');
  return [where, year, scale].filter((fact) => fact !== undefined && fact !== '').join(' · ');
};

/** A reference in a sentence: its title, with its facts in brackets. */
export const referenceText = (reference: Reference): string => {
  const facts = referenceFacts(reference);
  return facts ? `${reference.title} (${facts})` : reference.title;
};
