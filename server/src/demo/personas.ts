import type { Organisation } from '@brygga/shared/api/accounts';
import type { Role } from '@brygga/shared/document/roster';
import type { PersonId } from '@brygga/shared/ids';
import type { OrganisationKey } from './content.ts';

/** Who an organisation of the content is in this copy of the demo, and who speaks for it. */
export type PersonaLookup = (key: OrganisationKey) => {
  organisation: Organisation;
  first: { id: PersonId; role: Role };
};
