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
import type { CompanyProfile } from '@brygga/shared/domain/profile';
import type { CardId, OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { mayActFor, isFacilitator, type Person } from '@brygga/shared/rules/actor';
import type { z } from 'zod';
import type { Rooms } from '../sync/room/rooms.ts';
import { type MatchingBoard, readMatchingBoard } from './matchingBoard.ts';
import { proposeLineUps } from './lineUps.ts';
import type { Solver } from './setCover.ts';

/** What companies have told a workshop in confidence. */
export type ReadVaultRelations = (workshop: WorkshopId) => Promise<VaultRelations>;

/** `unknown-…`: there is none in this workshop; `no-right`: it is not for whoever asks. */
export type MatchingResult<Answer> = Answer | 'unknown-card' | 'unknown-company' | 'no-right';

/** Who asks, and in which workshop. */
export interface WorkshopActor {
  readonly workshop: WorkshopId;
  readonly actor: Person;
}

/** Who is missing and where somebody is needed. It only proposes; nobody is told what was asked. */
export interface Matching {
  /** For companies that are in the consortium, and facilitators. */
  partners(asks: WorkshopActor, consortium: CardId): Promise<MatchingResult<PartnersResponse>>;
  /** For the company's own people, and facilitators. */
  neededBy(asks: WorkshopActor, company: OrganisationId): Promise<MatchingResult<NeededByResponse>>;
  /** For facilitators; for companies with themselves, and whom they sit with, alone as those who stay. */
  lineUps(
    asks: WorkshopActor,
    challenge: CardId,
    input: z.output<typeof LineUpsInput>,
  ): Promise<MatchingResult<LineUpsResponse>>;
}

/** A longer list would be a directory, not advice. */
const partnersMax = 12;

const isActiveConsortium = ({ status }: ConsortiumView): boolean => status !== 'dissolved';

/** The workshop, as far as whoever asks may know it. */
interface MatchingView {
  readonly board: MatchingBoard;
  readonly around: PartnerContext;
  readonly challengeOf: (card: ChallengeCard) => ChallengeAbilities;
}

/** The profiles of the companies in a workshop, as the directory keeps them. */
export interface ProfileReader {
  inWorkshop(workshop: WorkshopId): Promise<readonly ProfileResponse[]>;
}

export const createMatching = (parts: {
  rooms: Pick<Rooms, 'use'>;
  profiles: ProfileReader;
  vaultRelations: ReadVaultRelations;
  solver: Solver;
}): Matching => {
  const { rooms, profiles, vaultRelations, solver } = parts;

  /** What is told rests on what is on disk, as all that is seen. */
  const readBoard = (workshop: WorkshopId): Promise<MatchingBoard> =>
    rooms.use(workshop, async (room) => {
      const board = readMatchingBoard(room.doc);
      await room.saved();
      return board;
    });

  /**
   * A profile is for its own people and for facilitators; everybody else knows a company by its offers.
   * All the same, nobody is sent to one that says that it has no room: it is left out without a word,
   * as is whoever is kept apart.
   */
  const know = async ({ workshop, actor }: WorkshopActor, board: MatchingBoard): Promise<MatchingView> => {
    const [all, confidence] = await Promise.all([profiles.inWorkshop(workshop), vaultRelations(workshop)]);
    const own = actor.organisations.flatMap(({ id, kind }) => (kind === 'company' ? [id] : []));
    const written = new Map(all.map(({ organisation, profile }) => [organisation, profile]));
    const mayRead = (company: OrganisationId) => isFacilitator(actor) || own.includes(company);

    const counts = new Map<OrganisationId, number>();
    for (const its of board.consortia.filter(isActiveConsortium)) {
      for (const member of membersOf(its)) counts.set(member, (counts.get(member) ?? 0) + 1);
    }
    const consortiaOf = (company: OrganisationId) => counts.get(company) ?? 0;
    const hasRoom = ({ capacity }: Pick<CompanyProfile, 'capacity'>, company: OrganisationId) =>
      capacity === undefined || consortiaOf(company) < capacity;

    const everybody = new Map(
      [...board.companies].map(([id, { country, offers }]) => [
        id,
        fitCompanyFrom(country, offers, mayRead(id) ? written.get(id) : undefined),
      ]),
    );
    const askable = [...everybody].filter(([id]) => {
      const profile = written.get(id);
      return board.present.has(id) && (mayRead(id) || !profile || hasRoom(profile, id));
    });
    return {
      board,
      around: { companies: new Map(askable), vault: confidence, ownCompanies: own, consortiumCount: consortiaOf },
      challengeOf(card) {
        const city = { country: board.countryOf(card.city), languages: card.languages };
        return { needs: card.needs, city, abilities: abilitiesOf(everybody, city, card.needs) };
      },
    };
  };

  const tablesOf = ({ board, challengeOf }: MatchingView): readonly AnsweredChallenge[] =>
    board.challenges.map((card) => ({
      ...challengeOf(card),
      id: card.id,
      consortia: board.consortia
        .filter((consortium) => consortium.challenge === card.id && isActiveConsortium(consortium))
        .map((consortium) => ({ id: consortium.id, seating: consortium, open: consortium.status === 'forming' })),
    }));

  return {
    async partners(asks, id) {
      const board = await readBoard(asks.workshop);
      const its = board.consortia.find((consortium) => consortium.id === id && isActiveConsortium(consortium));
      const card = its && board.challenges.find((challenge) => challenge.id === its.challenge);
      if (!its || !card) return 'unknown-card';
      const members = membersOf(its);
      if (!members.some((member) => mayActFor(asks.actor, member) === true)) return 'no-right';
      const { around, challengeOf } = await know(asks, board);
      const challenge = challengeOf(card);
      const { areRivals } = around.vault;
      const shown = [...challenge.abilities].filter(
        ([company, own]) =>
          own.size > 0 &&
          (members.includes(company) ||
            (around.companies.has(company) && !members.some((member) => areRivals(member, company)))),
      );
      return {
        partners: nextPartners(challenge, its, around).slice(0, partnersMax),
        abilities: Object.fromEntries(shown.map(([company, own]) => [company, Object.fromEntries(own)])),
      };
    },

    async neededBy(asks, company) {
      const board = await readBoard(asks.workshop);
      if (mayActFor(asks.actor, company) !== true) return 'no-right';
      if (!board.companies.has(company)) return 'unknown-company';
      const known = await know(asks, board);
      return neededBy(company, tablesOf(known), known.around);
    },

    async lineUps(asks, id, { size, keep }) {
      const board = await readBoard(asks.workshop);
      const card = board.challenges.find((challenge) => challenge.id === id);
      if (!card) return 'unknown-card';
      const staying = [...new Set(keep)];
      const { actor } = asks;
      if (!isFacilitator(actor)) {
        const own = actor.organisations.flatMap((each) => (mayActFor(actor, each.id) === true ? [each.id] : []));
        const [first] = own;
        if (!first) return 'no-right';
        const tables = board.consortia.filter((its) => its.challenge === id && isActiveConsortium(its)).map(membersOf);
        const beside = tables.filter((members) => members.some((member) => own.includes(member))).flat();
        // Whom one doesn't sit with is not tried out by their name: it would show who is kept apart from whom.
        if (!staying.every((company) => own.includes(company) || beside.includes(company))) return 'no-right';
        if (!staying.some((company) => own.includes(company))) staying.unshift(first);
      }
      if (!staying.every((company) => board.companies.has(company))) return 'unknown-company';
      const { around, challengeOf } = await know(asks, board);
      return proposeLineUps({ challenge: challengeOf(card), around, size, keep: staying }, solver);
    },
  };
};
