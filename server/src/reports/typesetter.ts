import type { LetterFormat } from '@brygga/shared/api/exports';
import type { PrintedDocument } from './print/printedDocument.ts';

/** What documents are typeset as, with what a browser calls it. */
export const printMediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;
export type PrintFormat = keyof typeof printMediaTypes;

/** A letter is there as its bare text, too. */
export const letterMediaTypes = { ...printMediaTypes, md: 'text/markdown; charset=utf-8' } as const satisfies Readonly<
  Record<LetterFormat, string>
>;

/** Typesets in a thread of its own: a document takes a tenth of a second that no socket should wait for. */
export interface Typesetter {
  typeset(format: PrintFormat, document: PrintedDocument): Promise<Uint8Array<ArrayBuffer>>;
}
