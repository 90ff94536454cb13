import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { type Admission, type Admissions, refuseAdmission } from '../sync/access/admission.ts';
import type { SessionId, Sessions } from './sessions.ts';

export interface AdmitSessionDeps {
  readonly sessions: Pick<Sessions, 'aliveUntil'>;
  readonly admissions: Pick<Admissions, 'admit'>;
}

/** Whether a person may be in a circle on this session. Sockets and streams ask again whenever rights may have changed. */
export type AdmitSession = (
  session: SessionId,
  circleRef: { readonly workshop: WorkshopId; readonly circle: Circle },
  person: PersonId,
) => Promise<Admission>;

export const createAdmitSession =
  ({ sessions, admissions }: AdmitSessionDeps): AdmitSession =>
  async (session, { workshop, circle }, person) => {
    const expiresAt = await sessions.aliveUntil(session);
    if (expiresAt === undefined) return refuseAdmission('signed-out', 'sign in first');
    const admission = await admissions.admit(workshop, circle, person);
    return admission.kind === 'admitted' ? { ...admission, expiresAt } : admission;
  };
