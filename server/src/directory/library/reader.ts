import type { OrganisationId } from '@brygga/shared/ids';
import type { Thread } from '../../storage/thread.ts';
import type { CheckAnswer, DeskQuestion, ReadAnswer, TakeAnswer } from './desk.ts';

type Asked<Is extends DeskQuestion['is']> = Omit<Extract<DeskQuestion, { is: Is }>, 'is'>;

/** The desk, as it is asked from the server's own thread. */
export interface PlanReader {
  /** The bytes change hands: whoever gave them has them no more. */
  read(organisation: OrganisationId, bytes: ArrayBuffer): Promise<ReadAnswer['read']>;
  check(asked: Asked<'check'>): Promise<CheckAnswer>;
  take(asked: Asked<'take'>): Promise<TakeAnswer>;
  close(): Promise<void>;
}

// A thread answers with whatever is asked of it; the desk's own types say what that is, here and only here.
export const createPlanReader = (thread: Pick<Thread<DeskQuestion>, 'ask' | 'close'>): PlanReader => ({
  async read(organisation, bytes) {
    const answer = (await thread.ask({ is: 'read', organisation, bytes }, [bytes])) as ReadAnswer;
    return answer.read;
  },
  check: async (asked) => (await thread.ask({ is: 'check', ...asked })) as CheckAnswer,
  take: async (asked) => (await thread.ask({ is: 'take', ...asked })) as TakeAnswer,
  close: () => thread.close({ is: 'close' }),
});
