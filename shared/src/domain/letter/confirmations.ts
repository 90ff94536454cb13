import type { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import type { Confirmation, Confirmations } from '../../agreements/workspace/state.ts';
import { OrganisationId } from '../../ids.ts';

/** What a member has confirmed: this text, an earlier one, or none yet. */
export type Confirmed = 'this' | 'earlier' | 'none';

export interface MemberConfirmation {
  readonly company: OrganisationId;
  readonly confirmed: Confirmed;
  /** Of this text or of the earlier one. */
  readonly confirmation: Confirmation | undefined;
}

export interface ConfirmationsView {
  readonly members: readonly MemberConfirmation[];
  /** All members have confirmed this text. */
  readonly agreed: boolean;
}

/** Who of the members has confirmed the text of this hash. A confirmation stands for no other text. */
export const confirmationsOf = (
  { members }: Pick<ConsortiumAgreement, 'members'>,
  confirmations: Confirmations,
  hash: string,
): ConfirmationsView => {
  const each = Object.keys(members).map((id): MemberConfirmation => {
    const company = OrganisationId.parse(id);
    const confirmation = confirmations[company];
    const confirmed = confirmation === undefined ? 'none' : confirmation.hash === hash ? 'this' : 'earlier';
    return { company, confirmed, confirmation };
  });
  return { members: each, agreed: each.length > 0 && each.every(({ confirmed }) => confirmed === 'this') };
};
