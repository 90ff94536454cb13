import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Admissions } from '../../sync/access/admission.ts';
import { ProblemError } from './problems.ts';

/**
 * Nobody is given more over HTTP than over the sync: who may enter a circle may have what is in it.
 *
 * @throws ProblemError unless the person may read the circle.
 */
export const requireCircleAccess = async (
  admissions: Pick<Admissions, 'admit'>,
  { workshop, circle }: { readonly workshop: WorkshopId; readonly circle: Circle },
  person: PersonId,
): Promise<void> => {
  const admission = await admissions.admit(workshop, circle, person);
  if (admission.kind === 'admitted') return;
  const inWorkshop =
    circle.is !== 'board' && (await admissions.admit(workshop, boardCircle, person)).kind === 'admitted';
  throw new ProblemError(inWorkshop ? 'no-right' : 'unknown-workshop');
};
