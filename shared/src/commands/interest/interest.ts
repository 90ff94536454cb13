import { z } from 'zod';
import type { Board } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { InterestLevel, interestNoteMax, type InterestParty } from '../../agreements/interest/state.ts';
import { counterpartyOf } from '../../agreements/interest/facts.ts';
import type { Reason } from '../../agreements/reasons.ts';
import { type Circle, vaultCircle } from '../../document/circles.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';
import { membership, activeConsortium } from '../consortium/consortium.ts';

/** So many may a side have in mind at a time. */
export const interestsMax = 200;

const interestInput = {
  company: OrganisationId,
  /** The consortium for which its lead speaks; left out, the company speaks for itself. */
  for: CardId.optional(),
  to: z.union([z.strictObject({ organisation: OrganisationId }), z.strictObject({ consortium: CardId })]),
};

interface InterestInput {
  readonly company: OrganisationId;
  readonly for?: CardId | undefined;
  readonly to: { readonly organisation: OrganisationId } | { readonly consortium: CardId };
}

/** Two consortia have nothing to offer each other: their companies have. */
const companyRequired = { abort: true, error: 'A consortium shows interest in a company' } as const;
const hasCompany = ({ for: consortium, to }: Pick<InterestInput, 'for' | 'to'>): boolean =>
  consortium === undefined || 'organisation' in to;

const ownParty = ({ company, for: consortium }: InterestInput): InterestParty =>
  consortium === undefined ? { is: 'company', id: company } : { is: 'consortium', id: consortium };
const otherParty = ({ to }: InterestInput): InterestParty =>
  'organisation' in to ? { is: 'company', id: to.organisation } : { is: 'consortium', id: to.consortium };

/** The other's circle is open in any case: by nothing that is seen does one learn whether it was written in. */
const interestCircles = (input: InterestInput): readonly Circle[] => [vaultCircle, ownParty(input), otherParty(input)];

/** Why the company may not speak for this side. */
const partyRefusal = (board: Board, { company, for: consortium }: InterestInput): Reason | undefined => {
  if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
  if (consortium === undefined) return undefined;
  const its = membership(board, consortium, company);
  if (typeof its === 'string') return its;
  return its.lead === company ? undefined : 'not-the-lead';
};

/** Why there is nobody to be interested in. */
const interestRefusal = (board: Board, { company, for: consortium, to }: InterestInput): Reason | undefined => {
  if ('consortium' in to) {
    const its = activeConsortium(board, to.consortium);
    if (typeof its === 'string') return its;
    return its.members[company] ? 'already-together' : undefined;
  }
  if (to.organisation === company) return 'not-oneself';
  if (board.organisation(to.organisation)?.kind !== 'company') return 'unknown-company';
  const its = consortium && board.consortium(consortium);
  return its && its.members[to.organisation] ? 'already-together' : undefined;
};

/**
 * Shows interest in a company, or in a consortium. The other side hears of it once it has shown
 * interest too, and then both hear at one time; until then nobody does, so that a no costs nothing.
 */
export const show = defineCommand({
  input: z
    .object({
      ...interestInput,
      level: InterestLevel,
      note: z.string().trim().max(interestNoteMax).default(''),
    })
    .refine(hasCompany, companyRequired),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: interestCircles,
  decide(input, { actor, board, circle, at }) {
    const why = partyRefusal(board, input) ?? interestRefusal(board, input);
    if (why) return why;
    if (actor.kind === 'system') return 'not-your-company';
    const { level, note } = input;
    const [from, to] = [ownParty(input), otherParty(input)];
    const { vault: kept } = circle(vaultCircle);
    const before = kept?.interest(from, to);
    // What they are told says nothing of the other side: it is kept with the board's row.
    if (before?.level === level && before.note === note) return { facts: [], result: {} };
    if (!before && kept && kept.interestsOf(from) >= interestsMax) return 'too-many-interests';
    const shown = { level, note, by: actor.id, at };
    const facts: Fact[] = [createFact('interest.shown', { ...counterpartyOf(from, to), ...shown })];
    const theirs = kept?.interest(to, from);
    if (theirs && before) facts.push(createFact('match.changed', { ...counterpartyOf(to, from), ...shown }));
    else if (theirs) {
      facts.push(
        createFact('match.made', { ...counterpartyOf(from, to), ...theirs, since: at }),
        createFact('match.made', { ...counterpartyOf(to, from), ...shown, since: at }),
      );
    }
    return { facts, result: {} };
  },
});

/** Takes an interest back. Where both knew of it, both see that it is over. */
export const withdraw = defineCommand({
  input: z.object(interestInput).refine(hasCompany, companyRequired),
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: interestCircles,
  decide(input, { board, circle, at }) {
    const why = partyRefusal(board, input);
    if (why) return why;
    const [from, to] = [ownParty(input), otherParty(input)];
    const { vault: kept } = circle(vaultCircle);
    if (!kept?.interest(from, to)) return { facts: [], result: {} };
    const facts: Fact[] = [createFact('interest.withdrawn', counterpartyOf(from, to))];
    if (kept.interest(to, from)) {
      facts.push(
        createFact('match.ended', { ...counterpartyOf(from, to), ender: 'us', at }),
        createFact('match.ended', { ...counterpartyOf(to, from), ender: 'them', at }),
      );
    }
    return { facts, result: {} };
  },
});
