import { z } from 'zod';
import { type Fact, settled } from '../agreements/facts.ts';
import { coverageOf, needsInOrder } from '../domain/coverage.ts';
import { CardId, OrganisationId } from '../ids.ts';
import { actsFor } from '../rules/actor.ts';
import { command } from './command.ts';
import { membership } from './consortium.ts';

const input = z.object({ consortium: CardId, company: OrganisationId });

/**
 * A company stands by its seats. Whoever commits when all others have, with every must-need covered,
 * seals the consortium. Only a yes seals: where the last who hesitated withdrew, or the city asks for
 * less, one that has committed already says it again.
 */
export const commit = command({
  input,
  may: ({ company }, actor) => actsFor(actor, company),
  decide({ consortium, company }, { board }) {
    const its = membership(board, consortium, company);
    if (typeof its === 'string') return its;
    const needs = board.challenge(its.challenge)?.needs ?? {};
    const othersCommitted = Object.entries(its.members).every(
      ([id, member]) => id === company || member.status === 'committed',
    );
    const seals = its.status === 'forming' && othersCommitted && coverageOf(needs, its.seats).mustOpen === 0;
    const committed = its.members[company]?.status === 'committed';
    if (committed && !seals) return 'already-committed';
    // A seat whose need the city has dropped is nothing to stand by.
    if (!needsInOrder(needs).some(({ id }) => its.seats[id]?.holder === company)) return 'no-seat-taken';
    const facts: Fact[] = committed ? [] : [settled('member.committed', { consortium, company })];
    if (seals) facts.push(settled('consortium.committed', { consortium }));
    return { facts, result: { consortium } };
  },
});

/** A company leaves: its seats are free again. A lead with others hands over first; alone, it dissolves the consortium. */
export const withdraw = command({
  input,
  may: ({ company }, actor) => actsFor(actor, company),
  decide({ consortium, company }, { board }) {
    const its = membership(board, consortium, company);
    if (typeof its === 'string') return its;
    const alone = Object.keys(its.members).length === 1;
    if (its.lead === company && !alone) return 'lead-stays';
    const facts: Fact[] = Object.entries(its.seats)
      .filter(([, { holder }]) => holder === company)
      .map(([need]) => settled('seat.freed', { consortium, need, holder: company }));
    if (its.lead === company) facts.push(settled('consortium.dissolved', { consortium }));
    else {
      facts.push(settled('member.withdrawn', { consortium, company }));
      if (its.status === 'committed') facts.push(settled('consortium.reopened', { consortium }));
    }
    return { facts, result: { consortium } };
  },
});
