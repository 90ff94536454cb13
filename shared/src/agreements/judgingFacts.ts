import { z } from 'zod';
import { fieldsMap } from '../document/cards/index.ts';
import { circleOfCity, circleOfConsortium, circleOfPerson, facilitators, vault } from '../document/circles.ts';
import { recordsOf } from '../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { fact, factIn } from './fact.ts';
import { ChallengeResult, Conflict, ConsortiumResult, Decision, Sheet } from './judging.ts';
import { conflictKey, sheetKey } from './kept.ts';

const against = ({ consortium, company }: Pick<Conflict, 'consortium' | 'company'>): CardId | OrganisationId => {
  const its = consortium ?? company;
  if (its === undefined) throw new Error('A tie is to a consortium or to a company');
  return its;
};

/** What is settled of judging. A score is known to its judge, and to nobody else before all are shown. */
export const judgingFacts = {
  'conflict.declared': factIn(
    'conflict.declared',
    Conflict.shape,
    ({ person }) => [vault, circleOfPerson(person)],
    (docs, it) => {
      recordsOf(docs(vault), 'conflicts').set(conflictKey(it.person, against(it)), fieldsMap(it));
      recordsOf(docs(circleOfPerson(it.person)), 'conflicts').set(against(it), fieldsMap(it));
    },
  ),
  'conflict.withdrawn': factIn(
    'conflict.withdrawn',
    { person: PersonId, consortium: CardId.optional(), company: OrganisationId.optional() },
    ({ person }) => [vault, circleOfPerson(person)],
    (docs, it) => {
      recordsOf(docs(vault), 'conflicts').delete(conflictKey(it.person, against(it)));
      recordsOf(docs(circleOfPerson(it.person)), 'conflicts').delete(against(it));
    },
  ),
  'score.given': factIn(
    'score.given',
    Sheet.shape,
    ({ judge }) => [vault, circleOfPerson(judge)],
    (docs, it) => {
      recordsOf(docs(vault), 'scores').set(sheetKey(it.consortium, it.judge), fieldsMap(it));
      recordsOf(docs(circleOfPerson(it.judge)), 'scores').set(it.consortium, fieldsMap(it));
    },
  ),
  'score.voided': factIn(
    'score.voided',
    { consortium: CardId, judge: PersonId },
    ({ judge }) => [vault, circleOfPerson(judge)],
    (docs, { consortium, judge }) => {
      recordsOf(docs(vault), 'scores').delete(sheetKey(consortium, judge));
      recordsOf(docs(circleOfPerson(judge)), 'scores').delete(consortium);
    },
  ),
  'scores.revealed': factIn(
    'scores.revealed',
    { challenge: CardId, city: OrganisationId, ...ChallengeResult.shape },
    ({ city }) => [vault, facilitators, circleOfCity(city)],
    (docs, { challenge, city, ...result }) => {
      recordsOf(docs(vault), 'reveals').set(challenge, fieldsMap({ at: result.at }));
      for (const circle of [facilitators, circleOfCity(city)]) {
        recordsOf(docs(circle), 'results').set(challenge, fieldsMap(result));
      }
    },
  ),
  'result.told': factIn(
    'result.told',
    { consortium: CardId, challenge: CardId, result: ConsortiumResult, at: z.number() },
    ({ consortium }) => [circleOfConsortium(consortium)],
    (docs, { consortium, challenge, result, at }) => {
      recordsOf(docs(circleOfConsortium(consortium)), 'results').set(challenge, fieldsMap({ result, at }));
    },
  ),
  'consortium.decided': fact(
    'consortium.decided',
    { consortium: CardId, challenge: CardId, city: OrganisationId, ...Decision.shape },
    (doc, { consortium, outcome, why, by, at }) => {
      const agreement = recordsOf(doc, 'agreements').get(consortium);
      if (!agreement) throw new Error(`The city decides on ${consortium}, which is none`);
      agreement.set('decision', { outcome, why, by, at });
    },
  ),
};
