import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { Block } from '@brygga/shared/document/text/richText';

/** A document to typeset, whatever the format. */
export interface PrintedDocument {
  readonly language: ExportLanguage;
  readonly title: string;
  /** On every page: what this document is, and is not. */
  readonly notice: string;
  /** The word before a page's number. */
  readonly page: string;
  readonly asOf: string;
  readonly author: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
}
