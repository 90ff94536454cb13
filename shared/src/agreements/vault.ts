import type * as Y from 'yjs';
import { readBy, recordsOf } from '../document/roots.ts';
import type { CardId, OrganisationId, PersonId } from '../ids.ts';
import { Interest, Rivalry, type InterestParty, partyKey } from './interest/state.ts';
import { Conflict, ScoreSheet } from './judging/state.ts';

/** What commands read of the vault. */
export interface VaultReads {
  interest(from: InterestParty, to: InterestParty): Interest | undefined;
  /** In how many others a party has shown interest. */
  interestsOf(from: InterestParty): number;
  rivalsOf(company: OrganisationId): readonly Rivalry[];
  /** Of all judges, for the consortia of a challenge. */
  scoreSheetsOf(challenge: CardId): readonly ScoreSheet[];
  scoreSheetsBy(judge: PersonId): readonly ScoreSheet[];
  conflicts(): readonly Conflict[];
  /** When the scores of a challenge were last revealed. */
  revealedAt(challenge: CardId): number | undefined;
}

/** The key of a record between two: `>` is in neither part. */
const pairKey = (one: string, other: string): string => `${one}>${other}`;

export const interestKey = (from: InterestParty, to: InterestParty): string => pairKey(partyKey(from), partyKey(to));
export const rivalKey = (company: OrganisationId, rival: OrganisationId): string => pairKey(company, rival);
export const scoreSheetKey = (consortium: CardId, judge: PersonId): string => pairKey(consortium, judge);
export const conflictKey = (person: PersonId, against: CardId | OrganisationId): string => pairKey(person, against);

const readInterest = readBy(Interest);
const readRivalry = readBy(Rivalry);
const readScoreSheet = readBy(ScoreSheet);
const readConflict = readBy(Conflict);

/** Reads the vault from its open document, on demand and without a cache. */
export const readVault = (doc: Y.Doc): VaultReads => {
  const all = <Read>(root: 'rivals' | 'scores' | 'conflicts', read: (record: unknown) => Read | undefined) =>
    [...recordsOf(doc, root).values()].flatMap((record) => read(record) ?? []);
  return {
    interest: (from, to) => readInterest(recordsOf(doc, 'interests').get(interestKey(from, to))),
    interestsOf(from) {
      const prefix = pairKey(partyKey(from), '');
      return [...recordsOf(doc, 'interests').keys()].filter((key) => key.startsWith(prefix)).length;
    },
    rivalsOf: (company) => all('rivals', readRivalry).filter((rivalry) => rivalry.company === company),
    scoreSheetsOf: (challenge) => all('scores', readScoreSheet).filter((sheet) => sheet.challenge === challenge),
    scoreSheetsBy: (judge) => all('scores', readScoreSheet).filter((sheet) => sheet.judge === judge),
    conflicts: () => all('conflicts', readConflict),
    revealedAt(challenge) {
      const at: unknown = recordsOf(doc, 'reveals').get(challenge)?.get('at');
      return typeof at === 'number' ? at : undefined;
    },
  };
};
