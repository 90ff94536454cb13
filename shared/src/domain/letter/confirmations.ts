import type { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import type { Confirmation, Confirmations } from '../../agreements/workspace/state.ts';
import { OrganisationId } from '../../ids.ts';

/** Which text a member has confirmed: this one, an earlier one, or none. */
export type Confirmed = 'this' | 'earlier' | 'none';

export interface MemberConfirmation {
  readonly company: OrganisationId;
  readonly confirmed: Confirmed;
  /** The confirmation of this text or of the earlier one. */
  readonly confirmation: Confirmation | undefined;
}

export interface ConfirmationsView {
  readonly members: readonly MemberConfirmation[];
  /** Whether all members have confirmed this text. */
  readonly agreed: boolean;
}

/** Which members have confirmed the text with this hash. */
export const confirmationsOf = (
  { members }: Pick<ConsortiumAgreement, 'members'>,
  confirmations: Confirmations,
  hash: string,
): ConfirmationsView => {
  const memberConfirmations = Object.keys(members).map((id): MemberConfirmation => {
    const company = OrganisationId.parse(id);
    const confirmation = confirmations[company];
    const confirmed = confirmation === undefined ? 'none' : confirmation.hash === hash ? 'this' : 'earlier';
    return { company, confirmed, confirmation };
  });
  return {
    members: memberConfirmations,
    agreed: memberConfirmations.length > 0 && memberConfirmations.every(({ confirmed }) => confirmed === 'this'),
  };
};
