import { z } from 'zod';
import { CardId, OrganisationId, PersonId } from '../ids.ts';

/**
 * Who shares a document: everyone in the workshop (`board`), its facilitators, the people of one city
 * or company, the members of one consortium, or one person. Each circle has a document of its own: what
 * a circle must not know never enters its document.
 *
 * Nobody enters the vault. Secrets (unreturned interests, rivals, sealed scores) lie there, and only
 * commands read it, so that a secret and what others may learn of it are decided in one transaction.
 */
export type Circle =
  | { readonly is: 'board' }
  | { readonly is: 'facilitators' }
  | { readonly is: 'vault' }
  | { readonly is: 'city'; readonly id: OrganisationId }
  | { readonly is: 'company'; readonly id: OrganisationId }
  | { readonly is: 'consortium'; readonly id: CardId }
  | { readonly is: 'person'; readonly id: PersonId };

export type CircleKind = Circle['is'];
type CircleOf<Kind extends CircleKind> = Extract<Circle, { is: Kind }>;

export const boardCircle = { is: 'board' } as const satisfies Circle;
export const facilitatorsCircle = { is: 'facilitators' } as const satisfies Circle;
export const vaultCircle = { is: 'vault' } as const satisfies Circle;

/** A circle whose document people may open. */
export type EnterableCircle = Exclude<Circle, { is: 'vault' }>;

const NamedCircleSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('city'), id: OrganisationId }),
  z.object({ is: z.literal('company'), id: OrganisationId }),
  z.object({ is: z.literal('consortium'), id: CardId }),
  z.object({ is: z.literal('person'), id: PersonId }),
]);

/** A circle that is named by kind and id. */
type NamedCircle = Exclude<Circle, { is: 'board' | 'facilitators' | 'vault' }>;

export const circleOfCity = (id: OrganisationId): CircleOf<'city'> => ({ is: 'city', id });
export const circleOfConsortium = (id: CardId): CircleOf<'consortium'> => ({ is: 'consortium', id });
export const circleOfPerson = (id: PersonId): CircleOf<'person'> => ({ is: 'person', id });
export const circleOfCompany = (id: OrganisationId): CircleOf<'company'> => ({ is: 'company', id });
/** The city's circle; none without a city. */
export const circlesOfCity = (city: OrganisationId | undefined): readonly Circle[] =>
  city ? [circleOfCity(city)] : [];
/** The circles of a question or disclosure that concerns this city. */
export const facilitatorsAndCity = (city: OrganisationId | undefined): readonly Circle[] => [
  facilitatorsCircle,
  ...circlesOfCity(city),
];

/** A circle's name in addresses: `city-<id>`, `facilitators`; the board has none. */
export const circleName = (circle: Exclude<Circle, { is: 'board' }>): string =>
  'id' in circle ? `${circle.is}-${circle.id}` : circle.is;

export const isSameCircle = (a: Circle, b: Circle): boolean =>
  a.is === 'board' || b.is === 'board' ? a.is === b.is : circleName(a) === circleName(b);

/** The circle of that name, or undefined. */
export const readCircle = (name: string): Circle | undefined => {
  if (name === facilitatorsCircle.is) return facilitatorsCircle;
  if (name === vaultCircle.is) return vaultCircle;
  const dash = name.indexOf('-');
  const circle: NamedCircle | undefined = NamedCircleSchema.safeParse({
    is: name.slice(0, dash),
    id: name.slice(dash + 1),
  }).data;
  return circle;
};
