import type { OrganisationId } from '@brygga/shared/ids';
import { actableOrganisations } from '../../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** Organisations of this kind that the person may act for, to choose from. */
export const organisationOptions = (
  board: LiveBoard,
  kind: 'city' | 'company',
): readonly { readonly value: OrganisationId; readonly label: string }[] =>
  actableOrganisations(board, kind).flatMap((value) => {
    const organisation = board.roster.organisation(value);
    return organisation ? [{ value, label: organisation.name }] : [];
  });
