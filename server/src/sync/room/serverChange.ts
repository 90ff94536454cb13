import type * as Y from 'yjs';
import type { JournalRow } from '../../storage/contract.ts';

/** Writes into a document; the facts that only show in writing are what it hands back. */
export type ServerWrite = (doc: Y.Doc) => JournalRow['facts'] | void;

/** A change by the server: who asked for it, and what its row keeps beside it. */
export type ServerChange = Pick<JournalRow, 'by' | 'facts' | 'commandResponse' | 'onBehalf'> & { write?: ServerWrite };

/** A document's part in a change to several. */
export interface TransactionPart {
  /** @throws RoomClosed */
  begin(): void;
  end(fields: Omit<ServerChange, 'write'>): { readonly row: JournalRow; follow(appended: Promise<void>): void };
  fail(error: unknown): void;
}
