import { z } from 'zod';
import { createFact } from '../../agreements/facts.ts';
import { roleMax } from '../../agreements/workspace/state.ts';
import { circleOfConsortium } from '../../document/circles.ts';
import { maySetShare, remainingShare } from '../../domain/consortium/workShares.ts';
import { CardId, NeedId, OrganisationId } from '../../ids.ts';
import { maySpeakFor, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import { membershipReasons } from '../activeConsortium.ts';
import { memberContext } from './memberContext.ts';

/** Sets the work share of a seat, in the workspace alone. The lead sets all of them, a holder its own. */
export const set = definePersonCommand({
  input: z.object({
    consortium: CardId,
    need: NeedId,
    /** In percent of the whole; null removes it. */
    share: z.number().int().min(0).max(100).nullable(),
    role: z.string().trim().max(roleMax),
    company: OrganisationId,
  }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'unknown-need', 'share-not-yours', 'shares-over-100'],
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, context) {
    const member = memberContext(context, input);
    if (typeof member === 'string') return member;
    const { consortium, workspace, by } = member;
    const { need, share, role, company } = input;
    const needs = context.board.challenge(consortium.challenge)?.needs ?? {};
    if (!needs[need]) return 'unknown-need';
    if (!maySetShare(consortium, need, company)) return 'share-not-yours';
    const workShares = workspace.shares();
    if ((share ?? 0) > remainingShare(needs, workShares, need)) return 'shares-over-100';
    const result = { seat: need };
    const current = workShares[need];
    if ((current?.share ?? null) === share && (current?.role ?? '') === role) return { facts: [], result };
    const percent = share === null ? {} : { share };
    const fact = createFact('share.set', {
      consortium: consortium.id,
      need,
      role,
      by,
      at: context.at,
      ...percent,
    });
    return { facts: [fact], result };
  },
});
