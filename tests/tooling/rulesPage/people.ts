import type { Reason } from '@brygga/shared/reasons';
import { OrganisationId } from '@brygga/shared/ids';
import type { Person, Right } from '@brygga/shared/rules/actor';
import { cityPerson, companyPeople, facilitator, idOf, nth, observer, person } from '@brygga/shared/testing/fixtures';

/**
 * Whom the page asks the rules about. The city is the one whose challenge it is; the company made the
 * card, leads the consortium and holds its seat; the others did not.
 */
export const people = {
  Facilitator: facilitator,
  City: cityPerson,
  'Another city': person('neighbour', [idOf(OrganisationId, 'citynorth')]),
  Company: nth(companyPeople, 0),
  'Another company': nth(companyPeople, 2),
  Observer: observer,
} as const satisfies Record<string, Person>;

/** The rule's answer for each of them, in the order of the page's columns. */
export const rightsOf = (rule: (person: Person) => Right): readonly Right[] => Object.values(people).map(rule);

/** A cell of the page: a yes, or the code of the reason that the person is told. */
export const cell = (right: Right): string => (right === true ? 'yes' : codeOf(right));

const codeOf = (reason: Reason): string => `\`${reason}\``;
