import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { answerMax, Channel } from '../../agreements/questions/state.ts';
import { facilitatorsCircle, facilitatorsAndCity } from '../../document/circles.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import { mayActForCity, mayRunSession, rightReasons } from '../../rules/actor.ts';
import { defineCommand, definePersonCommand } from '../command.ts';

export const informedCompaniesMax = 200;

/** Records what some companies were told outside of the board. */
export const record = definePersonCommand({
  input: z.object({
    disclosure: RecordId,
    what: z.string().trim().min(1).max(answerMax),
    challenge: CardId.optional(),
    /** The city whose people told it; a facilitator may leave it out. */
    city: OrganisationId.optional(),
    told: z.array(OrganisationId).min(1).max(informedCompaniesMax),
    via: Channel,
    day: z.iso.date(),
  }),
  reasons: {
    forbidden: [...rightReasons.mayActForCity, ...rightReasons.mayRunSession],
    refused: ['told-already', 'unknown-challenge', 'unknown-company'],
  },
  may: ({ city }, actor) => (city ? mayActForCity(actor, city) : mayRunSession(actor)),
  circles: ({ city }) => facilitatorsAndCity(city),
  decide({ disclosure, what, challenge, city, told, via, day }, { actor, board, circle, at }) {
    if (circle(facilitatorsCircle).disclosure(disclosure)) return 'told-already';
    if (challenge !== undefined && !board.challenge(challenge)) return 'unknown-challenge';
    if (told.some((company) => board.organisation(company)?.kind !== 'company')) return 'unknown-company';
    const disclosed = { disclosure, what, challenge, city, told: [...new Set(told)], via, day, by: actor.id, at };
    return { facts: [createFact('disclosure.recorded', disclosed)], result: { disclosure } };
  },
});

/** Announces a disclosure to everyone, in a text that may be edited. */
export const send = defineCommand({
  input: z.object({
    disclosure: RecordId,
    /** The city whose people recorded it. */
    of: OrganisationId.optional(),
    text: z.string().trim().min(1).max(answerMax),
  }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['unknown-disclosure', 'told-already'],
  },
  may: (_input, actor) => mayRunSession(actor),
  circles: ({ of }) => facilitatorsAndCity(of),
  decide({ disclosure, of, text }, { circle, at }) {
    const recorded = circle(facilitatorsCircle).disclosure(disclosure);
    if (!recorded || recorded.city !== of) return 'unknown-disclosure';
    if (recorded.sentAt !== undefined) return 'told-already';
    const facts: readonly Fact[] = [
      createFact('announcement.made', { announcement: disclosure, text, challenge: recorded.challenge, at }),
      createFact('disclosure.sent', { disclosure, city: of, at }),
    ];
    return { facts, result: { disclosure } };
  },
});
