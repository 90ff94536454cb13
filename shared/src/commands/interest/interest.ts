import { z } from 'zod';
import type { Board } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { InterestLevel, interestNoteMax, type InterestParty } from '../../agreements/interest/state.ts';
import { counterpartyOf } from '../../agreements/interest/facts.ts';
import type { Reason } from '../../reasons.ts';
import { type Circle, vaultCircle } from '../../document/circles.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { maySpeakFor, rightReasons } from '../../rules/actor.ts';
import { defineCommand, definePersonCommand } from '../command.ts';
import { activeConsortium, activeConsortiumReasons, membership, membershipReasons } from '../activeConsortium.ts';

/** How many interests a party may have at a time. */
export const interestsMax = 200;

const interestInput = {
  company: OrganisationId,
  /** The consortium for which its lead acts; left out where the company acts for itself. */
  for: CardId.optional(),
  to: z.union([z.strictObject({ organisation: OrganisationId }), z.strictObject({ consortium: CardId })]),
};

interface InterestInput {
  readonly company: OrganisationId;
  readonly for?: CardId | undefined;
  readonly to: { readonly organisation: OrganisationId } | { readonly consortium: CardId };
}

/** Two consortia are never the parties: one of them is a company. */
const companyRequired = { abort: true, error: 'A consortium shows interest in a company' } as const;
const hasCompany = ({ for: consortium, to }: Pick<InterestInput, 'for' | 'to'>): boolean =>
  consortium === undefined || 'organisation' in to;

const ownParty = ({ company, for: consortium }: InterestInput): InterestParty =>
  consortium === undefined ? { is: 'company', id: company } : { is: 'consortium', id: consortium };
const otherParty = ({ to }: InterestInput): InterestParty =>
  'organisation' in to ? { is: 'company', id: to.organisation } : { is: 'consortium', id: to.consortium };

/** The other party's circle is always opened, so that timing and errors do not reveal a match. */
const interestCircles = (input: InterestInput): readonly Circle[] => [vaultCircle, ownParty(input), otherParty(input)];

const partyReasons = ['unknown-company', ...membershipReasons, 'not-the-lead'] as const satisfies readonly Reason[];

/** Why the company may not act for this party. */
const partyRefusal = (
  board: Board,
  { company, for: consortium }: InterestInput,
): (typeof partyReasons)[number] | undefined => {
  if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
  if (consortium === undefined) return undefined;
  const view = membership(board, consortium, company);
  if (typeof view === 'string') return view;
  return view.lead === company ? undefined : 'not-the-lead';
};

const interestReasons = [
  ...activeConsortiumReasons,
  'already-together',
  'not-oneself',
  'unknown-company',
] as const satisfies readonly Reason[];

/** Why the other party is none that one can be interested in. */
const interestRefusal = (
  board: Board,
  { company, for: consortium, to }: InterestInput,
): (typeof interestReasons)[number] | undefined => {
  if ('consortium' in to) {
    const view = activeConsortium(board, to.consortium);
    if (typeof view === 'string') return view;
    return view.members[company] ? 'already-together' : undefined;
  }
  if (to.organisation === company) return 'not-oneself';
  if (board.organisation(to.organisation)?.kind !== 'company') return 'unknown-company';
  const own = consortium && board.consortium(consortium);
  return own && own.members[to.organisation] ? 'already-together' : undefined;
};

/**
 * Shows interest in a company or a consortium. Once the other party has shown interest too, both are
 * told at one time; until then nobody is, so that an interest without an answer embarrasses nobody.
 */
export const show = definePersonCommand({
  input: z
    .object({
      ...interestInput,
      level: InterestLevel,
      note: z.string().trim().max(interestNoteMax).default(''),
    })
    .refine(hasCompany, companyRequired),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...partyReasons, ...interestReasons, 'too-many-interests'],
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: interestCircles,
  decide(input, { actor, board, circle, at }) {
    const refusal = partyRefusal(board, input) ?? interestRefusal(board, input);
    if (refusal) return refusal;
    const { level, note } = input;
    const [from, to] = [ownParty(input), otherParty(input)];
    const { vault } = circle(vaultCircle);
    const before = vault?.interest(from, to);
    // The result is the same whatever the other party has done: it is stored in the board's row.
    if (before?.level === level && before.note === note) return { facts: [], result: {} };
    if (!before && vault && vault.interestsOf(from) >= interestsMax) return 'too-many-interests';
    const interest = { level, note, by: actor.id, at };
    const facts: Fact[] = [createFact('interest.shown', { ...counterpartyOf(from, to), ...interest })];
    const returned = vault?.interest(to, from);
    if (returned && before) facts.push(createFact('match.changed', { ...counterpartyOf(to, from), ...interest }));
    else if (returned) {
      facts.push(
        createFact('match.made', { ...counterpartyOf(from, to), ...returned, since: at }),
        createFact('match.made', { ...counterpartyOf(to, from), ...interest, since: at }),
      );
    }
    return { facts, result: {} };
  },
});

/** Withdraws an interest. If it was a match, both parties are told that it ended. */
export const withdraw = defineCommand({
  input: z.object(interestInput).refine(hasCompany, companyRequired),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: partyReasons,
  },
  may: ({ company }, actor) => maySpeakFor(actor, company),
  circles: interestCircles,
  decide(input, { board, circle, at }) {
    const refusal = partyRefusal(board, input);
    if (refusal) return refusal;
    const [from, to] = [ownParty(input), otherParty(input)];
    const { vault } = circle(vaultCircle);
    if (!vault?.interest(from, to)) return { facts: [], result: {} };
    const facts: Fact[] = [createFact('interest.withdrawn', counterpartyOf(from, to))];
    if (vault.interest(to, from)) {
      facts.push(
        createFact('match.ended', { ...counterpartyOf(from, to), ender: 'us', at }),
        createFact('match.ended', { ...counterpartyOf(to, from), ender: 'them', at }),
      );
    }
    return { facts, result: {} };
  },
});
