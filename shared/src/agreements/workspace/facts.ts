import { z } from 'zod';
import { cardKinds, fieldsMap, putCard } from '../../document/cards/index.ts';
import { LetterLanguage, letterSections } from '../../document/cards/letter.ts';
import { type Circle, circleOfCity, circleOfConsortium } from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, NeedId, OrganisationId, PersonId, RecordId } from '../../ids.ts';
import { defineBoardFact, defineFact } from '../defineFact.ts';
import { draftId, Handover, letterId, LetterHash, WorkShare } from './state.ts';

const workspaceCircles = ({ consortium }: { consortium: CardId }): readonly Circle[] => [
  circleOfConsortium(consortium),
];

/** Cards of which a room has one lie nowhere in particular. */
const noPosition = { x: 0, y: 0, order: 'a0' } as const;

/**
 * What is settled in the room of a consortium. The board hears of none of it but that all have
 * agreed, and the city of nothing but what is handed over.
 */
export const workspaceFacts = {
  'draft.begun': defineFact(
    'draft.begun',
    { consortium: CardId, by: PersonId, at: z.number() },
    workspaceCircles,
    (docs, { consortium, by, at }) =>
      putCard(docs(circleOfConsortium(consortium)), draftId(consortium), {
        kind: 'draft',
        ...noPosition,
        ...cardKinds.draft.size,
        createdBy: by,
        createdAt: at,
      }),
  ),
  'share.set': defineFact(
    'share.set',
    { consortium: CardId, need: NeedId, ...WorkShare.shape },
    workspaceCircles,
    (docs, { consortium, need, ...its }) => {
      const shares = recordsOf(docs(circleOfConsortium(consortium)), 'shares');
      if (its.share === undefined && its.role === '') shares.delete(need);
      else shares.set(need, fieldsMap(its));
    },
  ),
  'handover.made': defineFact(
    'handover.made',
    { handover: RecordId, city: OrganisationId, ...Handover.shape },
    (it) => [...workspaceCircles(it), circleOfCity(it.city)],
    (docs, { handover, city, ...its }) => {
      for (const circle of [circleOfConsortium(its.consortium), circleOfCity(city)])
        recordsOf(docs(circle), 'handovers').set(handover, fieldsMap(its));
    },
  ),
  'letter.begun': defineFact(
    'letter.begun',
    {
      consortium: CardId,
      by: PersonId,
      at: z.number(),
      language: LetterLanguage,
      title: z.string(),
      texts: z.record(z.enum(letterSections), z.string()),
    },
    workspaceCircles,
    (docs, { consortium, by, at, language, title, texts }) =>
      putCard(docs(circleOfConsortium(consortium)), letterId(consortium), {
        kind: 'letter',
        ...noPosition,
        ...cardKinds.letter.size,
        createdBy: by,
        createdAt: at,
        language,
        title,
        ...texts,
      }),
  ),
  'letter.confirmed': defineFact(
    'letter.confirmed',
    { consortium: CardId, company: OrganisationId, hash: LetterHash, by: PersonId, at: z.number() },
    workspaceCircles,
    (docs, { consortium, company, ...its }) => {
      recordsOf(docs(circleOfConsortium(consortium)), 'confirmations').set(company, fieldsMap(its));
    },
  ),
  'letter.agreed': defineBoardFact(
    'letter.agreed',
    { consortium: CardId, hash: LetterHash, at: z.number() },
    (doc, { consortium, hash, at }) => {
      const agreement = recordsOf(doc, 'agreements').get(consortium);
      if (!agreement) throw new Error(`No agreement for ${consortium}: its letter was agreed before it was founded`);
      agreement.set('letter', { hash, at });
    },
  ),
};
