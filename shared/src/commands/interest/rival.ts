import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { type Circle, circleOfCompany, vaultCircle } from '../../document/circles.ts';
import { isAlternate } from '../../domain/consortium/seats.ts';
import { type CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor } from '../../rules/actor.ts';
import { defineCommand, type CommandContext } from '../command.ts';

export const rivalsMax = 50;

const input = z.object({ company: OrganisationId, rival: OrganisationId });

/**
 * Says that a company keeps apart from another. The list lies in the vault alone; its own people read
 * it where nobody else is told of it, and rooms and suggestions heed it.
 */
export const declare = defineCommand({
  input,
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: () => [vaultCircle],
  decide({ company, rival }, { actor, board, circle, at }) {
    if (rival === company) return 'not-oneself';
    for (const id of [company, rival]) if (board.organisation(id)?.kind !== 'company') return 'unknown-company';
    if (actor.kind === 'system') return 'not-your-company';
    const before = circle(vaultCircle).vault?.rivalsOf(company) ?? [];
    if (before.some((each) => each.rival === rival)) return { facts: [], result: {} };
    if (before.length >= rivalsMax) return 'too-many-rivals';
    return { facts: [createFact('rival.declared', { company, rival, by: actor.id, at })], result: {} };
  },
});

export const withdraw = defineCommand({
  input,
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: () => [vaultCircle],
  decide({ company, rival }, { circle }) {
    const isDeclared = circle(vaultCircle)
      .vault?.rivalsOf(company)
      .some((each) => each.rival === rival);
    return { facts: isDeclared ? [createFact('rival.withdrawn', { company, rival })] : [], result: {} };
  },
});

/** Whether a company sits at a table already, or has asked to: whoever minds has been warned. */
const isInOrWaiting = ({ members, seats }: ConsortiumView, company: OrganisationId): boolean =>
  members[company] !== undefined ||
  Object.values(seats).some((seat) => seat.holder === company || isAlternate(seat, company));

/** The circles of whoever may have to be warned of somebody who comes to this table; all of them, or it would tell. */
export const circlesToWarn = (board: Board, consortium: CardId, company: OrganisationId): readonly Circle[] => {
  const its = board.consortium(consortium);
  if (!its || isInOrWaiting(its, company)) return [];
  return [vaultCircle, ...Object.keys(its.members).map((id) => circleOfCompany(OrganisationId.parse(id)))];
};

/**
 * What is settled beside a company's asking for a seat, where members keep apart from it. It is not
 * refused: a refusal would tell it, and whoever tries others in its place, who has declared whom. The
 * member is warned instead, in its own circle, and speaks up or leaves by itself, for whatever reason
 * it cares to give.
 */
export const warningFacts = (
  { circle, at }: Pick<CommandContext, 'circle' | 'at'>,
  its: ConsortiumView,
  company: OrganisationId,
): readonly Fact[] => {
  if (isInOrWaiting(its, company)) return [];
  const { id: consortium, members } = its;
  const { vault: kept } = circle(vaultCircle);
  return Object.keys(members)
    .map((id) => OrganisationId.parse(id))
    .filter((whom) => kept?.rivalsOf(whom).some(({ rival }) => rival === company))
    .map((whom) => createFact('rival.neared', { whom, company, consortium, at }));
};
