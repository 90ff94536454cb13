import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { answerMax, Channel } from '../../agreements/questions/state.ts';
import { facilitatorsCircle, facilitatorsAndCity } from '../../document/circles.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import { mayActForCity, mayRunSession } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';

export const informedCompaniesMax = 200;

/** Keeps what some companies were told outside of the board. */
export const record = defineCommand({
  input: z.object({
    disclosure: RecordId,
    what: z.string().trim().min(1).max(answerMax),
    challenge: CardId.optional(),
    /** Whose people told it; a facilitator may leave it out. */
    city: OrganisationId.optional(),
    told: z.array(OrganisationId).min(1).max(informedCompaniesMax),
    via: Channel,
    day: z.iso.date(),
  }),
  may: ({ city }, actor) => (city ? mayActForCity(actor, city) : mayRunSession(actor)),
  circles: ({ city }) => facilitatorsAndCity(city),
  decide({ disclosure, what, challenge, city, told, via, day }, { actor, board, circle, at }) {
    if (actor.kind === 'system') return 'facilitators-only';
    if (circle(facilitatorsCircle).disclosure(disclosure)) return 'told-already';
    if (challenge !== undefined && !board.challenge(challenge)) return 'unknown-challenge';
    if (told.some((company) => board.organisation(company)?.kind !== 'company')) return 'unknown-company';
    const its = { disclosure, what, challenge, city, told: [...new Set(told)], via, day, by: actor.id, at };
    return { facts: [createFact('disclosure.recorded', its)], result: { disclosure } };
  },
});

/** Tells everyone what so far only some companies know, in words that may be put better. */
export const send = defineCommand({
  input: z.object({
    disclosure: RecordId,
    /** Whose people recorded it. */
    of: OrganisationId.optional(),
    text: z.string().trim().min(1).max(answerMax),
  }),
  may: (_input, actor) => mayRunSession(actor),
  circles: ({ of }) => facilitatorsAndCity(of),
  decide({ disclosure, of, text }, { circle, at }) {
    const found = circle(facilitatorsCircle).disclosure(disclosure);
    if (!found || found.city !== of) return 'unknown-disclosure';
    if (found.sentAt !== undefined) return 'told-already';
    const facts: readonly Fact[] = [
      createFact('announcement.made', { announcement: disclosure, text, challenge: found.challenge, at }),
      createFact('disclosure.sent', { disclosure, city: of, at }),
    ];
    return { facts, result: { disclosure } };
  },
});
