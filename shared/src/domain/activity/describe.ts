import { isCardKind } from '../../document/cards/index.ts';
import { type CardId, type NeedId, OrganisationId, type PersonId, type StepId } from '../../ids.ts';
import { isProposed, nameOfProposed } from '../../taxonomy/proposed.ts';
import type { About, Happening } from './happening.ts';

/** Current names of what happenings are about; undefined for what is gone. */
export interface NameLookup {
  /** A card's title; for a note the first line of its text. */
  title(card: CardId): string | undefined;
  need(consortium: CardId, need: NeedId): { readonly title: string; readonly capability: string } | undefined;
  organisation(id: OrganisationId): string | undefined;
  person(id: PersonId): string | undefined;
  step(id: StepId): string | undefined;
}

/** A message of the catalogue in the reader's language, with its parameters; undefined where there is none. */
export type Translate = (key: string, inputs?: Readonly<Record<string, string>>) => string | undefined;

interface SentenceContext {
  readonly called: NameLookup;
  readonly say: (key: string, inputs?: Readonly<Record<string, string>>) => string;
}

/** Longer titles are cut, so that a line stays a line. */
const sentenceTitleMax = 80;
const truncate = (title: string): string =>
  title.length > sentenceTitleMax ? `${title.slice(0, sentenceTitleMax - 1).trimEnd()}…` : title;

const kindIn = ({ kind }: About) => (kind !== undefined && isCardKind(kind) ? kind : 'note');

/** `the note “Shade”`, or the message for a card that is gone or has no title. */
const cardName = ({ about }: Happening, { called, say }: SentenceContext): string => {
  const kind = kindIn(about);
  const title = about.card && called.title(about.card)?.trim();
  if (title === undefined) return say(`activity_gone_${kind}`);
  return title === '' ? say(`activity_untitled_${kind}`) : say(`activity_the_${kind}`, { title: truncate(title) });
};

const titleName = (
  card: CardId | undefined,
  kind: 'challenge' | 'consortium',
  { called, say }: SentenceContext,
): string => {
  const title = card && called.title(card)?.trim();
  if (title === undefined) return say(`activity_gone_${kind}`);
  return title === '' ? say(`activity_untitled_${kind}`) : truncate(title);
};

const fieldName = (field: string | undefined, { say }: SentenceContext): string => {
  if (field === undefined) return '';
  const key = `activity_field_${field}`;
  const name = say(key);
  return name === key ? say(`brief_field_${field}`) : name;
};

const organisationName = (id: OrganisationId | undefined, { called, say }: SentenceContext): string =>
  (id && called.organisation(id)) ?? say('activity_gone_organisation');

const needName = ({ about }: Happening, { called, say }: SentenceContext): string => {
  const need = about.consortium && about.need && called.need(about.consortium, about.need);
  if (!need) return say('activity_gone_need');
  const { title, capability } = need;
  return title.trim() || (isProposed(capability) ? nameOfProposed(capability) : say(keyOf('capability', capability)));
};

/** An organisation, or the stage of a challenge. */
const endName = (end: string | undefined, subject: string, context: SentenceContext): string => {
  if (end === undefined) return '';
  return subject === 'challenge.moved'
    ? context.say(keyOf('stage', end))
    : organisationName(OrganisationId.safeParse(end).data, context);
};

/** A note's only text is the note itself, so that its field is not named. */
const fieldInCardName = (happening: Happening, context: SentenceContext): string => {
  const { field } = happening.about;
  const card = cardName(happening, context);
  const isOnlyField = field === undefined || (kindIn(happening.about) === 'note' && field === 'text');
  return isOnlyField ? card : context.say('activity_field_in', { field: fieldName(field, context), card });
};

const personName = ({ about, by }: Happening, { called, say }: SentenceContext): string => {
  const person = about.person ?? (by === 'system' ? undefined : by);
  return (person && called.person(person)) ?? say('activity_gone_person');
};

const stepName = ({ about }: Happening, { called, say }: SentenceContext): string =>
  (about.step && called.step(about.step)) ?? say('activity_gone_step');

/** The parameters that a sentence may have, by their names in the catalogue. */
const sentenceNames: Readonly<Record<string, (happening: Happening, context: SentenceContext) => string>> = {
  card: cardName,
  place: fieldInCardName,
  aCard: ({ about }, { say }) => say(`activity_a_${kindIn(about)}`),
  field: ({ about }, context) => fieldName(about.field, context),
  challenge: ({ about }, context) => titleName(about.challenge, 'challenge', context),
  consortium: ({ about }, context) => titleName(about.consortium, 'consortium', context),
  need: needName,
  company: ({ about }, context) => organisationName(about.company, context),
  other: ({ about }, context) =>
    about.consortium === undefined
      ? organisationName(about.organisation, context)
      : titleName(about.consortium, 'consortium', context),
  city: ({ about }, context) => organisationName(about.city, context),
  organisation: ({ about }, context) => organisationName(about.organisation, context),
  person: personName,
  step: stepName,
  from: ({ about, what }, context) => endName(about.from, what, context),
  to: ({ about, what }, context) => endName(about.to, what, context),
};

export const isSentenceName = (name: string): boolean => Object.hasOwn(sentenceNames, name);

const keyOf = (prefix: string, name: string): string => `${prefix}_${name.replaceAll(/[-.]/g, '_')}`;

/** A happening as a sentence; its bare name if the catalogue has none for it. */
export const describeHappening = (happening: Happening, called: NameLookup, say: Translate): string => {
  const { what } = happening;
  const context: SentenceContext = { called, say: (key, inputs) => say(key, inputs) ?? key };
  const names = Object.fromEntries(
    Object.entries(sentenceNames).map(([name, describe]) => [name, describe(happening, context)]),
  );
  return say(keyOf('trace', what), names) ?? say(keyOf('fact', what), names) ?? what;
};

/** The names of the person who did it and of the organisation; both undefined if the server did it. */
export const authorOf = (
  { by, onBehalf }: Happening,
  called: Pick<NameLookup, 'person' | 'organisation'> & {
    organisationOf(person: PersonId): OrganisationId | undefined;
  },
  say: Translate,
): { readonly person: string | undefined; readonly organisation: string | undefined } => {
  if (by === 'system') return { person: undefined, organisation: undefined };
  const organisation = onBehalf ?? called.organisationOf(by);
  return {
    person: called.person(by) ?? say('activity_gone_person'),
    organisation: organisation && called.organisation(organisation),
  };
};
