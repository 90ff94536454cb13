import { z } from 'zod';
import type { Board } from '../agreements/board.ts';
import { type Fact, settled } from '../agreements/facts.ts';
import { InterestLevel, interestNoteMax, type Side } from '../agreements/interest.ts';
import { towardsOf } from '../agreements/interestFacts.ts';
import type { Reason } from '../agreements/reasons.ts';
import { type Circle, vault } from '../document/circles.ts';
import { CardId, OrganisationId } from '../ids.ts';
import { speaksFor } from '../rules/actor.ts';
import { command } from './command.ts';
import { membership, standing } from './consortium.ts';

/** So many may a side have in mind at a time. */
export const interestsMost = 200;

const between = {
  company: OrganisationId,
  /** The consortium for which its lead speaks; left out, the company speaks for itself. */
  for: CardId.optional(),
  to: z.union([z.strictObject({ organisation: OrganisationId }), z.strictObject({ consortium: CardId })]),
};

interface Between {
  readonly company: OrganisationId;
  readonly for?: CardId | undefined;
  readonly to: { readonly organisation: OrganisationId } | { readonly consortium: CardId };
}

/** Two consortia have nothing to offer each other: their companies have. */
const oneIsACompany = { abort: true, error: 'A consortium shows interest in a company' } as const;
const isBetween = ({ for: consortium, to }: Pick<Between, 'for' | 'to'>): boolean =>
  consortium === undefined || 'organisation' in to;

const fromOf = ({ company, for: consortium }: Between): Side =>
  consortium === undefined ? { is: 'company', id: company } : { is: 'consortium', id: consortium };
const toOf = ({ to }: Between): Side =>
  'organisation' in to ? { is: 'company', id: to.organisation } : { is: 'consortium', id: to.consortium };

/** The other's circle is open in any case: by nothing that is seen does one learn whether it was written in. */
const circlesOf = (input: Between): readonly Circle[] => [vault, fromOf(input), toOf(input)];

/** Why the company may not speak for this side. */
const speaks = (board: Board, { company, for: consortium }: Between): Reason | undefined => {
  if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
  if (consortium === undefined) return undefined;
  const its = membership(board, consortium, company);
  if (typeof its === 'string') return its;
  return its.lead === company ? undefined : 'not-the-lead';
};

/** Why there is nobody to be interested in. */
const mayMeet = (board: Board, { company, for: consortium, to }: Between): Reason | undefined => {
  if ('consortium' in to) {
    const its = standing(board, to.consortium);
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
export const show = command({
  input: z
    .object({
      ...between,
      level: InterestLevel,
      note: z.string().trim().max(interestNoteMax).default(''),
    })
    .refine(isBetween, oneIsACompany),
  may: ({ company }, actor) => speaksFor(actor, company),
  circles: circlesOf,
  decide(input, { actor, board, circle, at }) {
    const why = speaks(board, input) ?? mayMeet(board, input);
    if (why) return why;
    if (actor.is === 'system') return 'not-your-company';
    const { level, note } = input;
    const [from, to] = [fromOf(input), toOf(input)];
    const { kept } = circle(vault);
    const before = kept?.interest(from, to);
    // What they are told says nothing of the other side: it is kept with the board's row.
    if (before?.level === level && before.note === note) return { facts: [], result: {} };
    if (!before && kept && kept.interestsOf(from) >= interestsMost) return 'too-many-interests';
    const shown = { level, note, by: actor.id, at };
    const facts: Fact[] = [settled('interest.shown', { ...towardsOf(from, to), ...shown })];
    const theirs = kept?.interest(to, from);
    if (theirs && before) facts.push(settled('match.changed', { ...towardsOf(to, from), ...shown }));
    else if (theirs) {
      facts.push(
        settled('match.made', { ...towardsOf(from, to), ...theirs, since: at }),
        settled('match.made', { ...towardsOf(to, from), ...shown, since: at }),
      );
    }
    return { facts, result: {} };
  },
});

/** Takes an interest back. Where both knew of it, both see that it is over. */
export const withdraw = command({
  input: z.object(between).refine(isBetween, oneIsACompany),
  may: ({ company }, actor) => speaksFor(actor, company),
  circles: circlesOf,
  decide(input, { board, circle, at }) {
    const why = speaks(board, input);
    if (why) return why;
    const [from, to] = [fromOf(input), toOf(input)];
    const { kept } = circle(vault);
    if (!kept?.interest(from, to)) return { facts: [], result: {} };
    const facts: Fact[] = [settled('interest.withdrawn', towardsOf(from, to))];
    if (kept.interest(to, from)) {
      facts.push(
        settled('match.ended', { ...towardsOf(from, to), ender: 'us', at }),
        settled('match.ended', { ...towardsOf(to, from), ender: 'them', at }),
      );
    }
    return { facts, result: {} };
  },
});
