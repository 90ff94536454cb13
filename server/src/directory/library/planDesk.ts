import type { OrganisationId, PlanImportId } from '@brygga/shared/ids';
import type { WorkerThread } from '../../storage/thread.ts';
import type { Begun, CheckAnswer, DeskQuestion, Meant, ReadAnswer, Written } from './desk.ts';
import type { Place } from './writing.ts';

/** The library's desk, as it is asked from the server's own thread. */
export interface PlanDesk {
  /** The bytes change hands: whoever gave them has them no more. */
  read(organisation: OrganisationId, bytes: ArrayBuffer): Promise<ReadAnswer['read']>;
  check(meant: Meant): Promise<CheckAnswer>;
  begin(about: Begun): Promise<PlanImportId>;
  /** @returns how many actions were written; none where the file is not kept any more. */
  write(some: Written): Promise<number>;
  finish(place: Place, at: number): Promise<void>;
  remove(id: PlanImportId): Promise<void>;
  close(): Promise<void>;
}

// A thread answers with whatever is asked of it; what the desk gives for each question is said here, and only here.
export const createPlanDesk = (thread: Pick<WorkerThread<DeskQuestion>, 'ask' | 'close'>): PlanDesk => ({
  async read(organisation, bytes) {
    const answer = (await thread.request({ is: 'read', organisation, bytes }, [bytes])) as ReadAnswer;
    return answer.read;
  },
  check: async (meant) => (await thread.request({ is: 'check', ...meant })) as CheckAnswer,
  begin: async (about) => (await thread.request({ is: 'begin', ...about })) as PlanImportId,
  write: async (some) => (await thread.request({ is: 'write', ...some })) as number,
  finish: async (place, at) => void (await thread.request({ is: 'finish', ...place, at })),
  remove: async (id) => void (await thread.request({ is: 'remove', id })),
  close: () => thread.close({ is: 'close' }),
});
