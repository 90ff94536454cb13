import type { OrganisationId, PlanImportId } from '@brygga/shared/ids';
import type { WorkerThread } from '../../workers/workerThread.ts';
import type {
  BeginImport,
  CheckResult,
  PlanReaderRequest,
  PlanSelection,
  ReadResult,
  WriteBatch,
} from './planReader.ts';
import type { ImportRef } from './planWriter.ts';

/** The library's desk, as it is asked from the server's own thread. */
export interface PlanReaderClient {
  /** The bytes change hands: whoever gave them has them no more. */
  read(organisation: OrganisationId, bytes: ArrayBuffer): Promise<ReadResult['read']>;
  check(meant: PlanSelection): Promise<CheckResult>;
  begin(about: BeginImport): Promise<PlanImportId>;
  /** @returns how many actions were written; none where the file is not kept any more. */
  write(some: WriteBatch): Promise<number>;
  finish(place: ImportRef, at: number): Promise<void>;
  remove(id: PlanImportId): Promise<void>;
  close(): Promise<void>;
}

// A thread answers with whatever is asked of it; what the desk gives for each question is said here, and only here.
export const createPlanReaderClient = (
  thread: Pick<WorkerThread<PlanReaderRequest>, 'request' | 'close'>,
): PlanReaderClient => ({
  async read(organisation, bytes) {
    const answer = (await thread.request({ kind: 'read', organisation, bytes }, [bytes])) as ReadResult;
    return answer.read;
  },
  check: async (meant) => (await thread.request({ kind: 'check', ...meant })) as CheckResult,
  begin: async (about) => (await thread.request({ kind: 'begin', ...about })) as PlanImportId,
  write: async (some) => (await thread.request({ kind: 'write', ...some })) as number,
  finish: async (place, at) => void (await thread.request({ kind: 'finish', ...place, at })),
  remove: async (id) => void (await thread.request({ kind: 'remove', id })),
  close: () => thread.close({ kind: 'close' }),
});
