import type { OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** Organisations of a kind that the person may speak for: their own, for a facilitator everybody's. */
export const organisationOptions = (
  board: LiveBoard,
  kind: 'city' | 'company',
): readonly { readonly value: OrganisationId; readonly label: string }[] => {
  const { actor, roster } = board;
  const own = actor.organisations.filter((its) => its.kind === kind).map(({ id }) => id);
  const ids = actor.role === 'facilitator' ? roster.organisationIds : own;
  return ids.flatMap((value) => {
    const found = roster.organisation(value);
    return found?.kind === kind ? [{ value, label: found.name }] : [];
  });
};
