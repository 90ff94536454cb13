import type { Organisation } from '@brygga/shared/api/accounts';
import type { Role } from '@brygga/shared/document/roster';
import type { PersonId } from '@brygga/shared/ids';
import type { OrganisationKey } from './content.ts';

/** An organisation of the demo's content in this copy, and the first of its people. */
export type PersonaLookup = (key: OrganisationKey) => {
  organisation: Organisation;
  first: { id: PersonId; role: Role };
};
