import { z } from 'zod';
import { CardId, NeedId, OrganisationId, PersonId, StepId } from '../../ids.ts';
import { happeningKinds, kindOf } from './kinds.ts';

const shortString = z.string().max(40);

/**
 * Whom and what a happening is about, by ids: names are looked up where it is shown, so that an erased
 * person is erased here too. It holds nothing that people wrote.
 */
export const About = z.object({
  card: CardId.optional(),
  challenge: CardId.optional(),
  consortium: CardId.optional(),
  /** The card's kind. */
  kind: shortString.optional(),
  field: shortString.optional(),
  need: NeedId.optional(),
  company: OrganisationId.optional(),
  city: OrganisationId.optional(),
  organisation: OrganisationId.optional(),
  person: PersonId.optional(),
  step: StepId.optional(),
  /** An organisation, or the stage of a challenge. */
  from: shortString.optional(),
  to: shortString.optional(),
});
export type About = z.output<typeof About>;

/** Something that happened: what, who, when. */
export const Happening = z.object({
  /** Rises with time, within one circle's activity. */
  id: z.string().regex(/^\d{1,15}\.\d{1,6}$/),
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
  by: z.union([PersonId, z.literal('system')]),
  /** The organisation for which a facilitator did it. */
  onBehalf: OrganisationId.optional(),
  kind: z.enum(happeningKinds),
  /** The fact's or the trace's name. */
  what: z.string(),
  about: About,
});
export type Happening = z.output<typeof Happening>;

/** A happening as a row of the journal has it: a fact or a trace, with its author and time. */
export interface RecordedHappening extends Pick<Happening, 'id' | 'at'> {
  readonly by: string;
  readonly onBehalf?: string;
  readonly what: object;
}

const NamedFields = z.union([
  z.looseObject({ fact: z.string() }).transform(({ fact, ...fields }) => ({ name: fact, fields })),
  z.looseObject({ trace: z.string() }).transform(({ trace, ...fields }) => ({ name: trace, fields })),
]);

const fieldAliases = { holder: 'company', lead: 'company' } as const;

/** The fields that say whom or what it is about; others, such as a text, are left out. */
const aboutIn = (fields: Readonly<Record<string, unknown>>): About => {
  const about = Object.entries(fields).flatMap(([field, value]) => {
    const name = field === 'holder' || field === 'lead' ? fieldAliases[field] : field;
    const isAboutField = Object.hasOwn(About.shape, name);
    return isAboutField && About.safeParse({ [name]: value }).success ? [[name, value] as const] : [];
  });
  return About.parse(Object.fromEntries(about));
};

/** Reads a recorded happening; undefined for a kind that this version does not know. */
export const happeningOf = ({ what, ...recorded }: RecordedHappening): Happening | undefined => {
  const named = NamedFields.safeParse(what).data;
  const kind = named && kindOf(named.name);
  if (!named || !kind) return undefined;
  return Happening.safeParse({ ...recorded, kind, what: named.name, about: aboutIn(named.fields) }).data;
};

const idParts = (id: Happening['id']) => id.split('.').map(Number);

/** Positive where the first came later. */
export const compareIds = (a: Happening['id'], b: Happening['id']): number => {
  const [[rowA = 0, indexA = 0], [rowB = 0, indexB = 0]] = [idParts(a), idParts(b)];
  return rowA - rowB || indexA - indexB;
};

/** The cards that a happening is about. */
export const cardsOfHappening = ({ about }: Happening): readonly CardId[] =>
  [about.card, about.challenge, about.consortium].filter((card) => card !== undefined);
