import { type Importance, importanceOrder, type Need, type Needs } from '../../document/cards/challenge.ts';
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

/**
 * What a company is to a need: holds its seat, has claimed it, waits for it as an alternate, could take
 * it by what it says it can do, or none of these.
 */
export const matrixCells = ['holds', 'claims', 'alternate', 'could', 'no'] as const;
export type MatrixCell = (typeof matrixCells)[number];

export interface MatrixRow {
  readonly need: Need & { readonly id: NeedId };
  /** One for each company of the matrix, in its order. */
  readonly cells: readonly MatrixCell[];
}

export interface Matrix {
  /** The lead first. */
  readonly companies: readonly OrganisationId[];
  readonly rows: readonly MatrixRow[];
}

const cellOf = (
  seating: ConsortiumSeating,
  abilities: Abilities,
  need: NeedId,
  company: OrganisationId,
): MatrixCell => {
  if (coveringCompany(seating, need) === company) return 'holds';
  if (claimingCompany(seating, need) === company) return 'claims';
  if (waitingCompanies(seating, need).includes(company)) return 'alternate';
  return couldTake(abilities, company, need) ? 'could' : 'no';
};

/** Needs in the city's order by the members of the consortium. */
export const matrixOf = (needs: Needs, seating: ConsortiumSeating, abilities: Abilities): Matrix => {
  const companies = membersOf(seating);
  const rows = needsInOrder(needs).map((need) => ({
    need,
    cells: companies.map((company) => cellOf(seating, abilities, need.id, company)),
  }));
  return { companies, rows };
};

/** A need that nobody covers. */
export interface Gap {
  readonly need: NeedId;
  readonly importance: Importance;
  /** The company that has claimed its seat. */
  readonly claimed?: OrganisationId;
  /** Members that could take it. */
  readonly could: readonly OrganisationId[];
}

/** `clash`: several members could cover the need and one holds its seat; `line`: several wait for one seat. */
export type Overlap =
  | {
      readonly kind: 'clash';
      readonly need: NeedId;
      readonly holder: OrganisationId;
      readonly others: readonly OrganisationId[];
      /** Those of the others that hold no seat at all. */
      readonly seatless: readonly OrganisationId[];
    }
  | { readonly kind: 'line'; readonly need: NeedId; readonly companies: readonly OrganisationId[] };

/** A must need that depends on one company alone. */
export interface SinglePoint {
  readonly need: NeedId;
  readonly holder: OrganisationId;
}

export interface Findings {
  readonly coverage: Coverage;
  /** Musts first, otherwise in the city's order. */
  readonly gaps: readonly Gap[];
  readonly overlaps: readonly Overlap[];
  readonly singlePoints: readonly SinglePoint[];
}

/** Musts first; equal entries keep their order. */
export const sortMustsFirst = <Entry extends { readonly importance: Importance }>(entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => importanceOrder[a.importance] - importanceOrder[b.importance]);

/** What a consortium lacks, what several members offer, and what depends on one company alone. */
export const findingsOf = (needs: Needs, seating: ConsortiumSeating, abilities: Abilities): Findings => {
  const inOrder = needsInOrder(needs);
  const members = membersOf(seating);
  const holders = new Map(inOrder.flatMap(({ id }) => [[id, coveringCompany(seating, id)] as const]));
  const seatHolders = new Set(holders.values());
  const able = (need: NeedId) => members.filter((company) => couldTake(abilities, company, need));

  const gaps = inOrder.flatMap(({ id, importance }): readonly Gap[] => {
    if (holders.get(id)) return [];
    const claimed = claimingCompany(seating, id);
    return [{ need: id, importance, ...(claimed ? { claimed } : {}), could: able(id) }];
  });

  const overlaps = inOrder.flatMap(({ id, capability }): readonly Overlap[] => {
    const holder = holders.get(id);
    // A member that holds another seat of the same capability has a role of its own.
    const sameCapabilityHolders = new Set(
      inOrder.flatMap((need) => (need.capability === capability ? [holders.get(need.id)] : [])),
    );
    const others = holder ? able(id).filter((company) => !sameCapabilityHolders.has(company)) : [];
    const line = waitingCompanies(seating, id);
    return [
      ...(holder && others.length > 0
        ? [
            {
              kind: 'clash' as const,
              need: id,
              holder,
              others,
              seatless: others.filter((other) => !seatHolders.has(other)),
            },
          ]
        : []),
      ...(line.length > 1 ? [{ kind: 'line' as const, need: id, companies: line }] : []),
    ];
  });

  const singlePoints = inOrder.flatMap(({ id, importance }): readonly SinglePoint[] => {
    const holder = holders.get(id);
    if (!holder || importance !== 'must') return [];
    const hasSpare = [...able(id), ...waitingCompanies(seating, id)].some((company) => company !== holder);
    return hasSpare ? [] : [{ need: id, holder }];
  });

  return { coverage: coverageOf(needs, heldSeats(seating)), gaps: sortMustsFirst(gaps), overlaps, singlePoints };
};
