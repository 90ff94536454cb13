import type { ExportLanguage } from '@brygga/shared/api/exports';
import { isProposed, nameOfProposed } from '@brygga/shared/taxonomy/proposed';
import { findMessage, type ReportMessageKey } from '../messages/catalogue.ts';

/** The first part of the message keys that name codes. */
export type NamePrefix =
  | ('capability' | 'sector' | 'importance' | 'status')
  | ('exports_procurement' | 'exports_constraint' | 'exports_asset' | 'exports_stage' | 'exports_level');

export interface ReportMessages {
  readonly language: ExportLanguage;
  message(key: ReportMessageKey): string;
  /** A code's name; a proposed capability carries its own. */
  name(prefix: NamePrefix, code: string): string;
  country(code: string): string;
}

/** The messages that reports are written with. */
export const reportMessages = (language: ExportLanguage): ReportMessages => {
  const countries = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  return {
    language,
    message: (key) => findMessage(language, key) ?? key,
    name: (prefix, code) =>
      isProposed(code) ? nameOfProposed(code) : (findMessage(language, `${prefix}_${code}`) ?? code),
    country: (code) => countries.of(code) ?? code,
  };
};
