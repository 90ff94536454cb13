import type { OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** Organisations of this kind that the person may act for; for a facilitator all of them. */
export const organisationOptions = (
  board: LiveBoard,
  kind: 'city' | 'company',
): readonly { readonly value: OrganisationId; readonly label: string }[] => {
  const { actor, roster } = board;
  const ids = actor.role === 'facilitator' ? roster.organisationIds : actor.organisations.map(({ id }) => id);
  return ids.flatMap((value) => {
    const organisation = roster.organisation(value);
    return organisation?.kind === kind ? [{ value, label: organisation.name }] : [];
  });
};
