import type { Thread } from '../storage/thread.ts';
import type { BriefDocument } from './brief/document.ts';

/** What a brief is typeset as, with what a browser calls it. */
export const briefFormats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;
export type BriefFormat = keyof typeof briefFormats;

export type TypesettingQuestion =
  | { readonly is: BriefFormat; readonly brief: BriefDocument }
  | { readonly is: 'close' };

/** Typesets in a thread of its own: a document takes a tenth of a second that no socket should wait for. */
export interface Typesetter {
  brief(format: BriefFormat, brief: BriefDocument): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export const createTypesetter = (thread: Pick<Thread<TypesettingQuestion>, 'ask' | 'close'>): Typesetter => ({
  // The thread answers both formats with bytes of their own.
  brief: async (format, brief) => (await thread.ask({ is: format, brief })) as Uint8Array<ArrayBuffer>,
  close: () => thread.close({ is: 'close' }),
});
