import { type Card, isCardKind } from '../../document/cards/index.ts';
import { type CardId, type NeedId, OrganisationId, type PersonId, type StepId } from '../../ids.ts';
import { isProposed, nameOfProposed } from '../../taxonomy/proposed.ts';
import type { About, Happening } from './happening.ts';

/** What things are called now, for whoever tells of them; undefined for what is gone. */
export interface Called {
  /** A card's title, which for a note are its first words. */
  title(card: CardId): string | undefined;
  need(consortium: CardId, need: NeedId): { readonly title: string; readonly capability: string } | undefined;
  organisation(id: OrganisationId): string | undefined;
  person(id: PersonId): string | undefined;
  step(id: StepId): string | undefined;
}

/** A message of the catalogue in the reader's language, with what it names; undefined where there is none. */
export type Say = (key: string, inputs?: Readonly<Record<string, string>>) => string | undefined;

interface Words {
  readonly called: Called;
  readonly say: (key: string, inputs?: Readonly<Record<string, string>>) => string;
}

/** What a card goes by; a note has nothing but its words. */
export const titleOf = (card: Card): string => {
  switch (card.kind) {
    case 'note':
      return card.text.trim().split('\n')[0] ?? '';
    case 'risk':
    case 'task':
      return card.text.trim().split('\n')[0] ?? '';
    case 'consortium':
      return card.name;
    // A room has one.
    case 'draft':
      return '';
    default:
      return card.title;
  }
};

/** Longer titles are cut, so that a line stays a line. */
const titleMost = 80;
const cut = (title: string): string =>
  title.length > titleMost ? `${title.slice(0, titleMost - 1).trimEnd()}…` : title;

const kindIn = ({ kind }: About) => (kind !== undefined && isCardKind(kind) ? kind : 'note');

/** `the note “Shade”`, or what is to be said of one that is gone or has no title. */
const cardWords = ({ about }: Happening, { called, say }: Words): string => {
  const kind = kindIn(about);
  const title = about.card && called.title(about.card)?.trim();
  if (title === undefined) return say(`activity_gone_${kind}`);
  return title === '' ? say(`activity_untitled_${kind}`) : say(`activity_the_${kind}`, { title: cut(title) });
};

const titleWords = (card: CardId | undefined, kind: 'challenge' | 'consortium', { called, say }: Words): string => {
  const title = card && called.title(card)?.trim();
  if (title === undefined) return say(`activity_gone_${kind}`);
  return title === '' ? say(`activity_untitled_${kind}`) : cut(title);
};

const fieldWords = (field: string | undefined, { say }: Words): string => {
  if (field === undefined) return '';
  const own = `activity_field_${field}`;
  const told = say(own);
  return told === own ? say(`brief_field_${field}`) : told;
};

const organisationWords = (id: OrganisationId | undefined, { called, say }: Words): string =>
  (id && called.organisation(id)) ?? say('activity_gone_organisation');

const needWords = ({ about }: Happening, { called, say }: Words): string => {
  const need = about.consortium && about.need && called.need(about.consortium, about.need);
  if (!need) return say('activity_gone_need');
  const { title, capability } = need;
  return title.trim() || (isProposed(capability) ? nameOfProposed(capability) : say(keyOf('capability', capability)));
};

/** An organisation, or where a challenge stands. */
const endWords = (end: string | undefined, what: string, words: Words): string => {
  if (end === undefined) return '';
  return what === 'challenge.moved'
    ? words.say(keyOf('stage', end))
    : organisationWords(OrganisationId.safeParse(end).data, words);
};

/** Of a note there is nothing to write in but the note. */
const placeWords = (it: Happening, words: Words): string => {
  const { field } = it.about;
  const card = cardWords(it, words);
  const isWhole = field === undefined || (kindIn(it.about) === 'note' && field === 'text');
  return isWhole ? card : words.say('activity_field_in', { field: fieldWords(field, words), card });
};

const personWords = ({ about, by }: Happening, { called, say }: Words): string => {
  const person = about.person ?? (by === 'system' ? undefined : by);
  return (person && called.person(person)) ?? say('activity_gone_person');
};

const stepWords = ({ about }: Happening, { called, say }: Words): string =>
  (about.step && called.step(about.step)) ?? say('activity_gone_step');

/** Whatever a sentence may name, by the name that it has in the catalogue. */
const namings: Readonly<Record<string, (it: Happening, words: Words) => string>> = {
  card: cardWords,
  place: placeWords,
  aCard: ({ about }, { say }) => say(`activity_a_${kindIn(about)}`),
  field: ({ about }, words) => fieldWords(about.field, words),
  challenge: ({ about }, words) => titleWords(about.challenge, 'challenge', words),
  consortium: ({ about }, words) => titleWords(about.consortium, 'consortium', words),
  need: needWords,
  company: ({ about }, words) => organisationWords(about.company, words),
  other: ({ about }, words) =>
    about.consortium === undefined
      ? organisationWords(about.organisation, words)
      : titleWords(about.consortium, 'consortium', words),
  city: ({ about }, words) => organisationWords(about.city, words),
  organisation: ({ about }, words) => organisationWords(about.organisation, words),
  person: personWords,
  step: stepWords,
  from: ({ about, what }, words) => endWords(about.from, what, words),
  to: ({ about, what }, words) => endWords(about.to, what, words),
};

export const isNameInSentence = (name: string): boolean => Object.hasOwn(namings, name);

const keyOf = (prefix: string, name: string): string => `${prefix}_${name.replaceAll(/[-.]/g, '_')}`;

/** What happened, in a sentence; its bare name where the catalogue has no sentence for it. */
export const tell = (happening: Happening, called: Called, say: Say): string => {
  const { what } = happening;
  const words: Words = { called, say: (key, inputs) => say(key, inputs) ?? key };
  const names = Object.fromEntries(Object.entries(namings).map(([name, of]) => [name, of(happening, words)]));
  return say(keyOf('trace', what), names) ?? say(keyOf('fact', what), names) ?? what;
};

/** Who did it and for whom, in two names; the server's own doing has neither. */
export const whoDid = (
  { by, onBehalf }: Happening,
  called: Pick<Called, 'person' | 'organisation'> & { organisationOf(person: PersonId): OrganisationId | undefined },
  say: Say,
): { readonly person: string | undefined; readonly organisation: string | undefined } => {
  if (by === 'system') return { person: undefined, organisation: undefined };
  const its = onBehalf ?? called.organisationOf(by);
  return {
    person: called.person(by) ?? say('activity_gone_person'),
    organisation: its && called.organisation(its),
  };
};
