import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { Block } from '@brygga/shared/document/text/richText';

/** A document of this workshop, such as a challenge's brief, whatever it is typeset for. */
export interface PrintedDocument {
  readonly language: ExportLanguage;
  readonly title: string;
  /** Said on every page: what this is, and is not. */
  readonly notice: string;
  readonly page: string;
  readonly asOf: string;
  readonly author: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
}
