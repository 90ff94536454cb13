import { z } from 'zod';
import { CardId, NeedId, OrganisationId, PersonId, StepId } from '../../ids.ts';
import { happeningKinds, kindOf } from './kinds.ts';

const word = z.string().max(40);

/**
 * Whom and what it is about, by ids: what these are called is read where it is shown, so that who is
 * erased is erased here too. Nothing that people wrote is in it.
 */
export const About = z.object({
  card: CardId.optional(),
  challenge: CardId.optional(),
  consortium: CardId.optional(),
  /** What kind of card it was. */
  kind: word.optional(),
  field: word.optional(),
  need: NeedId.optional(),
  company: OrganisationId.optional(),
  city: OrganisationId.optional(),
  organisation: OrganisationId.optional(),
  person: PersonId.optional(),
  step: StepId.optional(),
  /** An organisation, or where a challenge stood. */
  from: word.optional(),
  to: word.optional(),
});
export type About = z.output<typeof About>;

/** Something that happened: what, who, when. */
export const Happening = z.object({
  /** Rises with time, within one circle's activity. */
  id: z.string().regex(/^\d{1,15}\.\d{1,6}$/),
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
  by: z.union([PersonId, z.literal('system')]),
  /** For whom a facilitator did it. */
  onBehalf: OrganisationId.optional(),
  kind: z.enum(happeningKinds),
  /** The fact's or the trace's name. */
  what: z.string(),
  about: About,
});
export type Happening = z.output<typeof Happening>;

/** What a row of the journal keeps of it: a fact or a trace, and around it who and when. */
export interface RecordedHappening extends Pick<Happening, 'id' | 'at'> {
  readonly by: string;
  readonly onBehalf?: string;
  readonly what: object;
}

const NamedFields = z.union([
  z.looseObject({ fact: z.string() }).transform(({ fact, ...fields }) => ({ name: fact, fields })),
  z.looseObject({ trace: z.string() }).transform(({ trace, ...fields }) => ({ name: trace, fields })),
]);

const sharedAs = { holder: 'company', lead: 'company' } as const;

/** Fields that say whom or what it is about; those that do not fit, such as a text, are left out. */
const aboutIn = (fields: Readonly<Record<string, unknown>>): About => {
  const about = Object.entries(fields).flatMap(([field, value]) => {
    const name = field === 'holder' || field === 'lead' ? sharedAs[field] : field;
    const known = Object.hasOwn(About.shape, name);
    return known && About.safeParse({ [name]: value }).success ? [[name, value] as const] : [];
  });
  return About.parse(Object.fromEntries(about));
};

/** The happening as it is told; undefined for one that this version does not know. */
export const happeningOf = ({ what, ...kept }: RecordedHappening): Happening | undefined => {
  const named = NamedFields.safeParse(what).data;
  const kind = named && kindOf(named.name);
  if (!named || !kind) return undefined;
  return Happening.safeParse({ ...kept, kind, what: named.name, about: aboutIn(named.fields) }).data;
};

const idParts = (id: Happening['id']) => id.split('.').map(Number);

/** Which came later: positive where it is the first. */
export const compareIds = (a: Happening['id'], b: Happening['id']): number => {
  const [[rowA = 0, placeA = 0], [rowB = 0, placeB = 0]] = [idParts(a), idParts(b)];
  return rowA - rowB || placeA - placeB;
};

/** The cards that it is about. */
export const cardsOfHappening = ({ about }: Happening): readonly CardId[] =>
  [about.card, about.challenge, about.consortium].filter((card) => card !== undefined);
