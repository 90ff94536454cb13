import type { RivalsResponse, ScoringResponse } from '@brygga/shared/api/vault';
import { boardOf } from '@brygga/shared/agreements/board';
import type { InterestParty } from '@brygga/shared/agreements/interest/state';
import { interestKey, readVault, rivalKey } from '@brygga/shared/agreements/vault';
import { currentScoreSheets } from '@brygga/shared/commands/judging/judging';
import { vaultCircle } from '@brygga/shared/document/circles';
import { recordsOf } from '@brygga/shared/document/roots';
import { RosterPerson } from '@brygga/shared/document/roster';
import { isTied, scoringStartedAt } from '@brygga/shared/domain/judging';
import type { VaultRelations } from '@brygga/shared/domain/partners/vaultRelations';
import type { CardId, OrganisationId, WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { documentName } from '../storage/documentName.ts';
import type { Rooms } from '../sync/room/rooms.ts';

/**
 * What may be known of the vault. Whoever may ask is asked before: each of these answers is for somebody
 * in particular, and nothing else leaves the vault.
 */
export interface VaultQueries {
  /** For reckonings on the server, as it is now. What they pass on is theirs to weigh. */
  relationsIn(workshop: WorkshopId): Promise<VaultRelations>;
  /** For the company's own people. */
  rivalsOf(workshop: WorkshopId, company: OrganisationId): Promise<RivalsResponse>;
  /** How many have scored, for those who judge; undefined where there is no such challenge on the board. */
  scoringOf(workshop: WorkshopId, challenge: CardId): Promise<ScoringResponse | undefined>;
}

const company = (id: OrganisationId): InterestParty => ({ is: 'company', id });
const consortium = (id: CardId): InterestParty => ({ is: 'consortium', id });

export const createVaultQueries = ({ rooms }: { readonly rooms: Pick<Rooms, 'use'> }): VaultQueries => {
  /** What is told has to be on disk, as all that anyone sees. */
  const inVault = <Read>(workshop: WorkshopId, read: (doc: Y.Doc) => Read): Promise<Read> =>
    rooms.use(documentName(workshop, vaultCircle), async (room) => {
      const found = read(room.doc);
      await room.saved();
      return found;
    });

  return {
    relationsIn: (workshop) =>
      inVault(workshop, (doc) => {
        const interests = new Set(recordsOf(doc, 'interests').keys());
        const rivals = new Set(recordsOf(doc, 'rivals').keys());
        const shown = (from: InterestParty, to: InterestParty) => interests.has(interestKey(from, to));
        return {
          isMutual: (a, b) => shown(company(a), company(b)) && shown(company(b), company(a)),
          isWanted: (consortiumId, companyId) =>
            shown(company(companyId), consortium(consortiumId)) && shown(consortium(consortiumId), company(companyId)),
          areRivals: (a, b) => rivals.has(rivalKey(a, b)) || rivals.has(rivalKey(b, a)),
        };
      }),

    rivalsOf: (workshop, its) =>
      inVault(workshop, (doc) => ({
        rivals: readVault(doc)
          .rivalsOf(its)
          .map(({ rival, at }) => ({ company: rival, at }))
          .sort((a, b) => a.at - b.at),
      })),

    scoringOf: (workshop, challenge) =>
      rooms.use(workshop, (onBoard) =>
        inVault(workshop, (doc) => {
          const board = boardOf(onBoard.doc);
          const card = board.challenge(challenge);
          const agreement = board.challengeAgreement(challenge);
          if (!card || !agreement) return undefined;
          const kept = readVault(doc);
          const answering = board.consortiaOf(challenge).filter(({ status }) => status !== 'dissolved');
          const sheets = currentScoreSheets(kept, { board, challenge, agreement });
          const given = (consortium: CardId, panel: 'city' | 'others') =>
            sheets.filter((sheet) => sheet.consortium === consortium && sheet.panel === panel).length;
          const conflicts = kept.conflicts();
          const panel = [...recordsOf(onBoard.doc, 'people')].filter(([person, map]) => {
            const listed = RosterPerson.safeParse(map.toJSON()).data;
            const ties = conflicts.filter((tie) => tie.person === person);
            return listed?.role === 'participant' && listed.organisation === card.city && !isTied(answering, [], ties);
          }).length;
          const revealedAt = kept.revealedAt(challenge);
          return {
            panel,
            consortia: answering.map(({ id }) => ({
              consortium: id,
              city: given(id, 'city'),
              others: given(id, 'others'),
            })),
            ...(revealedAt !== undefined && revealedAt >= scoringStartedAt(agreement) ? { revealedAt } : {}),
          };
        }),
      ),
  };
};
