import { isCardKind } from '../../document/cards/index.ts';
import { type CardId, type NeedId, OrganisationId, type PersonId, type StepId } from '../../ids.ts';
import { isProposed, nameOfProposed } from '../../taxonomy/proposed.ts';
import type { About, Happening } from './happening.ts';

/** What things are called now, for whoever tells of them; undefined for what is gone. */
export interface NameLookup {
  /** A card's title, which for a note are its first words. */
  title(card: CardId): string | undefined;
  need(consortium: CardId, need: NeedId): { readonly title: string; readonly capability: string } | undefined;
  organisation(id: OrganisationId): string | undefined;
  person(id: PersonId): string | undefined;
  step(id: StepId): string | undefined;
}

/** A message of the catalogue in the reader's language, with what it names; undefined where there is none. */
export type Translate = (key: string, inputs?: Readonly<Record<string, string>>) => string | undefined;

interface SentenceContext {
  readonly called: NameLookup;
  readonly say: (key: string, inputs?: Readonly<Record<string, string>>) => string;
}

/** Longer titles are cut, so that a line stays a line. */
const sentenceTitleMax = 80;
const cut = (title: string): string =>
  title.length > sentenceTitleMax ? `${title.slice(0, sentenceTitleMax - 1).trimEnd()}…` : title;

const kindIn = ({ kind }: About) => (kind !== undefined && isCardKind(kind) ? kind : 'note');

/** `the note “Shade”`, or what is to be said of one that is gone or has no title. */
const cardName = ({ about }: Happening, { called, say }: SentenceContext): string => {
  const kind = kindIn(about);
  const title = about.card && called.title(about.card)?.trim();
  if (title === undefined) return say(`activity_gone_${kind}`);
  return title === '' ? say(`activity_untitled_${kind}`) : say(`activity_the_${kind}`, { title: cut(title) });
};

const titleName = (
  card: CardId | undefined,
  kind: 'challenge' | 'consortium',
  { called, say }: SentenceContext,
): string => {
  const title = card && called.title(card)?.trim();
  if (title === undefined) return say(`activity_gone_${kind}`);
  return title === '' ? say(`activity_untitled_${kind}`) : cut(title);
};

const fieldName = (field: string | undefined, { say }: SentenceContext): string => {
  if (field === undefined) return '';
  const own = `activity_field_${field}`;
  const told = say(own);
  return told === own ? say(`brief_field_${field}`) : told;
};

const organisationName = (id: OrganisationId | undefined, { called, say }: SentenceContext): string =>
  (id && called.organisation(id)) ?? say('activity_gone_organisation');

const needName = ({ about }: Happening, { called, say }: SentenceContext): string => {
  const need = about.consortium && about.need && called.need(about.consortium, about.need);
  if (!need) return say('activity_gone_need');
  const { title, capability } = need;
  return title.trim() || (isProposed(capability) ? nameOfProposed(capability) : say(keyOf('capability', capability)));
};

/** An organisation, or where a challenge stands. */
const endName = (end: string | undefined, what: string, words: SentenceContext): string => {
  if (end === undefined) return '';
  return what === 'challenge.moved'
    ? words.say(keyOf('stage', end))
    : organisationName(OrganisationId.safeParse(end).data, words);
};

/** Of a note there is nothing to write in but the note. */
const fieldInCardName = (it: Happening, words: SentenceContext): string => {
  const { field } = it.about;
  const card = cardName(it, words);
  const isWhole = field === undefined || (kindIn(it.about) === 'note' && field === 'text');
  return isWhole ? card : words.say('activity_field_in', { field: fieldName(field, words), card });
};

const personName = ({ about, by }: Happening, { called, say }: SentenceContext): string => {
  const person = about.person ?? (by === 'system' ? undefined : by);
  return (person && called.person(person)) ?? say('activity_gone_person');
};

const stepName = ({ about }: Happening, { called, say }: SentenceContext): string =>
  (about.step && called.step(about.step)) ?? say('activity_gone_step');

/** Whatever a sentence may name, by the name that it has in the catalogue. */
const sentenceNames: Readonly<Record<string, (it: Happening, words: SentenceContext) => string>> = {
  card: cardName,
  place: fieldInCardName,
  aCard: ({ about }, { say }) => say(`activity_a_${kindIn(about)}`),
  field: ({ about }, words) => fieldName(about.field, words),
  challenge: ({ about }, words) => titleName(about.challenge, 'challenge', words),
  consortium: ({ about }, words) => titleName(about.consortium, 'consortium', words),
  need: needName,
  company: ({ about }, words) => organisationName(about.company, words),
  other: ({ about }, words) =>
    about.consortium === undefined
      ? organisationName(about.organisation, words)
      : titleName(about.consortium, 'consortium', words),
  city: ({ about }, words) => organisationName(about.city, words),
  organisation: ({ about }, words) => organisationName(about.organisation, words),
  person: personName,
  step: stepName,
  from: ({ about, what }, words) => endName(about.from, what, words),
  to: ({ about, what }, words) => endName(about.to, what, words),
};

export const isSentenceName = (name: string): boolean => Object.hasOwn(sentenceNames, name);

const keyOf = (prefix: string, name: string): string => `${prefix}_${name.replaceAll(/[-.]/g, '_')}`;

/** What happened, in a sentence; its bare name where the catalogue has no sentence for it. */
export const describeHappening = (happening: Happening, called: NameLookup, say: Translate): string => {
  const { what } = happening;
  const words: SentenceContext = { called, say: (key, inputs) => say(key, inputs) ?? key };
  const names = Object.fromEntries(Object.entries(sentenceNames).map(([name, of]) => [name, of(happening, words)]));
  return say(keyOf('trace', what), names) ?? say(keyOf('fact', what), names) ?? what;
};

/** Who did it and for whom, in two names; the server's own doing has neither. */
export const authorOf = (
  { by, onBehalf }: Happening,
  called: Pick<NameLookup, 'person' | 'organisation'> & {
    organisationOf(person: PersonId): OrganisationId | undefined;
  },
  say: Translate,
): { readonly person: string | undefined; readonly organisation: string | undefined } => {
  if (by === 'system') return { person: undefined, organisation: undefined };
  const its = onBehalf ?? called.organisationOf(by);
  return {
    person: called.person(by) ?? say('activity_gone_person'),
    organisation: its && called.organisation(its),
  };
};
