import { z } from 'zod';
import { cardKinds, fieldsMap, putCard } from '../../document/cards/index.ts';
import { LetterLanguage, letterSections } from '../../document/cards/letter.ts';
import { type Circle, circleOfCity, circleOfConsortium } from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, NeedId, OrganisationId, PersonId, RecordId } from '../../ids.ts';
import { defineBoardFact, defineFact } from '../defineFact.ts';
import { Handover, LetterHash, WorkShare } from './state.ts';
import { draftId, letterId } from './workspace.ts';

const workspaceCircles = ({ consortium }: { consortium: CardId }): readonly Circle[] => [
  circleOfConsortium(consortium),
];

/** The draft and the letter lie on no board, but every card has a position. */
const noPosition = { x: 0, y: 0, order: 'a0' } as const;

/**
 * What is decided in the workspace of a consortium. Of it the board gets only that the letter is agreed,
 * and the city only what is handed over.
 */
export const workspaceFacts = {
  'draft.begun': defineFact(
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
    { consortium: CardId, need: NeedId, ...WorkShare.shape },
    workspaceCircles,
    (docs, { consortium, need, ...workShare }) => {
      const shares = recordsOf(docs(circleOfConsortium(consortium)), 'shares');
      if (workShare.share === undefined && workShare.role === '') shares.delete(need);
      else shares.set(need, fieldsMap(workShare));
    },
  ),
  'handover.made': defineFact(
    { handover: RecordId, city: OrganisationId, ...Handover.shape },
    ({ consortium, city }) => [circleOfConsortium(consortium), circleOfCity(city)],
    (docs, { handover, city, ...record }) => {
      for (const circle of [circleOfConsortium(record.consortium), circleOfCity(city)])
        recordsOf(docs(circle), 'handovers').set(handover, fieldsMap(record));
    },
  ),
  'letter.begun': defineFact(
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
    { consortium: CardId, company: OrganisationId, hash: LetterHash, by: PersonId, at: z.number() },
    workspaceCircles,
    (docs, { consortium, company, ...confirmation }) => {
      recordsOf(docs(circleOfConsortium(consortium)), 'confirmations').set(company, fieldsMap(confirmation));
    },
  ),
  'letter.agreed': defineBoardFact(
    { consortium: CardId, hash: LetterHash, at: z.number() },
    (doc, { consortium, hash, at }) => {
      const agreement = recordsOf(doc, 'agreements').get(consortium);
      if (!agreement) throw new Error(`No agreement for ${consortium}: its letter was agreed before it was founded`);
      agreement.set('letter', { hash, at });
    },
  ),
};
