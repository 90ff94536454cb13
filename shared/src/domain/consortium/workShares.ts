import type { WorkShares } from '../../agreements/workspace/state.ts';
import { isCovered, type ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import type { Needs } from '../../document/cards/challenge.ts';
import { NeedId, type OrganisationId } from '../../ids.ts';

/** The sum of the work shares, in percent; a seat whose need was dropped does not count. */
export const sharesTaken = (needs: Needs, shares: WorkShares, except?: NeedId): number =>
  Object.entries(shares).reduce((sum, [key, { share = 0 }]) => {
    const need = NeedId.parse(key);
    return need !== except && needs[need] ? sum + share : sum;
  }, 0);

/** What the other seats leave for one seat, in percent; at least 0. */
export const remainingShare = (needs: Needs, shares: WorkShares, seat?: NeedId): number =>
  Math.max(0, 100 - sharesTaken(needs, shares, seat));

/** The holder of a seat, once the lead has agreed. */
export const agreedHolder = ({ seats }: Pick<ConsortiumAgreement, 'seats'>, need: NeedId): OrganisationId | undefined =>
  isCovered(seats[need]) ? seats[need]?.holder : undefined;

/** Whether a member may set the share of a seat: the lead of any seat, another member of its own. */
export const maySetShare = (
  consortium: Pick<ConsortiumAgreement, 'seats' | 'lead'>,
  need: NeedId,
  company: OrganisationId,
): boolean => consortium.lead === company || agreedHolder(consortium, need) === company;
