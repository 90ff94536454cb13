import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { type AccessCheck, type Admission, type Admissions, refuseAdmission } from '../sync/access/admission.ts';
import type { SessionId, Sessions } from './sessions.ts';

export interface SessionAccessDeps {
  readonly sessions: Pick<Sessions, 'aliveUntil'>;
  readonly admissions: Admissions;
}

/** Whether a person may be in a circle on this session, for sockets and streams. */
export type SessionAccess = (
  session: SessionId,
  circleRef: { readonly workshop: WorkshopId; readonly circle: Circle },
  person: PersonId,
) => AccessCheck;

export const createSessionAccess =
  ({ sessions, admissions }: SessionAccessDeps): SessionAccess =>
  (session, { workshop, circle }, person) => {
    const whileAlive = async (check: () => Promise<Admission>): Promise<Admission> => {
      const expiresAt = await sessions.aliveUntil(session);
      if (expiresAt === undefined) return refuseAdmission('signed-out', 'sign in first');
      const admission = await check();
      return admission.kind === 'admitted' ? { ...admission, expiresAt } : admission;
    };
    return {
      admit: () => whileAlive(() => admissions.admit(workshop, circle, person)),
      readmit: () => whileAlive(() => admissions.readmit(workshop, circle, person)),
    };
  };
