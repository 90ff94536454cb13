import type { Circle } from '@brygga/shared/document/circles';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import type { SessionId } from '../../auth/sessions.ts';
import type { Membership } from '../../sync/access/membership.ts';

// What middleware has established about a request; handlers after it read it from `c.var`. A middleware whose
// type names what an earlier one establishes must stand after that one.

/** After `requireSession` or `requireOwnSession`. */
export interface SignedIn {
  Variables: {
    person: PersonId;
    session: SessionId;
  };
}

/** After `requireMembership`. */
export interface InWorkshop {
  Variables: SignedIn['Variables'] & {
    workshop: WorkshopId;
    membership: Membership;
  };
}

/** After `requireCircle` or `requireQueryCircle`. */
export interface InCircle<Entered extends Circle = Circle> {
  Variables: SignedIn['Variables'] & {
    workshop: WorkshopId;
    circle: Entered;
  };
}

/** After `requireOrganisation`. */
export interface InOrganisation {
  Variables: SignedIn['Variables'] & {
    organisation: OrganisationId;
  };
}
