import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { type Circle, circleOfCompany, vaultCircle } from '../../document/circles.ts';
import { isAlternate } from '../../domain/consortium/seats.ts';
import { type CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor, rightReasons } from '../../rules/actor.ts';
import { defineCommand, definePersonCommand, type CommandContext } from '../command.ts';

export const rivalsMax = 50;

const input = z.object({ company: OrganisationId, rival: OrganisationId });

/**
 * Declares another company a rival. The list lies in the vault alone: the company's own people can read
 * it, and partner suggestions and warnings take it into account.
 */
export const declare = definePersonCommand({
  input,
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: ['not-oneself', 'unknown-company', 'too-many-rivals'],
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: () => [vaultCircle],
  decide({ company, rival }, { actor, board, circle, at }) {
    if (rival === company) return 'not-oneself';
    for (const id of [company, rival]) if (board.organisation(id)?.kind !== 'company') return 'unknown-company';
    const declared = circle(vaultCircle).vault?.rivalsOf(company) ?? [];
    if (declared.some((each) => each.rival === rival)) return { facts: [], result: {} };
    if (declared.length >= rivalsMax) return 'too-many-rivals';
    return { facts: [createFact('rival.declared', { company, rival, by: actor.id, at })], result: {} };
  },
});

export const withdraw = defineCommand({
  input,
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [],
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: () => [vaultCircle],
  decide({ company, rival }, { circle }) {
    const isDeclared = circle(vaultCircle)
      .vault?.rivalsOf(company)
      .some((each) => each.rival === rival);
    return { facts: isDeclared ? [createFact('rival.withdrawn', { company, rival })] : [], result: {} };
  },
});

/** Whether a company is in a consortium or has asked to be: its members have been warned then. */
const isInOrWaiting = ({ members, seats }: ConsortiumView, company: OrganisationId): boolean =>
  members[company] !== undefined ||
  Object.values(seats).some((seat) => seat.holder === company || isAlternate(seat, company));

/** All members' circles are opened, whether or not they are warned: opening only some would reveal which. */
export const circlesToWarn = (board: Board, consortium: CardId, company: OrganisationId): readonly Circle[] => {
  const view = board.consortium(consortium);
  if (!view || isInOrWaiting(view, company)) return [];
  return [vaultCircle, ...Object.keys(view.members).map((id) => circleOfCompany(OrganisationId.parse(id)))];
};

/**
 * Warns the members that have declared a rival of the company which asks for a seat. The request itself
 * is not refused: the refusal would reveal who declared whom. The member is warned in its own circle
 * instead, and may object or leave for whatever reason it gives.
 */
export const warningFacts = (
  { circle, at }: Pick<CommandContext, 'circle' | 'at'>,
  view: ConsortiumView,
  company: OrganisationId,
): readonly Fact[] => {
  if (isInOrWaiting(view, company)) return [];
  const { id: consortium, members } = view;
  const { vault } = circle(vaultCircle);
  return Object.keys(members)
    .map((id) => OrganisationId.parse(id))
    .filter((whom) => vault?.rivalsOf(whom).some(({ rival }) => rival === company))
    .map((whom) => createFact('rival.neared', { whom, company, consortium, at }));
};
