import type { Importance, Need } from '../../document/cards/challenge.ts';
import type { NeedId, OrganisationId } from '../../ids.ts';
import { type Coverage, coverageOf, needsInOrder } from '../consortium/coverage.ts';
import { type Abilities, couldTake } from './abilities.ts';
import {
  claimingCompany,
  coveringCompany,
  heldSeats,
  membersOf,
  type ConsortiumSeating,
  waitingCompanies,
} from './seating.ts';

type Needs = Readonly<Record<NeedId, Need>>;

/**
 * What a company is to a need: holds its seat, has claimed it, waits for it as an alternate, could take
 * it by what it says it can do, or none of these.
 */
export const matrixCells = ['holds', 'claims', 'alternate', 'could', 'no'] as const;
export type MatrixCell = (typeof matrixCells)[number];

export interface MatrixRow {
  readonly need: Need & { readonly id: NeedId };
  /** One a company, in the order of the matrix' companies. */
  readonly cells: readonly MatrixCell[];
}

export interface Matrix {
  /** The lead first. */
  readonly companies: readonly OrganisationId[];
  readonly rows: readonly MatrixRow[];
}

const cellOf = (table: ConsortiumSeating, abilities: Abilities, need: NeedId, company: OrganisationId): MatrixCell => {
  if (coveringCompany(table, need) === company) return 'holds';
  if (claimingCompany(table, need) === company) return 'claims';
  if (waitingCompanies(table, need).includes(company)) return 'alternate';
  return couldTake(abilities, company, need) ? 'could' : 'no';
};

/** Needs in the city's order against the companies at the table. */
export const matrixOf = (needs: Needs, table: ConsortiumSeating, abilities: Abilities): Matrix => {
  const companies = membersOf(table);
  const rows = needsInOrder(needs).map((need) => ({
    need,
    cells: companies.map((company) => cellOf(table, abilities, need.id, company)),
  }));
  return { companies, rows };
};

/** A need that nobody covers. */
export interface Gap {
  readonly need: NeedId;
  readonly importance: Importance;
  /** Who has asked for its seat. */
  readonly claimed?: OrganisationId;
  /** Members who could take it. */
  readonly could: readonly OrganisationId[];
}

/** `clash`: members who bring what only one sits for; `line`: several who wait for one seat. */
export type Overlap =
  | {
      readonly kind: 'clash';
      readonly need: NeedId;
      readonly holder: OrganisationId;
      readonly others: readonly OrganisationId[];
      /** Those of the others who have no seat at all: what they came for is taken. */
      readonly seatless: readonly OrganisationId[];
    }
  | { readonly kind: 'line'; readonly need: NeedId; readonly companies: readonly OrganisationId[] };

/** A must-have that stands and falls with one company. */
export interface SinglePoint {
  readonly need: NeedId;
  readonly holder: OrganisationId;
}

export interface Findings {
  readonly coverage: Coverage;
  /** Must-haves first, and of these in the city's order. */
  readonly gaps: readonly Gap[];
  readonly overlaps: readonly Overlap[];
  readonly singlePoints: readonly SinglePoint[];
}

const rank = { must: 0, should: 1, could: 2 } as const satisfies Record<Importance, number>;

/** Must-haves first; what is alike keeps its order. */
export const sortMustsFirst = <Entry extends { readonly importance: Importance }>(entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => rank[a.importance] - rank[b.importance]);

/** What is missing at a table, what is there twice, and what hangs on one company alone. */
export const findingsOf = (needs: Needs, table: ConsortiumSeating, abilities: Abilities): Findings => {
  const inOrder = needsInOrder(needs);
  const members = membersOf(table);
  const seated = new Map(inOrder.flatMap(({ id }) => [[id, coveringCompany(table, id)] as const]));
  const taken = new Set(seated.values());
  const able = (need: NeedId) => members.filter((company) => couldTake(abilities, company, need));

  const gaps = inOrder.flatMap(({ id, importance }): readonly Gap[] => {
    if (seated.get(id)) return [];
    const claimed = claimingCompany(table, id);
    return [{ need: id, importance, ...(claimed ? { claimed } : {}), could: able(id) }];
  });

  const overlaps = inOrder.flatMap(({ id, capability }): readonly Overlap[] => {
    const holder = seated.get(id);
    // Whoever sits for the same capability elsewhere has a role of their own.
    const sitForIt = new Set(inOrder.flatMap((need) => (need.capability === capability ? [seated.get(need.id)] : [])));
    const others = holder ? able(id).filter((company) => !sitForIt.has(company)) : [];
    const line = waitingCompanies(table, id);
    return [
      ...(holder && others.length > 0
        ? [{ kind: 'clash' as const, need: id, holder, others, seatless: others.filter((other) => !taken.has(other)) }]
        : []),
      ...(line.length > 1 ? [{ kind: 'line' as const, need: id, companies: line }] : []),
    ];
  });

  const singlePoints = inOrder.flatMap(({ id, importance }): readonly SinglePoint[] => {
    const holder = seated.get(id);
    if (!holder || importance !== 'must') return [];
    const spare = [...able(id), ...waitingCompanies(table, id)].some((company) => company !== holder);
    return spare ? [] : [{ need: id, holder }];
  });

  return { coverage: coverageOf(needs, heldSeats(table)), gaps: sortMustsFirst(gaps), overlaps, singlePoints };
};
