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
  const its = consortium ?? company;
  if (its === undefined) throw new Error('A tie is to a consortium or to a company');
  return its;
};

/** What is settled of judging. A score is known to its judge, and to nobody else before all are shown. */
export const judgingFacts = {
  'conflict.declared': defineFact(
    'conflict.declared',
    Conflict.shape,
    ({ person }) => [vaultCircle, circleOfPerson(person)],
    (docs, it) => {
      recordsOf(docs(vaultCircle), 'conflicts').set(conflictKey(it.person, conflictTarget(it)), fieldsMap(it));
      recordsOf(docs(circleOfPerson(it.person)), 'conflicts').set(conflictTarget(it), fieldsMap(it));
    },
  ),
  'conflict.withdrawn': defineFact(
    'conflict.withdrawn',
    { person: PersonId, consortium: CardId.optional(), company: OrganisationId.optional() },
    ({ person }) => [vaultCircle, circleOfPerson(person)],
    (docs, it) => {
      recordsOf(docs(vaultCircle), 'conflicts').delete(conflictKey(it.person, conflictTarget(it)));
      recordsOf(docs(circleOfPerson(it.person)), 'conflicts').delete(conflictTarget(it));
    },
  ),
  'score.given': defineFact(
    'score.given',
    ScoreSheet.shape,
    ({ judge }) => [vaultCircle, circleOfPerson(judge)],
    (docs, it) => {
      recordsOf(docs(vaultCircle), 'scores').set(scoreSheetKey(it.consortium, it.judge), fieldsMap(it));
      recordsOf(docs(circleOfPerson(it.judge)), 'scores').set(it.consortium, fieldsMap(it));
    },
  ),
  'score.voided': defineFact(
    'score.voided',
    { consortium: CardId, judge: PersonId },
    ({ judge }) => [vaultCircle, circleOfPerson(judge)],
    (docs, { consortium, judge }) => {
      recordsOf(docs(vaultCircle), 'scores').delete(scoreSheetKey(consortium, judge));
      recordsOf(docs(circleOfPerson(judge)), 'scores').delete(consortium);
    },
  ),
  'scores.revealed': defineFact(
    'scores.revealed',
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
    'result.told',
    { consortium: CardId, challenge: CardId, result: ConsortiumResult, at: z.number() },
    ({ consortium }) => [circleOfConsortium(consortium)],
    (docs, { consortium, challenge, result, at }) => {
      recordsOf(docs(circleOfConsortium(consortium)), 'results').set(challenge, fieldsMap({ result, at }));
    },
  ),
  'consortium.decided': defineBoardFact(
    'consortium.decided',
    { consortium: CardId, challenge: CardId, city: OrganisationId, ...Decision.shape },
    (doc, { consortium, outcome, why, by, at }) => {
      const agreement = recordsOf(doc, 'agreements').get(consortium);
      if (!agreement) throw new Error(`The city decides on ${consortium}, which is none`);
      agreement.set('decision', { outcome, why, by, at });
    },
  ),
};
