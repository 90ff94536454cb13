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
  readonly names: NameLookup;
  readonly translate: (key: string, inputs?: Readonly<Record<string, string>>) => string;
}

/** Longer titles are cut, so that a line stays a line. */
const sentenceTitleMax = 80;
const truncate = (title: string): string =>
  title.length > sentenceTitleMax ? `${title.slice(0, sentenceTitleMax - 1).trimEnd()}…` : title;

const kindIn = ({ kind }: About) => (kind !== undefined && isCardKind(kind) ? kind : 'note');

/** `the note “Shade”`, or the message for a card that is gone or has no title. */
const cardName = ({ about }: Happening, { names, translate }: SentenceContext): string => {
  const kind = kindIn(about);
  const title = about.card && names.title(about.card)?.trim();
  if (title === undefined) return translate(`activity_gone_${kind}`);
  return title === ''
    ? translate(`activity_untitled_${kind}`)
    : translate(`activity_the_${kind}`, { title: truncate(title) });
};

const titleName = (
  card: CardId | undefined,
  kind: 'challenge' | 'consortium',
  { names, translate }: SentenceContext,
): string => {
  const title = card && names.title(card)?.trim();
  if (title === undefined) return translate(`activity_gone_${kind}`);
  return title === '' ? translate(`activity_untitled_${kind}`) : truncate(title);
};

const fieldName = (field: string | undefined, { translate }: SentenceContext): string => {
  if (field === undefined) return '';
  const key = `activity_field_${field}`;
  const name = translate(key);
  return name === key ? translate(`brief_field_${field}`) : name;
};

const organisationName = (id: OrganisationId | undefined, { names, translate }: SentenceContext): string =>
  (id && names.organisation(id)) ?? translate('activity_gone_organisation');

const needName = ({ about }: Happening, { names, translate }: SentenceContext): string => {
  const need = about.consortium && about.need && names.need(about.consortium, about.need);
  if (!need) return translate('activity_gone_need');
  const { title, capability } = need;
  return (
    title.trim() || (isProposed(capability) ? nameOfProposed(capability) : translate(keyOf('capability', capability)))
  );
};

/** An organisation, or the stage of a challenge. */
const endName = (end: string | undefined, subject: string, context: SentenceContext): string => {
  if (end === undefined) return '';
  return subject === 'challenge.moved'
    ? context.translate(keyOf('stage', end))
    : organisationName(OrganisationId.safeParse(end).data, context);
};

/** A note's only text is the note itself, so that its field is not named. */
const fieldInCardName = (happening: Happening, context: SentenceContext): string => {
  const { field } = happening.about;
  const card = cardName(happening, context);
  const isOnlyField = field === undefined || (kindIn(happening.about) === 'note' && field === 'text');
  return isOnlyField ? card : context.translate('activity_field_in', { field: fieldName(field, context), card });
};

const personName = ({ about, by }: Happening, { names, translate }: SentenceContext): string => {
  const person = about.person ?? (by === 'system' ? undefined : by);
  return (person && names.person(person)) ?? translate('activity_gone_person');
};

const stepName = ({ about }: Happening, { names, translate }: SentenceContext): string =>
  (about.step && names.step(about.step)) ?? translate('activity_gone_step');

/** The parameters that a sentence may have, by their names in the catalogue. */
const sentenceNames: Readonly<Record<string, (happening: Happening, context: SentenceContext) => string>> = {
  card: cardName,
  place: fieldInCardName,
  aCard: ({ about }, { translate }) => translate(`activity_a_${kindIn(about)}`),
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
export const describeHappening = (happening: Happening, names: NameLookup, translate: Translate): string => {
  const { what } = happening;
  const context: SentenceContext = { names, translate: (key, inputs) => translate(key, inputs) ?? key };
  const parameters = Object.fromEntries(
    Object.entries(sentenceNames).map(([name, describe]) => [name, describe(happening, context)]),
  );
  return translate(keyOf('trace', what), parameters) ?? translate(keyOf('fact', what), parameters) ?? what;
};

/** The names of the person who did it and of the organisation; both undefined if the server did it. */
export const authorOf = (
  { by, onBehalf }: Happening,
  names: Pick<NameLookup, 'person' | 'organisation'> & {
    organisationOf(person: PersonId): OrganisationId | undefined;
  },
  translate: Translate,
): { readonly person: string | undefined; readonly organisation: string | undefined } => {
  if (by === 'system') return { person: undefined, organisation: undefined };
  const organisation = onBehalf ?? names.organisationOf(by);
  return {
    person: names.person(by) ?? translate('activity_gone_person'),
    organisation: organisation && names.organisation(organisation),
  };
};
