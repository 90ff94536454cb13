import type * as Y from 'yjs';
import { z } from 'zod';
import { fieldsMap } from '../document/cards/index.ts';
import { type Circle, circleOfCity, circleOfPerson, facilitators, facilitatorsAnd } from '../document/circles.ts';
import { recordsOf } from '../document/roots.ts';
import { CardId, OrganisationId, PersonId, RecordId } from '../ids.ts';
import { type Docs, fact, factIn } from './fact.ts';
import { Channel, QuestionState } from './talk.ts';

/** Where a question is known whole: with who asked. */
const knownWhole = ({ asker }: { readonly asker: PersonId }): readonly Circle[] => [
  facilitators,
  circleOfPerson(asker),
];

type Root = 'questions' | 'disclosures';

const put = (doc: Y.Doc, root: Root, id: RecordId, fields: Readonly<Record<string, unknown>>): void => {
  recordsOf(doc, root).set(id, fieldsMap(fields));
};

const change = (doc: Y.Doc, root: Root, id: RecordId, fields: Readonly<Record<string, unknown>>): void => {
  const record = recordsOf(doc, root).get(id);
  if (!record) throw new Error(`No record ${id} below ${root}: a fact was written before the one that makes it`);
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) record.set(field, value);
};

const changeIn = (docs: Docs, circles: readonly Circle[], id: RecordId, fields: Readonly<Record<string, unknown>>) => {
  for (const circle of circles) change(docs(circle), 'questions', id, fields);
};

/**
 * What is settled of questions and disclosures. Who asked stands in the facts of the facilitators'
 * circle and of the asker's own alone: what a city or the board hears of it is a fact of its own.
 */
export const talkFacts = {
  'question.asked': factIn(
    'question.asked',
    {
      question: RecordId,
      asker: PersonId,
      company: OrganisationId,
      text: z.string(),
      challenge: CardId.optional(),
      asks: OrganisationId.optional(),
      at: z.number(),
    },
    knownWhole,
    (docs, { question, asker, asks, at, ...its }) => {
      const record = { ...its, state: 'asked', asker, to: asks, at, askedAt: at };
      for (const circle of knownWhole({ asker })) put(docs(circle), 'questions', question, record);
    },
  ),
  'question.neutralised': factIn(
    'question.neutralised',
    {
      question: RecordId,
      asker: PersonId,
      neutral: z.string(),
      challenge: CardId.optional(),
      asks: OrganisationId.optional(),
      at: z.number(),
    },
    knownWhole,
    (docs, { question, asker, neutral, challenge, asks, at }) =>
      changeIn(docs, knownWhole({ asker }), question, {
        ...{ state: 'neutral', neutral, challenge, to: asks, at },
      }),
  ),
  'question.put': factIn(
    'question.put',
    { question: RecordId, city: OrganisationId, neutral: z.string(), challenge: CardId.optional(), at: z.number() },
    ({ city }) => [circleOfCity(city)],
    (docs, { question, city, ...its }) =>
      put(docs(circleOfCity(city)), 'questions', question, { ...its, state: 'neutral', to: city }),
  ),
  'question.answered': factIn(
    'question.answered',
    {
      question: RecordId,
      city: OrganisationId.optional(),
      challenge: CardId.optional(),
      answer: z.string(),
      at: z.number(),
    },
    ({ city }) => facilitatorsAnd(city),
    (docs, { question, city, answer, at }) =>
      changeIn(docs, facilitatorsAnd(city), question, { state: 'answered', answer, at }),
  ),
  'question.ended': factIn(
    'question.ended',
    { question: RecordId, asker: PersonId, state: QuestionState, why: z.string(), at: z.number() },
    knownWhole,
    (docs, { question, asker, state, why, at }) => changeIn(docs, knownWhole({ asker }), question, { state, why, at }),
  ),
  'question.closed': factIn(
    'question.closed',
    { question: RecordId, city: OrganisationId, state: QuestionState, at: z.number() },
    ({ city }) => [circleOfCity(city)],
    (docs, { question, city, state, at }) => change(docs(circleOfCity(city)), 'questions', question, { state, at }),
  ),
  'announcement.made': fact(
    'announcement.made',
    {
      announcement: RecordId,
      question: z.string().optional(),
      text: z.string(),
      challenge: CardId.optional(),
      at: z.number(),
    },
    (doc, { announcement, ...its }) => {
      recordsOf(doc, 'announcements').set(announcement, fieldsMap(its));
    },
  ),
  'disclosure.recorded': factIn(
    'disclosure.recorded',
    {
      disclosure: RecordId,
      what: z.string(),
      challenge: CardId.optional(),
      city: OrganisationId.optional(),
      told: z.array(OrganisationId),
      via: Channel,
      day: z.iso.date(),
      by: PersonId,
      at: z.number(),
    },
    ({ city }) => facilitatorsAnd(city),
    (docs, { disclosure, ...its }) => {
      for (const circle of facilitatorsAnd(its.city)) put(docs(circle), 'disclosures', disclosure, its);
    },
  ),
  'disclosure.sent': factIn(
    'disclosure.sent',
    { disclosure: RecordId, city: OrganisationId.optional(), at: z.number() },
    ({ city }) => facilitatorsAnd(city),
    (docs, { disclosure, city, at }) => {
      for (const circle of facilitatorsAnd(city)) change(docs(circle), 'disclosures', disclosure, { sentAt: at });
    },
  ),
};
