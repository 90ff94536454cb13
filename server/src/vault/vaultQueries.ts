import type { RivalsResponse, ScoringResponse } from '@brygga/shared/api/vault';
import { boardOf, peopleOn } from '@brygga/shared/agreements/board';
import type { InterestParty } from '@brygga/shared/agreements/interest/state';
import { interestKey, readVault, rivalKey } from '@brygga/shared/agreements/vault';
import { currentScoreSheets } from '@brygga/shared/commands/judging/judging';
import { vaultCircle } from '@brygga/shared/document/circles';
import { recordsOf } from '@brygga/shared/document/roots';
import { isTied, scoringStartedAt } from '@brygga/shared/domain/judging';
import type { VaultRelations } from '@brygga/shared/domain/partners/vaultRelations';
import type { CardId, OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { documentName } from '../storage/documentName.ts';
import { readSaved } from '../sync/room/readSaved.ts';
import type { Rooms } from '../sync/room/rooms.ts';

/**
 * Reads of the vault, which nobody enters (P9). The caller checks who may ask: each answer is meant for
 * one kind of reader.
 */
export interface VaultQueries {
  /** For calculations on the server; whoever passes a result on checks what it gives away. */
  relationsIn(workshop: WorkshopId): Promise<VaultRelations>;
  /** For the company's own people. */
  rivalsOf(workshop: WorkshopId, company: OrganisationId): Promise<RivalsResponse>;
  /** How many have scored, for those who judge; undefined where the challenge isn't on the board. */
  scoringOf(workshop: WorkshopId, challenge: CardId): Promise<ScoringResponse | undefined>;
}

const companyParty = (id: OrganisationId): InterestParty => ({ is: 'company', id });
const consortiumParty = (id: CardId): InterestParty => ({ is: 'consortium', id });

export const createVaultQueries = ({ rooms }: { readonly rooms: Pick<Rooms, 'hold'> }): VaultQueries => {
  const vaultOf = (workshop: WorkshopId) => documentName(workshop, vaultCircle);

  return {
    relationsIn: (workshop) =>
      readSaved(rooms, [vaultOf(workshop)], (vaultDoc) => {
        const interests = new Set(recordsOf(vaultDoc, 'interests').keys());
        const rivals = new Set(recordsOf(vaultDoc, 'rivals').keys());
        const isInterested = (from: InterestParty, to: InterestParty) => interests.has(interestKey(from, to));
        const areInterested = (one: InterestParty, other: InterestParty) =>
          isInterested(one, other) && isInterested(other, one);
        return {
          isMutual: (a, b) => areInterested(companyParty(a), companyParty(b)),
          isWanted: (consortium, company) => areInterested(consortiumParty(consortium), companyParty(company)),
          areRivals: (a, b) => rivals.has(rivalKey(a, b)) || rivals.has(rivalKey(b, a)),
        };
      }),

    rivalsOf: (workshop, company) =>
      readSaved(rooms, [vaultOf(workshop)], (vaultDoc) => ({
        rivals: readVault(vaultDoc)
          .rivalsOf(company)
          .map(({ rival, at }) => ({ company: rival, at }))
          .sort((a, b) => a.at - b.at),
      })),

    scoringOf: (workshop, challenge) =>
      readSaved(rooms, [workshop, vaultOf(workshop)], (boardDoc, vaultDoc) => {
        const board = boardOf(boardDoc);
        const card = board.challenge(challenge);
        const agreement = board.challengeAgreement(challenge);
        if (!card || !agreement) return undefined;
        const vault = readVault(vaultDoc);
        const answering = board.consortiaOf(challenge).filter(({ status }) => status !== 'dissolved');
        const sheets = currentScoreSheets(vault, { board, challenge, agreement });
        const sheetCount = (consortium: CardId, panel: 'city' | 'others') =>
          sheets.filter((sheet) => sheet.consortium === consortium && sheet.panel === panel).length;
        const conflicts = vault.conflicts();
        const panel = [...peopleOn(boardDoc)].filter(([person, { role, organisation }]) => {
          const ties = conflicts.filter((tie) => tie.person === person);
          return role === 'participant' && organisation === card.city && !isTied(answering, [], ties);
        }).length;
        const revealedAt = vault.revealedAt(challenge);
        return {
          panel,
          consortia: answering.map(({ id }) => ({
            consortium: id,
            city: sheetCount(id, 'city'),
            others: sheetCount(id, 'others'),
          })),
          ...(revealedAt !== undefined && revealedAt >= scoringStartedAt(agreement) ? { revealedAt } : {}),
        };
      }),
  };
};
