import { z } from 'zod';
import type { Importance, Need } from '../../document/cards/challenge.ts';
import { NeedId, OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import type { FitCity, FitCompany } from '../fit/comparison.ts';
import { type Abilities, type Ability, isEnough } from './abilities.ts';
import type { VaultRelations } from './vaultRelations.ts';
import { PartnerReason } from './partnerReasons.ts';
import { claimingCompany, coveringCompany, membersOf, type ConsortiumSeating, waitingCompanies } from './seating.ts';

/** What a company would add to a consortium. */
export const Gain = z.object({
  /** The open needs that it could cover, in the city's order. */
  needs: z.array(NeedId).readonly(),
  /** Coverage without it and with it, 0 to 1. */
  before: z.number(),
  after: z.number(),
});
export type Gain = z.output<typeof Gain>;

/** What a company would add, with the reasons for and against it: never a number alone. */
export const Suggestion = z.object({ gain: Gain, reasons: z.array(PartnerReason).readonly() });
export type Suggestion = z.output<typeof Suggestion>;

export const NextPartner = Suggestion.extend({ company: OrganisationId });
export type NextPartner = z.output<typeof NextPartner>;

/** A challenge with what each company in the workshop could do for it. */
export interface ChallengeAbilities {
  readonly needs: Readonly<Record<NeedId, Need>>;
  readonly city: FitCity;
  readonly abilities: Abilities;
}

/** What the asking person may know of the workshop. */
export interface PartnerContext {
  readonly companies: ReadonlyMap<OrganisationId, FitCompany>;
  readonly vault: VaultRelations;
  /** The asking person's own companies: a mutual interest is told only to its two companies. */
  readonly ownCompanies: readonly OrganisationId[];
  /** In how many active consortia a company is. */
  consortiumCount(company: OrganisationId): number;
}

/** The weight of a need in sorting: one must counts more than two others. */
const needWeights = { must: 5, should: 2, could: 1 } as const satisfies Record<Importance, number>;

interface OpenNeed extends Need {
  readonly id: NeedId;
}

/** A consortium and its challenge, prepared once for all companies. */
interface PartnerSearch {
  readonly challenge: ChallengeAbilities;
  readonly seating: ConsortiumSeating;
  readonly members: readonly OrganisationId[];
  /** Needs that nobody covers; a claimed one is open only to its claimant. */
  readonly open: readonly OpenNeed[];
  readonly covered: number;
  readonly total: number;
  /** How many companies in the workshop could take each open need. */
  readonly able: ReadonlyMap<NeedId, number>;
}

const emptySeating: ConsortiumSeating = { members: {}, seats: {} };

export const preparePartnerSearch = (
  challenge: ChallengeAbilities,
  seating: ConsortiumSeating = emptySeating,
): PartnerSearch => {
  const inOrder = needsInOrder(challenge.needs);
  const open = inOrder.filter(({ id }) => !coveringCompany(seating, id));
  const able = new Map<NeedId, number>();
  for (const abilities of challenge.abilities.values()) {
    for (const [need, ability] of abilities) if (isEnough(ability)) able.set(need, (able.get(need) ?? 0) + 1);
  }
  const covered = inOrder.length - open.length;
  return { challenge, seating, members: membersOf(seating), open, covered, total: inOrder.length, able };
};

/** One kind of reason for one company; empty where it does not apply. */
type Factor = (candidate: Candidate) => readonly PartnerReason[];

/** A company compared with a search. */
interface Candidate {
  readonly company: OrganisationId;
  readonly fitting: FitCompany;
  readonly takes: readonly { readonly need: OpenNeed; readonly ability: Ability }[];
  readonly search: PartnerSearch;
  readonly context: PartnerContext;
}

const isInCityCountry = (country: string | undefined, { challenge }: PartnerSearch): boolean =>
  country !== undefined && country === challenge.city.country;

const localNeeds = ({ takes }: Candidate): readonly NeedId[] =>
  takes.flatMap(({ need }) => (need.local ? [need.id] : []));

/** In display order. */
const factors: readonly Factor[] = [
  ({ takes }) => takes.map(({ need, ability }) => ({ is: 'covers', need: need.id, level: ability.level })),
  ({ takes, search }) =>
    takes.flatMap(({ need, ability }) =>
      ability.references.map((reference) => ({
        is: 'shown' as const,
        need: need.id,
        reference,
        there: isInCityCountry(reference.country, search),
      })),
    ),
  ({ takes, search }) =>
    takes.flatMap(({ need }) => (search.able.get(need.id) === 1 ? [{ is: 'only_one' as const, need: need.id }] : [])),
  ({ company, search, context: { ownCompanies, vault } }) => {
    const { id, lead } = search.seating;
    // All members know of a match of their consortium, for which the lead has shown interest.
    const isTold = ownCompanies.includes(company) || search.members.some((member) => ownCompanies.includes(member));
    const wanted = isTold && id !== undefined && vault.isWanted(id, company);
    return search.members
      .filter(
        (member) =>
          (wanted && member === lead) ||
          ((ownCompanies.includes(member) || ownCompanies.includes(company)) && vault.isMutual(member, company)),
      )
      .map((member) => ({ is: 'mutual', with: member }));
  },
  ({ company, search }) =>
    search.open.flatMap(({ id }): readonly PartnerReason[] => {
      if (claimingCompany(search.seating, id) === company) return [{ is: 'claims', need: id }];
      return waitingCompanies(search.seating, id).includes(company) ? [{ is: 'waits', need: id }] : [];
    }),
  (candidate) => {
    const { country } = candidate.search.challenge.city;
    if (country === undefined) return [];
    if (candidate.fitting.country === country) return [{ is: 'at_home', country, local: localNeeds(candidate) }];
    const worksThere = candidate.fitting.profile.countries.includes(country);
    return worksThere ? [{ is: 'works_there', country, local: localNeeds(candidate) }] : [];
  },
  ({ fitting, search }) => (search.seating.lead === undefined && fitting.profile.canLead ? [{ is: 'can_lead' }] : []),
  ({ takes }) =>
    takes.flatMap(({ need, ability }) => ability.lacks.map((lack) => ({ is: 'lacks' as const, need: need.id, lack }))),
  ({ company, fitting, context }) => {
    const used = context.consortiumCount(company);
    const { capacity } = fitting.profile;
    return capacity !== undefined && used >= capacity ? [{ is: 'full', used, capacity }] : [];
  },
];

/** What a company would add; undefined if that is nothing, if it is a member, or a rival of one. */
export const suggestPartner = (
  search: PartnerSearch,
  company: OrganisationId,
  context: PartnerContext,
): Suggestion | undefined => {
  const { challenge, seating, members, open, covered, total } = search;
  const fitting = context.companies.get(company);
  const own = challenge.abilities.get(company);
  if (!fitting || !own || own.size === 0 || members.includes(company)) return undefined;
  const takes = open.flatMap((need) => {
    const ability = own.get(need.id);
    const claimedBy = claimingCompany(seating, need.id);
    return ability && isEnough(ability) && (!claimedBy || claimedBy === company) ? [{ need, ability }] : [];
  });
  if (takes.length === 0 || members.some((member) => context.vault.areRivals(member, company))) return undefined;
  const candidate = { company, fitting, takes, search, context };
  return {
    gain: {
      needs: takes.map(({ need }) => need.id),
      before: covered / total,
      after: (covered + takes.length) / total,
    },
    reasons: factors.flatMap((factor) => factor(candidate)),
  };
};

/** The keys that suggestions are sorted by, the most important first; higher values come first. */
const sortKeys = ({ needs }: Pick<ChallengeAbilities, 'needs'>, { gain, reasons }: Suggestion): readonly number[] => {
  const reasonsOf = <Code extends PartnerReason['is']>(code: Code) =>
    reasons.filter((reason): reason is Extract<PartnerReason, { is: Code }> => reason.is === code);
  return [
    -reasonsOf('full').length,
    gain.needs.reduce((sum, need) => sum + needWeights[needs[need]?.importance ?? 'could'], 0),
    reasonsOf('mutual').length,
    reasonsOf('claims').length + reasonsOf('waits').length,
    reasonsOf('covers').reduce((sum, { level }) => sum + level, 0),
    reasonsOf('shown').reduce((sum, { there }) => sum + (there ? 2 : 1), 0),
    reasonsOf('at_home').length + reasonsOf('works_there').length + reasonsOf('can_lead').length,
    -reasonsOf('lacks').length,
  ];
};

/** Sorts by gain, then by the other reasons; equal entries keep their order. */
export const sortByGain = <Entry>(
  entries: readonly Entry[],
  suggestionOf: (entry: Entry) => {
    readonly suggestion: Suggestion;
    readonly challenge: Pick<ChallengeAbilities, 'needs'>;
  },
): Entry[] =>
  entries
    .map((entry) => {
      const { suggestion, challenge } = suggestionOf(entry);
      return { entry, keys: sortKeys(challenge, suggestion) };
    })
    .sort((a, b) => a.keys.reduce((difference, key, index) => difference || (b.keys[index] ?? 0) - key, 0))
    .map(({ entry }) => entry);

/** The companies that would add most to a consortium, with reasons. */
export const nextPartners = (
  challenge: ChallengeAbilities,
  seating: ConsortiumSeating,
  context: PartnerContext,
): readonly NextPartner[] => {
  const search = preparePartnerSearch(challenge, seating);
  const partners = [...context.companies.keys()].flatMap((company): readonly NextPartner[] => {
    const suggestion = suggestPartner(search, company, context);
    return suggestion ? [{ ...suggestion, company }] : [];
  });
  return sortByGain(partners, (suggestion) => ({ suggestion, challenge }));
};
