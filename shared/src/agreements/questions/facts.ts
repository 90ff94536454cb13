import type * as Y from 'yjs';
import { z } from 'zod';
import { fieldsMap } from '../../document/cards/index.ts';
import {
  type Circle,
  circleOfCity,
  circleOfPerson,
  facilitatorsCircle,
  facilitatorsAndCity,
} from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, OrganisationId, PersonId, RecordId } from '../../ids.ts';
import { type Docs, defineBoardFact, defineFact } from '../defineFact.ts';
import { Channel, QuestionState } from './state.ts';

/** The circles that know a question with its asker. */
const askerCircles = ({ asker }: { readonly asker: PersonId }): readonly Circle[] => [
  facilitatorsCircle,
  circleOfPerson(asker),
];

type Root = 'questions' | 'disclosures';

const putRecord = (doc: Y.Doc, root: Root, id: RecordId, fields: Readonly<Record<string, unknown>>): void => {
  recordsOf(doc, root).set(id, fieldsMap(fields));
};

const changeRecord = (doc: Y.Doc, root: Root, id: RecordId, fields: Readonly<Record<string, unknown>>): void => {
  const record = recordsOf(doc, root).get(id);
  if (!record) throw new Error(`No record ${id} below ${root}: a fact was written before the one that makes it`);
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) record.set(field, value);
};

const changeQuestionIn = (
  docs: Docs,
  circles: readonly Circle[],
  id: RecordId,
  fields: Readonly<Record<string, unknown>>,
) => {
  for (const circle of circles) changeRecord(docs(circle), 'questions', id, fields);
};

/**
 * What is decided of questions and disclosures. The asker is named in facts of the facilitators' circle
 * and of the asker's own alone; a city and the board get facts of their own, without the asker.
 */
export const questionFacts = {
  'question.asked': defineFact(
    {
      question: RecordId,
      asker: PersonId,
      company: OrganisationId,
      text: z.string(),
      challenge: CardId.optional(),
      asks: OrganisationId.optional(),
      at: z.number(),
    },
    askerCircles,
    (docs, { question, asker, asks, at, ...fields }) => {
      const record = { ...fields, state: 'asked', asker, to: asks, at, askedAt: at };
      for (const circle of askerCircles({ asker })) putRecord(docs(circle), 'questions', question, record);
    },
  ),
  'question.neutralised': defineFact(
    {
      question: RecordId,
      asker: PersonId,
      neutral: z.string(),
      challenge: CardId.optional(),
      asks: OrganisationId.optional(),
      at: z.number(),
    },
    askerCircles,
    (docs, { question, asker, neutral, challenge, asks, at }) =>
      changeQuestionIn(docs, askerCircles({ asker }), question, {
        state: 'neutral',
        neutral,
        challenge,
        to: asks,
        at,
      }),
  ),
  'question.put': defineFact(
    { question: RecordId, city: OrganisationId, neutral: z.string(), challenge: CardId.optional(), at: z.number() },
    ({ city }) => [circleOfCity(city)],
    (docs, { question, city, ...fields }) =>
      putRecord(docs(circleOfCity(city)), 'questions', question, { ...fields, state: 'neutral', to: city }),
  ),
  'question.answered': defineFact(
    {
      question: RecordId,
      city: OrganisationId.optional(),
      challenge: CardId.optional(),
      answer: z.string(),
      at: z.number(),
    },
    ({ city }) => facilitatorsAndCity(city),
    (docs, { question, city, answer, at }) =>
      changeQuestionIn(docs, facilitatorsAndCity(city), question, { state: 'answered', answer, at }),
  ),
  'question.ended': defineFact(
    { question: RecordId, asker: PersonId, state: QuestionState, why: z.string(), at: z.number() },
    askerCircles,
    (docs, { question, asker, state, why, at }) =>
      changeQuestionIn(docs, askerCircles({ asker }), question, { state, why, at }),
  ),
  'question.closed': defineFact(
    { question: RecordId, city: OrganisationId, state: QuestionState, at: z.number() },
    ({ city }) => [circleOfCity(city)],
    (docs, { question, city, state, at }) =>
      changeRecord(docs(circleOfCity(city)), 'questions', question, { state, at }),
  ),
  'announcement.made': defineBoardFact(
    {
      announcement: RecordId,
      question: z.string().optional(),
      text: z.string(),
      challenge: CardId.optional(),
      at: z.number(),
    },
    (doc, { announcement, ...record }) => {
      recordsOf(doc, 'announcements').set(announcement, fieldsMap(record));
    },
  ),
  'disclosure.recorded': defineFact(
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
    ({ city }) => facilitatorsAndCity(city),
    (docs, { disclosure, ...record }) => {
      for (const circle of facilitatorsAndCity(record.city)) putRecord(docs(circle), 'disclosures', disclosure, record);
    },
  ),
  'disclosure.sent': defineFact(
    { disclosure: RecordId, city: OrganisationId.optional(), at: z.number() },
    ({ city }) => facilitatorsAndCity(city),
    (docs, { disclosure, city, at }) => {
      for (const circle of facilitatorsAndCity(city))
        changeRecord(docs(circle), 'disclosures', disclosure, { sentAt: at });
    },
  ),
};
