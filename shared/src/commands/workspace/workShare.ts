import { z } from 'zod';
import { createFact } from '../../agreements/facts.ts';
import { roleMax } from '../../agreements/workspace/state.ts';
import { circleOfConsortium } from '../../document/circles.ts';
import { maySetShare, remainingShare } from '../../domain/consortium/workShares.ts';
import { CardId, NeedId, OrganisationId } from '../../ids.ts';
import { maySpeakFor } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';
import { memberContext } from './handover.ts';

/** Settles a seat's part of the work, in the room alone: the lead for every seat, a holder for its own. */
export const setWorkShare = defineCommand({
  input: z.object({
    consortium: CardId,
    need: NeedId,
    /** In percent of the whole; null takes it away. */
    share: z.number().int().min(0).max(100).nullable(),
    role: z.string().trim().max(roleMax),
    company: OrganisationId,
  }),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = memberContext(scene, input);
    if (typeof here === 'string') return here;
    const { its, room, by } = here;
    const { consortium, need, share, role, company } = input;
    const needs = scene.board.challenge(its.challenge)?.needs ?? {};
    if (!needs[need]) return 'unknown-need';
    if (!maySetShare(its, need, company)) return 'share-not-yours';
    if ((share ?? 0) > remainingShare(needs, room.shares(), need)) return 'shares-over-100';
    const before = room.shares()[need];
    if ((before?.share ?? null) === share && (before?.role ?? '') === role)
      return { facts: [], result: { seat: need } };
    const percent = share === null ? {} : { share };
    const fact = createFact('share.set', { consortium, need, role, by, at: scene.at, ...percent });
    return { facts: [fact], result: { seat: need } };
  },
});
