import type { ExportLanguage } from '@brygga/shared/api/exports';
import enAgreements from '@brygga/shared/messages/en/agreements.json' with { type: 'json' };
import enExports from '@brygga/shared/messages/en/exports.json' with { type: 'json' };
import enTaxonomy from '@brygga/shared/messages/en/taxonomy.json' with { type: 'json' };
import svAgreements from '@brygga/shared/messages/sv/agreements.json' with { type: 'json' };
import svExports from '@brygga/shared/messages/sv/exports.json' with { type: 'json' };
import svTaxonomy from '@brygga/shared/messages/sv/taxonomy.json' with { type: 'json' };
import { isProposed, nameOfProposed } from '@brygga/shared/taxonomy/proposed';

/** Messages by their keys. Those with plural forms are for the client, which compiles them. */
const catalogues: Readonly<Record<ExportLanguage, Readonly<Record<string, unknown>>>> = {
  en: { ...enTaxonomy, ...enAgreements, ...enExports },
  sv: { ...svTaxonomy, ...svAgreements, ...svExports },
};

export type ReportMessageKey = keyof typeof enExports;

/** What the names of codes begin with. */
export type NamePrefix =
  | ('capability' | 'sector' | 'importance' | 'status')
  | ('exports_procurement' | 'exports_constraint' | 'exports_asset' | 'exports_stage' | 'exports_level');

export interface ReportMessages {
  readonly language: ExportLanguage;
  message(key: ReportMessageKey): string;
  /** What a code is called; a capability that somebody proposed says its own name. */
  name(prefix: NamePrefix, code: string): string;
  country(code: string): string;
}

/** What exports are written in, from the same catalogue as the client's. */
export const reportMessages = (language: ExportLanguage): ReportMessages => {
  const catalogue = catalogues[language];
  const countries = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const find = (key: string, otherwise: string): string => {
    const found = catalogue[key];
    return typeof found === 'string' ? found : otherwise;
  };
  return {
    language,
    message: (key) => find(key, key),
    name: (prefix, code) => (isProposed(code) ? nameOfProposed(code) : find(`${prefix}_${code}`, code)),
    country: (code) => countries.of(code) ?? code,
  };
};
