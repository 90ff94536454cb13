import { z } from 'zod';
import type { Importance, Need } from '../../document/cards/challenge.ts';
import { NeedId, OrganisationId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import type { FitCity, FitCompany } from '../fit/comparison.ts';
import { type Abilities, type Ability, isEnough } from './abilities.ts';
import type { VaultRelations } from './vaultRelations.ts';
import { PartnerReason } from './partnerReasons.ts';
import { claimingCompany, coveringCompany, membersOf, type ConsortiumSeating, waitingCompanies } from './seating.ts';

/** What a company would bring to a table. */
export const Gain = z.object({
  /** The open needs that it could cover, in the city's order. */
  needs: z.array(NeedId).readonly(),
  /** Coverage without it and with it, 0 to 1. */
  before: z.number(),
  after: z.number(),
});
export type Gain = z.output<typeof Gain>;

/** What it would bring, and why it should be asked or not: never a number without its reasons. */
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

/** The workshop, as whoever asks may know it. */
export interface PartnerContext {
  readonly companies: ReadonlyMap<OrganisationId, FitCompany>;
  readonly vault: VaultRelations;
  /** The companies that whoever asks speaks for: they are told of a mutual interest of these alone. */
  readonly ownCompanies: readonly OrganisationId[];
  /** In how many consortia a company is now. */
  consortiumCount(company: OrganisationId): number;
}

/** What a need counts for when suggestions are put in order: one must-have before two that are none. */
const needWeights = { must: 5, should: 2, could: 1 } as const satisfies Record<Importance, number>;

interface OpenNeed extends Need {
  readonly id: NeedId;
}

/** A table and its challenge, looked through once for all companies. */
interface PartnerSearch {
  readonly challenge: ChallengeAbilities;
  readonly seating: ConsortiumSeating;
  readonly members: readonly OrganisationId[];
  /** Needs that nobody covers; what somebody has claimed is open to them alone. */
  readonly open: readonly OpenNeed[];
  readonly covered: number;
  readonly total: number;
  /** How many companies in the workshop could take each open need. */
  readonly able: ReadonlyMap<NeedId, number>;
}

const emptySeating: ConsortiumSeating = { members: {}, seats: {} };

export const preparePartnerSearch = (
  challenge: ChallengeAbilities,
  table: ConsortiumSeating = emptySeating,
): PartnerSearch => {
  const inOrder = needsInOrder(challenge.needs);
  const open = inOrder.filter(({ id }) => !coveringCompany(table, id));
  const able = new Map<NeedId, number>();
  for (const own of challenge.abilities.values()) {
    for (const [need, ability] of own) if (isEnough(ability)) able.set(need, (able.get(need) ?? 0) + 1);
  }
  const covered = inOrder.length - open.length;
  return { challenge, seating: table, members: membersOf(table), open, covered, total: inOrder.length, able };
};

/** The reasons of one factor for one company; empty where it says nothing. */
type Factor = (held: Candidate) => readonly PartnerReason[];

/** A company held against what is sought. */
interface Candidate {
  readonly company: OrganisationId;
  readonly fitting: FitCompany;
  readonly takes: readonly { readonly need: OpenNeed; readonly ability: Ability }[];
  readonly sought: PartnerSearch;
  readonly around: PartnerContext;
}

const isInCityCountry = (country: string | undefined, { challenge }: PartnerSearch): boolean =>
  country !== undefined && country === challenge.city.country;

const localNeeds = ({ takes }: Candidate): readonly NeedId[] =>
  takes.flatMap(({ need }) => (need.local ? [need.id] : []));

/** In the order in which they are told. */
const factors: readonly Factor[] = [
  ({ takes }) => takes.map(({ need, ability }) => ({ is: 'covers', need: need.id, level: ability.level })),
  ({ takes, sought }) =>
    takes.flatMap(({ need, ability }) =>
      ability.references.map((reference) => ({
        is: 'shown' as const,
        need: need.id,
        reference,
        there: isInCityCountry(reference.country, sought),
      })),
    ),
  ({ takes, sought }) =>
    takes.flatMap(({ need }) => (sought.able.get(need.id) === 1 ? [{ is: 'only_one' as const, need: need.id }] : [])),
  ({ company, sought, around: { ownCompanies, vault } }) => {
    const { id, lead } = sought.seating;
    // Of a match with the consortium all its members are told; its lead is who has spoken for it.
    const isTold = ownCompanies.includes(company) || sought.members.some((member) => ownCompanies.includes(member));
    const wanted = isTold && id !== undefined && vault.isWanted(id, company);
    return sought.members
      .filter(
        (member) =>
          (wanted && member === lead) ||
          ((ownCompanies.includes(member) || ownCompanies.includes(company)) && vault.isMutual(member, company)),
      )
      .map((member) => ({ is: 'mutual', with: member }));
  },
  ({ company, sought }) =>
    sought.open.flatMap(({ id }): readonly PartnerReason[] => {
      if (claimingCompany(sought.seating, id) === company) return [{ is: 'claims', need: id }];
      return waitingCompanies(sought.seating, id).includes(company) ? [{ is: 'waits', need: id }] : [];
    }),
  (held) => {
    const { country } = held.sought.challenge.city;
    if (country === undefined) return [];
    if (held.fitting.country === country) return [{ is: 'at_home', country, local: localNeeds(held) }];
    const worksThere = held.fitting.profile.countries.includes(country);
    return worksThere ? [{ is: 'works_there', country, local: localNeeds(held) }] : [];
  },
  ({ fitting, sought }) => (sought.seating.lead === undefined && fitting.profile.canLead ? [{ is: 'can_lead' }] : []),
  ({ takes }) =>
    takes.flatMap(({ need, ability }) => ability.lacks.map((lack) => ({ is: 'lacks' as const, need: need.id, lack }))),
  ({ company, fitting, around }) => {
    const used = around.consortiumCount(company);
    const { capacity } = fitting.profile;
    return capacity !== undefined && used >= capacity ? [{ is: 'full', used, capacity }] : [];
  },
];

/** What a company would bring; undefined where that is nothing, or where it is no matter between the two. */
export const suggestPartner = (
  sought: PartnerSearch,
  company: OrganisationId,
  around: PartnerContext,
): Suggestion | undefined => {
  const { challenge, seating, members, open, covered, total } = sought;
  const fitting = around.companies.get(company);
  const own = challenge.abilities.get(company);
  if (!fitting || !own || own.size === 0 || members.includes(company)) return undefined;
  const takes = open.flatMap((need) => {
    const ability = own.get(need.id);
    const claimedBy = claimingCompany(seating, need.id);
    return ability && isEnough(ability) && (!claimedBy || claimedBy === company) ? [{ need, ability }] : [];
  });
  if (takes.length === 0 || members.some((member) => around.vault.areRivals(member, company))) return undefined;
  const held = { company, fitting, takes, sought, around };
  return {
    gain: {
      needs: takes.map(({ need }) => need.id),
      before: covered / total,
      after: (covered + takes.length) / total,
    },
    reasons: factors.flatMap((factor) => factor(held)),
  };
};

/** What counts when two suggestions are put in order, the weightiest first; more comes first. */
const sortKeys = ({ needs }: Pick<ChallengeAbilities, 'needs'>, { gain, reasons }: Suggestion): readonly number[] => {
  const those = <Code extends PartnerReason['is']>(code: Code) =>
    reasons.filter((reason): reason is Extract<PartnerReason, { is: Code }> => reason.is === code);
  return [
    -those('full').length,
    gain.needs.reduce((sum, need) => sum + needWeights[needs[need]?.importance ?? 'could'], 0),
    those('mutual').length,
    those('claims').length + those('waits').length,
    those('covers').reduce((sum, { level }) => sum + level, 0),
    those('shown').reduce((sum, { there }) => sum + (there ? 2 : 1), 0),
    those('at_home').length + those('works_there').length + those('can_lead').length,
    -those('lacks').length,
  ];
};

/** By what they gain, then by what speaks for them; what is alike in all keeps its order. */
export const sortByGain = <Entry>(
  entries: readonly Entry[],
  of: (entry: Entry) => { readonly suggestion: Suggestion; readonly challenge: Pick<ChallengeAbilities, 'needs'> },
): Entry[] =>
  entries
    .map((entry) => {
      const { suggestion, challenge } = of(entry);
      return { entry, by: sortKeys(challenge, suggestion) };
    })
    .sort((a, b) => a.by.reduce((found, value, at) => found || (b.by[at] ?? 0) - value, 0))
    .map(({ entry }) => entry);

/** Who would bring a consortium furthest, with why. */
export const nextPartners = (
  challenge: ChallengeAbilities,
  table: ConsortiumSeating,
  around: PartnerContext,
): readonly NextPartner[] => {
  const sought = preparePartnerSearch(challenge, table);
  const found = [...around.companies.keys()].flatMap((company): readonly NextPartner[] => {
    const suggestion = suggestPartner(sought, company, around);
    return suggestion ? [{ ...suggestion, company }] : [];
  });
  return sortByGain(found, (suggestion) => ({ suggestion, challenge }));
};
