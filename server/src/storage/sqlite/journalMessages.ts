import type { Author, DocumentName, JournalRow } from '../contract.ts';

/** What changes the journal, in the order in which it was asked. */
export type Write =
  | { readonly is: 'row'; readonly row: JournalRow }
  | { readonly is: 'removal'; readonly document: DocumentName };

/** What the server's thread asks the journal's thread. Every request has one reply with the same id. */
export type Request =
  | { readonly id: number; readonly is: 'commit'; readonly writes: readonly Write[] }
  | { readonly id: number; readonly is: 'load'; readonly document: DocumentName }
  | {
      readonly id: number;
      readonly is: 'answerTo';
      readonly document: DocumentName;
      readonly by: Author;
      readonly key: string;
    }
  | { readonly id: number; readonly is: 'close' };

export type Reply =
  | { readonly id: number; readonly is: 'done'; readonly value: unknown }
  | { readonly id: number; readonly is: 'failed'; readonly message: string };

/** A commit's value: for each write, why it failed, or null where it is on disk. */
export type Outcomes = readonly (string | null)[];

export interface WorkerData {
  readonly path: string;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
