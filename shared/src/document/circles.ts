import { z } from 'zod';
import { CardId, OrganisationId, PersonId } from '../ids.ts';

/**
 * Who shares a document: everyone in the workshop (`board`), its facilitators, the people of one city,
 * the members of one consortium, or one person. Each circle has a document of its own: what a circle
 * must not know never enters its document.
 */
export type Circle =
  | { readonly is: 'board' }
  | { readonly is: 'facilitators' }
  | { readonly is: 'city'; readonly id: OrganisationId }
  | { readonly is: 'consortium'; readonly id: CardId }
  | { readonly is: 'person'; readonly id: PersonId };

export type CircleKind = Circle['is'];
type CircleOf<Kind extends CircleKind> = Extract<Circle, { is: Kind }>;

export const board: Circle = { is: 'board' };
export const facilitators = { is: 'facilitators' } as const satisfies Circle;

const named = z.discriminatedUnion('is', [
  z.object({ is: z.literal('city'), id: OrganisationId }),
  z.object({ is: z.literal('consortium'), id: CardId }),
  z.object({ is: z.literal('person'), id: PersonId }),
]);

/** A circle that an id tells from others of its kind. */
type NamedCircle = Exclude<Circle, { is: 'board' | 'facilitators' }>;

export const circleOfCity = (id: OrganisationId): CircleOf<'city'> => ({ is: 'city', id });
export const circleOfConsortium = (id: CardId): CircleOf<'consortium'> => ({ is: 'consortium', id });
export const circleOfPerson = (id: PersonId): CircleOf<'person'> => ({ is: 'person', id });
/** The city's circle; none where nobody names a city. */
export const circlesOfCity = (city: OrganisationId | undefined): readonly Circle[] =>
  city ? [circleOfCity(city)] : [];
/** Where what concerns a city's question or disclosure is written. */
export const facilitatorsAnd = (city: OrganisationId | undefined): readonly Circle[] => [
  facilitators,
  ...circlesOfCity(city),
];

/** A circle's name below its workshop, as addresses have it: `city-<id>`, `facilitators`; the board has none. */
export const circleName = (circle: Exclude<Circle, { is: 'board' }>): string =>
  circle.is === 'facilitators' ? circle.is : `${circle.is}-${circle.id}`;

export const isSameCircle = (a: Circle, b: Circle): boolean =>
  a.is === 'board' || b.is === 'board' ? a.is === b.is : circleName(a) === circleName(b);

/** The circle of that name, or undefined where a name is none. */
export const readCircle = (name: string): Circle | undefined => {
  if (name === facilitators.is) return facilitators;
  const dash = name.indexOf('-');
  const circle: NamedCircle | undefined = named.safeParse({ is: name.slice(0, dash), id: name.slice(dash + 1) }).data;
  return circle;
};
