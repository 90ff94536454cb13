import type { WorkShares } from '../../agreements/workspace/state.ts';
import type { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import type { Need } from '../../document/cards/challenge.ts';
import { NeedId, type OrganisationId } from '../../ids.ts';
import { isCovered } from './coverage.ts';

type Needs = Readonly<Record<NeedId, Need>>;

/** What the seats take of the whole, in percent; a seat whose need the city has dropped takes nothing. */
export const sharesTaken = (needs: Needs, shares: WorkShares, except?: NeedId): number =>
  Object.entries(shares).reduce((sum, [key, { share = 0 }]) => {
    const need = NeedId.parse(key);
    return need !== except && needs[need] ? sum + share : sum;
  }, 0);

/** What is left for one seat, beside what all others take; never less than nothing. */
export const remainingShare = (needs: Needs, shares: WorkShares, seat?: NeedId): number =>
  Math.max(0, 100 - sharesTaken(needs, shares, seat));

/** Who does the work of a seat: its holder, once the lead has agreed. */
export const agreedHolder = ({ seats }: Pick<ConsortiumAgreement, 'seats'>, need: NeedId): OrganisationId | undefined =>
  isCovered(seats[need]) ? seats[need]?.holder : undefined;

/** Whether a member settles the share of a seat: the lead of each, any other of its own. */
export const maySetShare = (
  its: Pick<ConsortiumAgreement, 'seats' | 'lead'>,
  need: NeedId,
  company: OrganisationId,
): boolean => its.lead === company || agreedHolder(its, need) === company;
