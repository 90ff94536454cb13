import type { ProfileResponse } from '@brygga/shared/api/accounts';
import type { LineUpsInput, LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import { abilitiesOf, fitCompanyFrom } from '@brygga/shared/domain/partners/abilities';
import type { VaultRelations } from '@brygga/shared/domain/partners/vaultRelations';
import { type AnsweredChallenge, neededBy } from '@brygga/shared/domain/partners/neededBy';
import {
  type PartnerContext,
  type ChallengeAbilities,
  nextPartners,
} from '@brygga/shared/domain/partners/nextPartners';
import { membersOf } from '@brygga/shared/domain/partners/seating';
import type { CompanyProfile } from '@brygga/shared/document/profile';
import type { CardId, OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { mayActFor, isFacilitator, type Person } from '@brygga/shared/rules/actor';
import type { z } from 'zod';
import { readSaved } from '../sync/room/readSaved.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { type MatchingBoard, readMatchingBoard } from './matchingBoard.ts';
import { proposeLineUps } from './lineUps.ts';
import type { Solver } from './setCover.ts';

/** Reads the interests and rivals that companies have declared in the vault. */
export type ReadVaultRelations = (workshop: WorkshopId) => Promise<VaultRelations>;

/** `unknown-…`: not in this workshop; `no-right`: not for this requester. */
export type MatchingResult<Answer> = Answer | 'unknown-card' | 'unknown-company' | 'no-right';

export interface WorkshopActor {
  readonly workshop: WorkshopId;
  readonly actor: Person;
}

/** Proposes who is missing and where somebody is needed; nobody else learns of the request. */
export interface Matching {
  /** For the consortium's members and facilitators. */
  partners(requester: WorkshopActor, consortium: CardId): Promise<MatchingResult<PartnersResponse>>;
  /** For the company's own people and facilitators. */
  neededBy(requester: WorkshopActor, company: OrganisationId): Promise<MatchingResult<NeededByResponse>>;
  /** For facilitators; companies may keep only themselves and those they are in a consortium with. */
  lineUps(
    requester: WorkshopActor,
    challenge: CardId,
    input: z.output<typeof LineUpsInput>,
  ): Promise<MatchingResult<LineUpsResponse>>;
}

/** A longer list would be a directory, not advice. */
const partnersMax = 12;

const isActiveConsortium = ({ status }: ConsortiumView): boolean => status !== 'dissolved';

/** The workshop as far as the requester may know it. */
interface MatchingView {
  readonly board: MatchingBoard;
  readonly context: PartnerContext;
  readonly challengeOf: (card: ChallengeCard) => ChallengeAbilities;
}

export interface ProfileReader {
  inWorkshop(workshop: WorkshopId): Promise<readonly ProfileResponse[]>;
}

interface MatchingDeps {
  readonly rooms: Pick<Rooms, 'hold'>;
  readonly profiles: ProfileReader;
  readonly vaultRelations: ReadVaultRelations;
  readonly solver: Solver;
}

export const createMatching = ({ rooms, profiles, vaultRelations, solver }: MatchingDeps): Matching => {
  const readBoard = (workshop: WorkshopId): Promise<MatchingBoard> => readSaved(rooms, [workshop], readMatchingBoard);

  /**
   * Profiles are visible to their own people and to facilitators; others see offers only. Companies at
   * capacity, and rivals of the requester, are still left out silently.
   */
  const viewFor = async ({ workshop, actor }: WorkshopActor, board: MatchingBoard): Promise<MatchingView> => {
    const [companyProfiles, vault] = await Promise.all([profiles.inWorkshop(workshop), vaultRelations(workshop)]);
    const ownCompanies = actor.organisations.flatMap(({ id, kind }) => (kind === 'company' ? [id] : []));
    const profileOf = new Map(companyProfiles.map(({ organisation, profile }) => [organisation, profile]));
    const mayRead = (company: OrganisationId) => isFacilitator(actor) || ownCompanies.includes(company);

    const counts = new Map<OrganisationId, number>();
    for (const consortium of board.consortia.filter(isActiveConsortium)) {
      for (const member of membersOf(consortium)) counts.set(member, (counts.get(member) ?? 0) + 1);
    }
    const consortiumCount = (company: OrganisationId) => counts.get(company) ?? 0;
    const hasCapacity = ({ capacity }: Pick<CompanyProfile, 'capacity'>, company: OrganisationId) =>
      capacity === undefined || consortiumCount(company) < capacity;

    const companies = new Map(
      [...board.companies].map(([id, { country, offers }]) => [
        id,
        fitCompanyFrom(country, offers, mayRead(id) ? profileOf.get(id) : undefined),
      ]),
    );
    const askable = [...companies].filter(([id]) => {
      const profile = profileOf.get(id);
      return board.present.has(id) && (mayRead(id) || !profile || hasCapacity(profile, id));
    });
    return {
      board,
      context: { companies: new Map(askable), vault, ownCompanies, consortiumCount },
      challengeOf(card) {
        const city = { country: board.countryOf(card.city), languages: card.languages };
        return { needs: card.needs, city, abilities: abilitiesOf(companies, city, card.needs) };
      },
    };
  };

  const answeredChallenges = ({ board, challengeOf }: MatchingView): readonly AnsweredChallenge[] =>
    board.challenges.map((card) => ({
      ...challengeOf(card),
      id: card.id,
      consortia: board.consortia
        .filter((consortium) => consortium.challenge === card.id && isActiveConsortium(consortium))
        .map((consortium) => ({ id: consortium.id, seating: consortium, open: consortium.status === 'forming' })),
    }));

  return {
    async partners(requester, id) {
      const board = await readBoard(requester.workshop);
      const consortium = board.consortia.find((each) => each.id === id && isActiveConsortium(each));
      const card = consortium && board.challenges.find((each) => each.id === consortium.challenge);
      if (!consortium || !card) return 'unknown-card';
      const members = membersOf(consortium);
      if (!members.some((member) => mayActFor(requester.actor, member) === true)) return 'no-right';
      const { context, challengeOf } = await viewFor(requester, board);
      const challenge = challengeOf(card);
      const { areRivals } = context.vault;
      const visibleAbilities = [...challenge.abilities].filter(
        ([company, abilities]) =>
          abilities.size > 0 &&
          (members.includes(company) ||
            (context.companies.has(company) && !members.some((member) => areRivals(member, company)))),
      );
      return {
        partners: nextPartners(challenge, consortium, context).slice(0, partnersMax),
        abilities: Object.fromEntries(
          visibleAbilities.map(([company, abilities]) => [company, Object.fromEntries(abilities)]),
        ),
      };
    },

    async neededBy(requester, company) {
      const board = await readBoard(requester.workshop);
      if (mayActFor(requester.actor, company) !== true) return 'no-right';
      if (!board.companies.has(company)) return 'unknown-company';
      const view = await viewFor(requester, board);
      return neededBy(company, answeredChallenges(view), view.context);
    },

    async lineUps(requester, id, { size, keep }) {
      const board = await readBoard(requester.workshop);
      const card = board.challenges.find((challenge) => challenge.id === id);
      if (!card) return 'unknown-card';
      const keptCompanies = [...new Set(keep)];
      const { actor } = requester;
      if (!isFacilitator(actor)) {
        const ownCompanies = actor.organisations.flatMap(({ id: organisation }) =>
          mayActFor(actor, organisation) === true ? [organisation] : [],
        );
        const [first] = ownCompanies;
        if (!first) return 'no-right';
        const memberLists = board.consortia
          .filter((consortium) => consortium.challenge === id && isActiveConsortium(consortium))
          .map(membersOf);
        const partners = memberLists
          .filter((members) => members.some((member) => ownCompanies.includes(member)))
          .flat();
        // Trying companies outside one's consortia would reveal who is whose rival.
        if (!keptCompanies.every((company) => ownCompanies.includes(company) || partners.includes(company)))
          return 'no-right';
        if (!keptCompanies.some((company) => ownCompanies.includes(company))) keptCompanies.unshift(first);
      }
      if (!keptCompanies.every((company) => board.companies.has(company))) return 'unknown-company';
      const { context, challengeOf } = await viewFor(requester, board);
      return proposeLineUps({ challenge: challengeOf(card), context, size, keep: keptCompanies }, solver);
    },
  };
};
