import type * as Y from 'yjs';
import { readBy, recordsOf } from '../document/roots.ts';
import type { CardId, OrganisationId, PersonId } from '../ids.ts';
import { Interest, Rivalry, type Side, sideKey } from './interest.ts';
import { Conflict, Sheet } from './judging.ts';

/** What lies in the vault. */
export interface Kept {
  interest(from: Side, to: Side): Interest | undefined;
  /** In how many others a side has shown interest. */
  interestsOf(from: Side): number;
  rivalsOf(company: OrganisationId): readonly Rivalry[];
  /** Of all judges, for the consortia of a challenge. */
  sheetsOf(challenge: CardId): readonly Sheet[];
  sheetsBy(judge: PersonId): readonly Sheet[];
  conflicts(): readonly Conflict[];
  /** When the scores of a challenge were last shown. */
  revealedAt(challenge: CardId): number | undefined;
}

/** Keys of what lies between two: neither half has this sign in it. */
const between = (one: string, other: string): string => `${one}>${other}`;

export const interestKey = (from: Side, to: Side): string => between(sideKey(from), sideKey(to));
export const rivalKey = (company: OrganisationId, rival: OrganisationId): string => between(company, rival);
export const sheetKey = (consortium: CardId, judge: PersonId): string => between(consortium, judge);
export const conflictKey = (person: PersonId, against: CardId | OrganisationId): string => between(person, against);

const readInterest = readBy(Interest);
const readRivalry = readBy(Rivalry);
const readSheet = readBy(Sheet);
const readConflict = readBy(Conflict);

/** Reads a vault's document, on demand. */
export const keptIn = (doc: Y.Doc): Kept => {
  const all = <Read>(root: 'rivals' | 'scores' | 'conflicts', read: (written: unknown) => Read | undefined) =>
    [...recordsOf(doc, root).values()].flatMap((written) => read(written) ?? []);
  return {
    interest: (from, to) => readInterest(recordsOf(doc, 'interests').get(interestKey(from, to))),
    interestsOf(from) {
      const its = between(sideKey(from), '');
      return [...recordsOf(doc, 'interests').keys()].filter((key) => key.startsWith(its)).length;
    },
    rivalsOf: (company) => all('rivals', readRivalry).filter((rivalry) => rivalry.company === company),
    sheetsOf: (challenge) => all('scores', readSheet).filter((sheet) => sheet.challenge === challenge),
    sheetsBy: (judge) => all('scores', readSheet).filter((sheet) => sheet.judge === judge),
    conflicts: () => all('conflicts', readConflict),
    revealedAt(challenge) {
      const at: unknown = recordsOf(doc, 'reveals').get(challenge)?.get('at');
      return typeof at === 'number' ? at : undefined;
    },
  };
};
