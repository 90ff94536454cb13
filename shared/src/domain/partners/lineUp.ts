import type { Needs } from '../../document/cards/challenge.ts';
import { NeedId, type OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { type Abilities, couldTake } from './abilities.ts';
import { type Findings, findingsOf } from './findings.ts';
import { coveringCompany, membersOf, type ConsortiumSeating } from './seating.ts';

/** Companies on seats, tried out. Nobody is asked or told. */
export interface LineUp {
  readonly lead?: OrganisationId | undefined;
  readonly companies: readonly OrganisationId[];
  readonly seats: Readonly<Record<NeedId, OrganisationId>>;
}

/** The current seating of a consortium, from which line-ups are tried. */
export const lineUpOf = (seating: ConsortiumSeating): LineUp => ({
  lead: seating.lead,
  companies: membersOf(seating),
  seats: Object.fromEntries(
    Object.keys(seating.seats).flatMap((key) => {
      const holder = coveringCompany(seating, NeedId.parse(key));
      return holder ? [[key, holder]] : [];
    }),
  ),
});

/** Gives a seat to a company, which joins the line-up, or frees it. */
export const withSeat = (lineUp: LineUp, need: NeedId, company: OrganisationId | undefined): LineUp => {
  const { [need]: _before, ...others } = lineUp.seats;
  const seats: LineUp['seats'] = company ? { ...others, [need]: company } : others;
  return company && !lineUp.companies.includes(company)
    ? { ...lineUp, seats, companies: [...lineUp.companies, company] }
    : { ...lineUp, seats };
};

/** Adds a company, on all open seats that it could take. */
export const withCompany = (needs: Needs, lineUp: LineUp, company: OrganisationId, abilities: Abilities): LineUp => {
  const joined = lineUp.companies.includes(company) ? lineUp : { ...lineUp, companies: [...lineUp.companies, company] };
  return needsInOrder(needs)
    .filter(({ id }) => !lineUp.seats[id] && couldTake(abilities, company, id))
    .reduce((next, { id }) => withSeat(next, id, company), joined);
};

/** Removes a company: its seats are open, and if it led, nobody leads. */
export const withoutCompany = (lineUp: LineUp, company: OrganisationId): LineUp => ({
  lead: lineUp.lead === company ? undefined : lineUp.lead,
  companies: lineUp.companies.filter((other) => other !== company),
  seats: Object.fromEntries(Object.entries(lineUp.seats).filter(([, holder]) => holder !== company)),
});

/** The findings of a line-up. */
export const evaluateLineUp = (needs: Needs, lineUp: LineUp, abilities: Abilities): Findings =>
  findingsOf(needs, seatingOf(lineUp), abilities);

/** A line-up as a seating in which every seat is agreed. */
export const seatingOf = ({ lead, companies, seats }: LineUp): ConsortiumSeating => ({
  lead,
  members: Object.fromEntries(companies.map((company) => [company, {}])),
  seats: Object.fromEntries(Object.entries(seats).map(([need, holder]) => [need, { holder }])),
});

/** How two line-ups differ. */
export interface LineUpDifference {
  /** Coverage of the first and of the second, 0 to 1. */
  readonly before: number;
  readonly after: number;
  readonly gained: readonly NeedId[];
  readonly lost: readonly NeedId[];
  readonly joined: readonly OrganisationId[];
  readonly left: readonly OrganisationId[];
  /** Musts that depend on one company in the second alone. */
  readonly newSinglePoints: readonly NeedId[];
}

/** What changes from the first line-up to the second. */
export const compareLineUps = (needs: Needs, one: LineUp, other: LineUp, abilities: Abilities): LineUpDifference => {
  const [from, to] = [evaluateLineUp(needs, one, abilities), evaluateLineUp(needs, other, abilities)];
  const openBefore = new Set(from.coverage.open);
  const openAfter = new Set(to.coverage.open);
  const singleBefore = new Set(from.singlePoints.map(({ need }) => need));
  const inOrder = needsInOrder(needs).map(({ id }) => id);
  return {
    before: from.coverage.share,
    after: to.coverage.share,
    gained: inOrder.filter((need) => openBefore.has(need) && !openAfter.has(need)),
    lost: inOrder.filter((need) => !openBefore.has(need) && openAfter.has(need)),
    joined: other.companies.filter((company) => !one.companies.includes(company)),
    left: one.companies.filter((company) => !other.companies.includes(company)),
    newSinglePoints: to.singlePoints.flatMap(({ need }) => (singleBefore.has(need) ? [] : [need])),
  };
};
