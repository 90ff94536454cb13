import { z } from 'zod';
import { type Fact, settled } from '../agreements/facts.ts';
import { CardId, NeedId, OrganisationId } from '../ids.ts';
import { actsFor } from '../rules/actor.ts';
import { command } from './command.ts';
import { membership, standing } from './consortium.ts';
import { circlesToWarn, warnings } from './rival.ts';

const input = z.object({ consortium: CardId, need: NeedId, company: OrganisationId });

/**
 * Takes an open seat; a company that is not in the consortium yet joins by it. Until a seat is taken
 * no one is asked: the lead sees who sits down, and everybody may sit where nobody does.
 */
export const take = command({
  input,
  may: ({ company }, actor) => actsFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, scene) {
    const { actor, board, at } = scene;
    const its = standing(board, consortium);
    if (typeof its === 'string') return its;
    if (!board.challenge(its.challenge)?.needs[need]) return 'unknown-need';
    if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
    const holder = its.seats[need]?.holder;
    if (holder === company) return { facts: [], result: { seat: need } };
    if (holder) return 'seat-held';
    if (its.status === 'committed') return 'committed-stands';
    if (actor.is === 'system') return 'unknown-company';
    const facts: Fact[] = [];
    if (!its.members[company]) facts.push(settled('member.joined', { consortium, company, by: actor.id, at }));
    facts.push(settled('seat.taken', { consortium, need, holder: company }));
    facts.push(...warnings(scene, its, company));
    // Who had committed did so to other shares of the work: a new seat asks the company again.
    if (its.members[company]?.status === 'committed')
      facts.push(settled('member.uncommitted', { consortium, company }));
    return { facts, result: { seat: need } };
  },
});

export const leave = command({
  input,
  may: ({ company }, actor) => actsFor(actor, company),
  decide({ consortium, need, company }, { board }) {
    const its = membership(board, consortium, company);
    if (typeof its === 'string') return its;
    if (its.seats[need]?.holder !== company) return 'seat-not-yours';
    const facts: Fact[] = [settled('seat.freed', { consortium, need, holder: company })];
    if (its.members[company]?.status === 'committed')
      facts.push(settled('member.uncommitted', { consortium, company }));
    if (its.status === 'committed') facts.push(settled('consortium.reopened', { consortium }));
    return { facts, result: { seat: need } };
  },
});
