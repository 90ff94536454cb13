import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../agreements/reasons.ts';
import { handoverNoteMax, type HandoverRisk, type HandoverShare } from '../../agreements/workspace/state.ts';
import { circleOfConsortium, circlesOfCity } from '../../document/circles.ts';
import { plainText } from '../../document/text/richText.ts';
import { needsInOrder } from '../../domain/consortium/coverage.ts';
import { agreedHolder } from '../../domain/consortium/workShares.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import { maySpeakFor } from '../../rules/actor.ts';
import { defineCommand, type CommandContext } from '../command.ts';
import { membership } from '../consortium/consortium.ts';

/** More versions than these tell a city nothing. */
export const handoversMax = 100;

/** What every command in a room asks first: the consortium stands, and the company is in it. */
export const memberContext = (
  scene: CommandContext,
  { consortium, company }: { consortium: CardId; company: OrganisationId },
) => {
  const { actor, board, circle } = scene;
  const its = membership(board, consortium, company);
  if (typeof its === 'string') return its;
  if (actor.kind === 'system') return 'not-your-company' as const;
  return { its, by: actor.id, room: circle(circleOfConsortium(consortium)).workspace() };
};

/** Begins the draft of the pitch, which all members then write in together. */
export const beginDraft = defineCommand({
  input: z.object({ consortium: CardId, company: OrganisationId }),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = memberContext(scene, input);
    if (typeof here === 'string') return here;
    const { consortium } = input;
    if (here.room.draft()) return { facts: [], result: { consortium } };
    return { facts: [createFact('draft.begun', { consortium, by: here.by, at: scene.at })], result: { consortium } };
  },
});

/** The lead hands a version of the draft over to the city, with the parts of the room that it chooses. */
export const handOver = defineCommand({
  input: z.object({
    consortium: CardId,
    company: OrganisationId,
    /** The record that it becomes. */
    handover: RecordId,
    note: z.string().trim().max(handoverNoteMax).default(''),
    shares: z.boolean().default(false),
    risks: z.boolean().default(false),
  }),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }, _actor, board) => [
    circleOfConsortium(consortium),
    ...circlesOfCity(cityOf(board, board.consortium(consortium))),
  ],
  decide(input, scene) {
    const here = memberContext(scene, input);
    if (typeof here === 'string') return here;
    const { its, room, by } = here;
    const { consortium, company, handover, note } = input;
    if (its.lead !== company) return 'not-the-lead';
    const city = cityOf(scene.board, its);
    if (!city) return 'unknown-challenge';
    const before = room.handovers();
    if (before.some(({ id }) => id === handover)) return { facts: [], result: { handover } };
    if (before.length >= handoversMax) return 'handovers-full';
    const pitch = [...(room.draft() ?? [])];
    if (plainText(pitch).trim() === '') return 'draft-empty';
    return {
      facts: [
        createFact('handover.made', {
          handover,
          city,
          consortium,
          challenge: its.challenge,
          name: its.name,
          lead: its.lead,
          version: before.length + 1,
          by,
          at: scene.at,
          note,
          pitch,
          ...(input.shares ? { shares: handedShares(scene.board, its, room.shares()) } : {}),
          ...(input.risks ? { risks: room.risks().map(handedRisk) } : {}),
        }),
      ],
      result: { handover },
    };
  },
});

/** The city whose challenge a consortium answers. */
const cityOf = (board: Board, its: ConsortiumView | undefined): OrganisationId | undefined =>
  its && board.challenge(its.challenge)?.city;

type Workspace = Exclude<ReturnType<typeof memberContext>, Reason>['room'];

const handedShares = (board: Board, its: ConsortiumView, shares: ReturnType<Workspace['shares']>): HandoverShare[] =>
  needsInOrder(board.challenge(its.challenge)?.needs ?? {}).map(({ id, title, capability }) => ({
    need: id,
    title,
    capability,
    role: shares[id]?.role ?? '',
    company: agreedHolder(its, id),
    share: shares[id]?.share,
  }));

const handedRisk = ({
  text,
  likelihood,
  impact,
  answer,
  owner,
}: ReturnType<Workspace['risks']>[number]): HandoverRisk => ({
  text,
  likelihood,
  impact,
  answer,
  owner,
});
