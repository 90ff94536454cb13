import { type ChallengeAgreement, readChallengeAgreement } from '@brygga/shared/agreements/challenge/state';
import { consortiaOn, type ConsortiumView, readSession } from '@brygga/shared/agreements/board';
import type { EditPolicy } from '@brygga/shared/agreements/session/state';
import { recordsOf } from '@brygga/shared/document/roots';
import { CardId } from '@brygga/shared/ids';
import type { AgreementReads } from '@brygga/shared/rules/agreements';
import { currentEditPolicy } from '@brygga/shared/rules/steps';
import type * as Y from 'yjs';

/** The agreements that edits are checked against. */
export interface AgreementSnapshot {
  readonly board: AgreementReads;
  readonly editPolicy: EditPolicy;
}

/** Reads everything at once, so that an update under judgement can't change what it is checked against. */
export const readAgreementSnapshot = (doc: Y.Doc): AgreementSnapshot => {
  const byChallenge = new Map<CardId, ConsortiumView[]>();
  for (const view of consortiaOn(doc)) {
    byChallenge.set(view.challenge, [...(byChallenge.get(view.challenge) ?? []), view]);
  }
  const challenges = challengesOn(doc);
  return {
    board: {
      consortiaOf: (challenge) => byChallenge.get(challenge) ?? [],
      challengeAgreement: (challenge) => challenges.get(challenge),
    },
    editPolicy: currentEditPolicy(readSession(doc)),
  };
};

const challengesOn = (doc: Y.Doc): ReadonlyMap<CardId, ChallengeAgreement> => {
  const agreements = new Map<CardId, ChallengeAgreement>();
  for (const id of recordsOf(doc, 'agreements').keys()) {
    const challenge = CardId.safeParse(id).data;
    const agreement = challenge && readChallengeAgreement(doc, challenge);
    if (agreement) agreements.set(challenge, agreement);
  }
  return agreements;
};
