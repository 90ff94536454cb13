import type { Need } from '../../document/cards/challenge.ts';
import { NeedId, type OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { type Abilities, couldTake } from './abilities.ts';
import { type Findings, findingsOf } from './findings.ts';
import { coveringCompany, membersOf, type ConsortiumSeating } from './seating.ts';

type Needs = Readonly<Record<NeedId, Need>>;

/** Companies on seats, tried out. Nobody is asked, and nobody is told. */
export interface LineUp {
  readonly lead?: OrganisationId | undefined;
  readonly companies: readonly OrganisationId[];
  readonly seats: Readonly<Record<NeedId, OrganisationId>>;
}

/** The consortium as it stands: what everything that is tried begins with. */
export const lineUpOf = (table: ConsortiumSeating): LineUp => ({
  lead: table.lead,
  companies: membersOf(table),
  seats: Object.fromEntries(
    Object.keys(table.seats).flatMap((key) => {
      const holder = coveringCompany(table, NeedId.parse(key));
      return holder ? [[key, holder]] : [];
    }),
  ),
});

/** A need's seat given to a company of the line-up, or to nobody. */
export const withSeat = (lineUp: LineUp, need: NeedId, company: OrganisationId | undefined): LineUp => {
  const { [need]: _before, ...others } = lineUp.seats;
  const seats: LineUp['seats'] = company ? { ...others, [need]: company } : others;
  return company && !lineUp.companies.includes(company)
    ? { ...lineUp, seats, companies: [...lineUp.companies, company] }
    : { ...lineUp, seats };
};

/** A company more, on all open seats that it could take. */
export const withCompany = (needs: Needs, lineUp: LineUp, company: OrganisationId, abilities: Abilities): LineUp => {
  const joined = lineUp.companies.includes(company) ? lineUp : { ...lineUp, companies: [...lineUp.companies, company] };
  return needsInOrder(needs)
    .filter(({ id }) => !lineUp.seats[id] && couldTake(abilities, company, id))
    .reduce((sofar, { id }) => withSeat(sofar, id, company), joined);
};

/** A company less: its seats are open, and where it led, nobody does. */
export const withoutCompany = (lineUp: LineUp, company: OrganisationId): LineUp => ({
  lead: lineUp.lead === company ? undefined : lineUp.lead,
  companies: lineUp.companies.filter((other) => other !== company),
  seats: Object.fromEntries(Object.entries(lineUp.seats).filter(([, holder]) => holder !== company)),
});

/** What a line-up comes to. */
export const evaluateLineUp = (needs: Needs, lineUp: LineUp, abilities: Abilities): Findings =>
  findingsOf(needs, seatingOf(lineUp), abilities);

/** A line-up as a table at which everybody is agreed on. */
export const seatingOf = ({ lead, companies, seats }: LineUp): ConsortiumSeating => ({
  lead,
  members: Object.fromEntries(companies.map((company) => [company, {}])),
  seats: Object.fromEntries(Object.entries(seats).map(([need, holder]) => [need, { holder }])),
});

/** How a line-up differs from another. */
export interface LineUpDifference {
  /** Coverage of the one and of the other, 0 to 1. */
  readonly before: number;
  readonly after: number;
  readonly gained: readonly NeedId[];
  readonly lost: readonly NeedId[];
  readonly joined: readonly OrganisationId[];
  readonly left: readonly OrganisationId[];
  /** Must-haves that hang on one company in the other and did not in the one. */
  readonly newSinglePoints: readonly NeedId[];
}

/** What changes from one line-up to the other. */
export const compareLineUps = (needs: Needs, one: LineUp, other: LineUp, abilities: Abilities): LineUpDifference => {
  const [from, to] = [evaluateLineUp(needs, one, abilities), evaluateLineUp(needs, other, abilities)];
  const openBefore = new Set(from.coverage.open);
  const openAfter = new Set(to.coverage.open);
  const alone = new Set(from.singlePoints.map(({ need }) => need));
  const inOrder = needsInOrder(needs).map(({ id }) => id);
  return {
    before: from.coverage.share,
    after: to.coverage.share,
    gained: inOrder.filter((need) => openBefore.has(need) && !openAfter.has(need)),
    lost: inOrder.filter((need) => !openBefore.has(need) && openAfter.has(need)),
    joined: other.companies.filter((company) => !one.companies.includes(company)),
    left: one.companies.filter((company) => !other.companies.includes(company)),
    newSinglePoints: to.singlePoints.flatMap(({ need }) => (alone.has(need) ? [] : [need])),
  };
};
