import { z } from 'zod';
import { settled } from '../agreements/facts.ts';
import { roleMax } from '../agreements/room.ts';
import { circleOfConsortium } from '../document/circles.ts';
import { settlesShare, shareLeft } from '../domain/shares.ts';
import { CardId, NeedId, OrganisationId } from '../ids.ts';
import { speaksFor } from '../rules/actor.ts';
import { command } from './command.ts';
import { inRoom } from './room.ts';

/** Settles a seat's part of the work, in the room alone: the lead for every seat, a holder for its own. */
export const set = command({
  input: z.object({
    consortium: CardId,
    need: NeedId,
    /** In percent of the whole; null takes it away. */
    share: z.number().int().min(0).max(100).nullable(),
    role: z.string().trim().max(roleMax),
    company: OrganisationId,
  }),
  may: ({ company }, actor) => speaksFor(actor, company),
  circles: ({ consortium }) => [circleOfConsortium(consortium)],
  decide(input, scene) {
    const here = inRoom(scene, input);
    if (typeof here === 'string') return here;
    const { its, room, by } = here;
    const { consortium, need, share, role, company } = input;
    const needs = scene.board.challenge(its.challenge)?.needs ?? {};
    if (!needs[need]) return 'unknown-need';
    if (!settlesShare(its, need, company)) return 'share-not-yours';
    if ((share ?? 0) > shareLeft(needs, room.shares(), need)) return 'shares-over-100';
    const before = room.shares()[need];
    if ((before?.share ?? null) === share && (before?.role ?? '') === role)
      return { facts: [], result: { seat: need } };
    const percent = share === null ? {} : { share };
    const fact = settled('share.set', { consortium, need, role, by, at: scene.at, ...percent });
    return { facts: [fact], result: { seat: need } };
  },
});
