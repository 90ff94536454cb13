import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { createFact } from '../../agreements/facts.ts';
import {
  handoverNoteMax,
  type HandoverRisk,
  type HandoverShare,
  type WorkShares,
} from '../../agreements/workspace/state.ts';
import type { RiskCard } from '../../document/cards/index.ts';
import { circleOfConsortium, circlesOfCity } from '../../document/circles.ts';
import { plainText } from '../../document/text/richText.ts';
import { needsInOrder } from '../../domain/consortium/coverage.ts';
import { agreedHolder } from '../../domain/consortium/workShares.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import { maySpeakFor, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import { membershipReasons } from '../activeConsortium.ts';
import { memberContext } from './memberContext.ts';

/** Nobody in the city reads more versions than these. */
export const handoversMax = 100;

/** Hands a version of the draft over to the city, with work shares and risks if the lead chooses so. */
export const make = definePersonCommand({
  input: z.object({
    consortium: CardId,
    company: OrganisationId,
    /** The id of the record that it becomes. */
    handover: RecordId,
    note: z.string().trim().max(handoverNoteMax).default(''),
    shares: z.boolean().default(false),
    risks: z.boolean().default(false),
  }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'not-the-lead', 'unknown-challenge', 'handovers-full', 'draft-empty'],
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }, _actor, board) => [
    circleOfConsortium(consortium),
    ...circlesOfCity(cityOf(board, board.consortium(consortium))),
  ],
  decide(input, context) {
    const member = memberContext(context, input);
    if (typeof member === 'string') return member;
    const { consortium, workspace, by } = member;
    const { company, handover, note } = input;
    if (consortium.lead !== company) return 'not-the-lead';
    const city = cityOf(context.board, consortium);
    if (!city) return 'unknown-challenge';
    const result = { handover };
    const earlier = workspace.handovers();
    if (earlier.some(({ id }) => id === handover)) return { facts: [], result };
    if (earlier.length >= handoversMax) return 'handovers-full';
    const pitch = [...(workspace.draft() ?? [])];
    if (plainText(pitch).trim() === '') return 'draft-empty';
    const fact = createFact('handover.made', {
      handover,
      city,
      consortium: consortium.id,
      challenge: consortium.challenge,
      name: consortium.name,
      lead: consortium.lead,
      version: earlier.length + 1,
      by,
      at: context.at,
      note,
      pitch,
      ...(input.shares ? { shares: handoverShares(context.board, consortium, workspace.shares()) } : {}),
      ...(input.risks ? { risks: workspace.risks().map(handoverRisk) } : {}),
    });
    return { facts: [fact], result };
  },
});

/** The city whose challenge a consortium answers. */
const cityOf = (board: Board, consortium: ConsortiumView | undefined): OrganisationId | undefined =>
  consortium && board.challenge(consortium.challenge)?.city;

const handoverShares = (board: Board, consortium: ConsortiumView, workShares: WorkShares): HandoverShare[] =>
  needsInOrder(board.challenge(consortium.challenge)?.needs ?? {}).map(({ id, title, capability }) => ({
    need: id,
    title,
    capability,
    role: workShares[id]?.role ?? '',
    company: agreedHolder(consortium, id),
    share: workShares[id]?.share,
  }));

const handoverRisk = ({ text, likelihood, impact, answer, owner }: RiskCard): HandoverRisk => ({
  text,
  likelihood,
  impact,
  answer,
  owner,
});
