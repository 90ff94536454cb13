import { z } from 'zod';
import { fieldsMap } from '../../document/cards/index.ts';
import {
  circleOfCity,
  circleOfConsortium,
  circleOfPerson,
  facilitatorsCircle,
  vaultCircle,
} from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';
import { defineBoardFact, defineFact } from '../defineFact.ts';
import { ChallengeResult, Conflict, ConsortiumResult, Decision, ScoreSheet } from './state.ts';
import { conflictKey, scoreSheetKey } from '../vault.ts';

const conflictTarget = ({ consortium, company }: Pick<Conflict, 'consortium' | 'company'>): CardId | OrganisationId => {
  const target = consortium ?? company;
  if (target === undefined) throw new Error('A conflict is with a consortium or with a company');
  return target;
};

/** What is decided of judging. Before the reveal a score is known to its judge alone. */
export const judgingFacts = {
  'conflict.declared': defineFact(
    Conflict.shape,
    ({ person }) => [vaultCircle, circleOfPerson(person)],
    (docs, conflict) => {
      recordsOf(docs(vaultCircle), 'conflicts').set(
        conflictKey(conflict.person, conflictTarget(conflict)),
        fieldsMap(conflict),
      );
      recordsOf(docs(circleOfPerson(conflict.person)), 'conflicts').set(conflictTarget(conflict), fieldsMap(conflict));
    },
  ),
  'conflict.withdrawn': defineFact(
    { person: PersonId, consortium: CardId.optional(), company: OrganisationId.optional() },
    ({ person }) => [vaultCircle, circleOfPerson(person)],
    (docs, conflict) => {
      recordsOf(docs(vaultCircle), 'conflicts').delete(conflictKey(conflict.person, conflictTarget(conflict)));
      recordsOf(docs(circleOfPerson(conflict.person)), 'conflicts').delete(conflictTarget(conflict));
    },
  ),
  'score.given': defineFact(
    ScoreSheet.shape,
    ({ judge }) => [vaultCircle, circleOfPerson(judge)],
    (docs, sheet) => {
      recordsOf(docs(vaultCircle), 'scores').set(scoreSheetKey(sheet.consortium, sheet.judge), fieldsMap(sheet));
      recordsOf(docs(circleOfPerson(sheet.judge)), 'scores').set(sheet.consortium, fieldsMap(sheet));
    },
  ),
  'score.voided': defineFact(
    { consortium: CardId, judge: PersonId },
    ({ judge }) => [vaultCircle, circleOfPerson(judge)],
    (docs, { consortium, judge }) => {
      recordsOf(docs(vaultCircle), 'scores').delete(scoreSheetKey(consortium, judge));
      recordsOf(docs(circleOfPerson(judge)), 'scores').delete(consortium);
    },
  ),
  'scores.revealed': defineFact(
    { challenge: CardId, city: OrganisationId, ...ChallengeResult.shape },
    ({ city }) => [vaultCircle, facilitatorsCircle, circleOfCity(city)],
    (docs, { challenge, city, ...result }) => {
      recordsOf(docs(vaultCircle), 'reveals').set(challenge, fieldsMap({ at: result.at }));
      for (const circle of [facilitatorsCircle, circleOfCity(city)]) {
        recordsOf(docs(circle), 'results').set(challenge, fieldsMap(result));
      }
    },
  ),
  'result.told': defineFact(
    { consortium: CardId, challenge: CardId, result: ConsortiumResult, at: z.number() },
    ({ consortium }) => [circleOfConsortium(consortium)],
    (docs, { consortium, challenge, result, at }) => {
      recordsOf(docs(circleOfConsortium(consortium)), 'results').set(challenge, fieldsMap({ result, at }));
    },
  ),
  'consortium.decided': defineBoardFact(
    { consortium: CardId, challenge: CardId, city: OrganisationId, ...Decision.shape },
    (doc, { consortium, outcome, why, by, at }) => {
      const agreement = recordsOf(doc, 'agreements').get(consortium);
      if (!agreement) throw new Error(`The city decides about ${consortium}, which does not exist`);
      agreement.set('decision', { outcome, why, by, at });
    },
  ),
};
