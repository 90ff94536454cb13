import type { LineUpMember, ProposedLineUp, LineUpsResponse } from '@brygga/shared/api/matching';
import type { Need } from '@brygga/shared/document/cards/challenge';
import { needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import { type Ability, couldTake } from '@brygga/shared/domain/partners/abilities';
import type { PartnerContext, ChallengeAbilities } from '@brygga/shared/domain/partners/nextPartners';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';
import type { Cover, CoverProblem, Solver } from './setCover.ts';

export interface LineUpRequest {
  readonly challenge: ChallengeAbilities;
  readonly context: PartnerContext;
  readonly size: number;
  /** Companies that every line-up contains. */
  readonly keep: readonly OrganisationId[];
}

const lineUpsMax = 3;

/** Breaks ties: the level counts most, then references; lacking properties are subtracted. */
const abilityStrength = ({ level, references, lacks }: Ability): number =>
  Math.max(0, 2 * level + (references.length > 0 ? 1 : 0) - lacks.length);

interface CoverCandidates {
  readonly candidates: readonly OrganisationId[];
  readonly problem: CoverProblem;
}

const isAtCapacity = ({ companies, consortiumCount }: PartnerContext, company: OrganisationId): boolean => {
  const capacity = companies.get(company)?.profile.capacity;
  return capacity !== undefined && consortiumCount(company) >= capacity;
};

/** A `must` outweighs all other needs together; a `should` counts like two `could`. */
const coverWeights = (needs: readonly Need[]): number[] => {
  const optional = { must: 0, should: 2, could: 1 } as const;
  const must = 1 + needs.reduce((sum, { importance }) => sum + optional[importance], 0);
  return needs.map(({ importance }) => optional[importance] || must);
};

/** The needs that the kept companies don't cover, and who could cover them. */
const buildCoverProblem = ({ challenge, context, size, keep }: LineUpRequest): CoverCandidates => {
  const { abilities } = challenge;
  const { areRivals } = context.vault;
  const missing = needsInOrder(challenge.needs).filter(
    ({ id }) => !keep.some((kept) => couldTake(abilities, kept, id)),
  );
  const coverage = [...context.companies.keys()].map((company) => {
    const covers = [...missing.entries()].flatMap(([element, { id }]) => {
      const ability = abilities.get(company)?.get(id);
      return ability && couldTake(abilities, company, id) ? [{ element, strength: abilityStrength(ability) }] : [];
    });
    return { company, covers };
  });
  const candidates = coverage.filter(
    ({ company, covers }) =>
      covers.length > 0 &&
      !keep.includes(company) &&
      !isAtCapacity(context, company) &&
      !keep.some((kept) => areRivals(kept, company)),
  );
  return {
    candidates: candidates.map(({ company }) => company),
    problem: {
      worth: coverWeights(missing),
      sets: candidates.map(({ covers }) => ({
        covers: covers.map(({ element }) => element),
        strength: covers.reduce((sum, { strength }) => sum + strength, 0),
      })),
      apart: candidates.flatMap((one, index) =>
        candidates.flatMap((other, otherIndex) =>
          otherIndex > index && areRivals(one.company, other.company) ? [[index, otherIndex] as const] : [],
        ),
      ),
      size: Math.max(0, size - keep.length),
      answers: lineUpsMax,
    },
  };
};

/** Assigns each need to the strongest company, and among equals to the one with the fewest needs so far. */
const describeLineUp = ({ challenge, keep }: LineUpRequest, companies: readonly OrganisationId[]): ProposedLineUp => {
  const { abilities, needs } = challenge;
  const orderedNeeds = needsInOrder(needs);
  const tasks = new Map(companies.map((company) => [company, [] as (Ability & { need: NeedId })[]]));
  const alone = new Map(companies.map((company) => [company, [] as NeedId[]]));
  const open: (typeof orderedNeeds)[number][] = [];
  for (const need of orderedNeeds) {
    const able = companies.flatMap((company) => {
      const ability = abilities.get(company)?.get(need.id);
      return ability && couldTake(abilities, company, need.id) ? [{ company, ability }] : [];
    });
    const [best] = able.toSorted(
      (a, b) =>
        abilityStrength(b.ability) - abilityStrength(a.ability) ||
        (tasks.get(a.company)?.length ?? 0) - (tasks.get(b.company)?.length ?? 0),
    );
    if (!best) open.push(need);
    else tasks.get(best.company)?.push({ ...best.ability, need: need.id });
    if (best && able.length === 1) alone.get(best.company)?.push(need.id);
  }
  const members = companies.map((company): LineUpMember => ({
    company,
    kept: keep.includes(company),
    covers: tasks.get(company) ?? [],
    alone: alone.get(company) ?? [],
  }));
  return {
    members,
    open: open.map(({ id }) => id),
    share: orderedNeeds.length === 0 ? 0 : (orderedNeeds.length - open.length) / orderedNeeds.length,
    complete: open.every(({ importance }) => importance !== 'must'),
  };
};

/**
 * Up to three different line-ups that cover as much as possible with as few companies as possible.
 * They are proposals: nobody is asked by them.
 */
export const proposeLineUps = async (request: LineUpRequest, solver: Solver): Promise<LineUpsResponse> => {
  const { challenge, keep, size } = request;
  const { candidates, problem } = buildCoverProblem(request);
  const covers: readonly Cover[] = keep.length > size ? [] : await solver.covers(problem);
  const groups = covers.map((cover) => [...keep, ...cover.flatMap((index) => candidates[index] ?? [])]);
  // Where the kept companies cover everything, they are the answer.
  const alone = groups.length === 0 && keep.length > 0 && keep.length <= size ? [[...keep]] : [];
  const companies = [...challenge.abilities.keys()];
  return {
    size,
    lineUps: [...groups, ...alone].map((group) => describeLineUp(request, group)),
    nobody: needsInOrder(challenge.needs)
      .filter(({ id }) => !companies.some((company) => couldTake(challenge.abilities, company, id)))
      .map(({ id }) => id),
  };
};
