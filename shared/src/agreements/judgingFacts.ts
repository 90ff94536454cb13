import { z } from 'zod';
import { fieldsMap } from '../document/cards/index.ts';
import { type Circle, facilitators, vault } from '../document/circles.ts';
import { recordsOf } from '../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { fact, factIn } from './fact.ts';
import { ChallengeResult, Conflict, ConsortiumResult, Decision, Sheet } from './judging.ts';
import { conflictKey, sheetKey } from './kept.ts';

const personOf = (id: PersonId): Circle => ({ is: 'person', id });
const cityOf = (id: OrganisationId): Circle => ({ is: 'city', id });
const roomOf = (id: CardId): Circle => ({ is: 'consortium', id });

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
    ({ person }) => [vault, personOf(person)],
    (docs, it) => {
      recordsOf(docs(vault), 'conflicts').set(conflictKey(it.person, against(it)), fieldsMap(it));
      recordsOf(docs(personOf(it.person)), 'conflicts').set(against(it), fieldsMap(it));
    },
  ),
  'conflict.withdrawn': factIn(
    'conflict.withdrawn',
    { person: PersonId, consortium: CardId.optional(), company: OrganisationId.optional() },
    ({ person }) => [vault, personOf(person)],
    (docs, it) => {
      recordsOf(docs(vault), 'conflicts').delete(conflictKey(it.person, against(it)));
      recordsOf(docs(personOf(it.person)), 'conflicts').delete(against(it));
    },
  ),
  'score.given': factIn(
    'score.given',
    Sheet.shape,
    ({ judge }) => [vault, personOf(judge)],
    (docs, it) => {
      recordsOf(docs(vault), 'scores').set(sheetKey(it.consortium, it.judge), fieldsMap(it));
      recordsOf(docs(personOf(it.judge)), 'scores').set(it.consortium, fieldsMap(it));
    },
  ),
  'score.voided': factIn(
    'score.voided',
    { consortium: CardId, judge: PersonId },
    ({ judge }) => [vault, personOf(judge)],
    (docs, { consortium, judge }) => {
      recordsOf(docs(vault), 'scores').delete(sheetKey(consortium, judge));
      recordsOf(docs(personOf(judge)), 'scores').delete(consortium);
    },
  ),
  'scores.revealed': factIn(
    'scores.revealed',
    { challenge: CardId, city: OrganisationId, ...ChallengeResult.shape },
    ({ city }) => [vault, facilitators, cityOf(city)],
    (docs, { challenge, city, ...result }) => {
      recordsOf(docs(vault), 'reveals').set(challenge, fieldsMap({ at: result.at }));
      for (const circle of [facilitators, cityOf(city)]) {
        recordsOf(docs(circle), 'results').set(challenge, fieldsMap(result));
      }
    },
  ),
  'result.told': factIn(
    'result.told',
    { consortium: CardId, challenge: CardId, result: ConsortiumResult, at: z.number() },
    ({ consortium }) => [roomOf(consortium)],
    (docs, { consortium, challenge, result, at }) => {
      recordsOf(docs(roomOf(consortium)), 'results').set(challenge, fieldsMap({ result, at }));
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
