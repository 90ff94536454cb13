import type * as Y from 'yjs';
import { z } from 'zod';
import { cardsOf, fieldsMap, readCard } from '../../document/cards/index.ts';
import { boardCircle, type Circle, circleOfCity } from '../../document/circles.ts';
import { orderAbove } from '../../document/order.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';
import { defineFact } from '../defineFact.ts';
import { discloseField, publicCopy } from './publishing.ts';
import {
  type ChallengeAgreement,
  ChallengeStatus,
  Outcome,
  readChallengeAgreement,
  stageChangesMax,
  whyMax,
} from './state.ts';

const challengeShape = {
  challenge: CardId,
  city: OrganisationId,
  /** Whether the challenge lies in the city's own circle alone. */
  isPrivate: z.boolean(),
};

const circleOfChallenge = ({ city, isPrivate }: { city: OrganisationId; isPrivate: boolean }): Circle =>
  isPrivate ? circleOfCity(city) : boardCircle;

/** Sets fields of a challenge's agreement, and creates the agreement where there is none. */
const setChallengeAgreement = (doc: Y.Doc, challenge: CardId, fields: Partial<ChallengeAgreement>): void => {
  const agreements = recordsOf(doc, 'agreements');
  const agreement = agreements.get(challenge) ?? fieldsMap({ status: fields.status ?? 'draft' });
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) agreement.delete(field);
    else agreement.set(field, value);
  }
  if (!agreements.has(challenge)) agreements.set(challenge, agreement);
};

/** What is decided of challenges: their stages, and what of them is public. */
export const challengeFacts = {
  'challenge.moved': defineFact(
    {
      ...challengeShape,
      from: ChallengeStatus,
      to: ChallengeStatus,
      by: PersonId,
      at: z.number(),
      why: z.string().max(whyMax),
      outcome: Outcome.optional(),
      callUntil: z.number().optional(),
    },
    (fields) => [circleOfChallenge(fields)],
    (docs, fields) => {
      const { challenge, from, to, by, at, why, outcome, callUntil } = fields;
      const doc = docs(circleOfChallenge(fields));
      const before = readChallengeAgreement(doc, challenge)?.moves ?? [];
      const moves = [...before, { from, to, by, at, why }].slice(-stageChangesMax);
      setChallengeAgreement(doc, challenge, {
        status: to,
        moves,
        ...(outcome === undefined ? {} : { outcome }),
        ...(callUntil === undefined ? {} : { callUntil }),
      });
      // A scoping that is opened again takes a new confirmation and a new call.
      if (to === 'scoping') setChallengeAgreement(doc, challenge, { neutral: undefined, callUntil: undefined });
    },
  ),
  'challenge.published': defineFact(
    { challenge: CardId, city: OrganisationId, x: z.number(), y: z.number() },
    ({ city }) => [boardCircle, circleOfCity(city)],
    (docs, { challenge, city, x, y }) => {
      const cityDoc = docs(circleOfCity(city));
      const board = docs(boardCircle);
      const card = cardsOf(cityDoc).get(challenge);
      if (!card) throw new Error(`The city has no challenge ${challenge} to publish`);
      const orders = [...cardsOf(board)].flatMap(([id, map]) => readCard(id, map)?.order ?? []);
      cardsOf(board).set(challenge, publicCopy(card, { x, y, order: orderAbove(orders) }));
      // The earlier stage changes, with their reasons, stay in the city's circle.
      const { moves = [], ...rest } = readChallengeAgreement(cityDoc, challenge) ?? {};
      recordsOf(board, 'agreements').set(challenge, fieldsMap({ ...rest, moves: moves.slice(-1) }));
    },
  ),
  'challenge.confirmed': defineFact(
    { ...challengeShape, by: PersonId, at: z.number() },
    (fields) => [circleOfChallenge(fields)],
    (docs, { by, at, ...challenge }) =>
      setChallengeAgreement(docs(circleOfChallenge(challenge)), challenge.challenge, { neutral: { by, at } }),
  ),
  'challenge.disclosed': defineFact(
    { challenge: CardId, city: OrganisationId, field: z.string().max(40) },
    ({ city }) => [boardCircle, circleOfCity(city)],
    (docs, { challenge, city, field }) => {
      const cityCard = cardsOf(docs(circleOfCity(city))).get(challenge);
      const boardCard = cardsOf(docs(boardCircle)).get(challenge);
      if (!cityCard || !boardCard) throw new Error(`${challenge} is not both in the city's circle and on the board`);
      discloseField(cityCard, boardCard, field);
    },
  ),
  'challenge.deleted': defineFact(
    challengeShape,
    (fields) => [circleOfChallenge(fields)],
    (docs, fields) => {
      const doc = docs(circleOfChallenge(fields));
      cardsOf(doc).delete(fields.challenge);
      recordsOf(doc, 'agreements').delete(fields.challenge);
    },
  ),
};
