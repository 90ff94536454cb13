import type { ExportLanguage } from '@brygga/shared/api/exports';
import enActivity from '@brygga/shared/messages/en/activity.json' with { type: 'json' };
import enAgreements from '@brygga/shared/messages/en/agreements.json' with { type: 'json' };
import enBrief from '@brygga/shared/messages/en/brief.json' with { type: 'json' };
import enExports from '@brygga/shared/messages/en/exports.json' with { type: 'json' };
import enTaxonomy from '@brygga/shared/messages/en/taxonomy.json' with { type: 'json' };
import enWorkspace from '@brygga/shared/messages/en/workspace.json' with { type: 'json' };
import svActivity from '@brygga/shared/messages/sv/activity.json' with { type: 'json' };
import svAgreements from '@brygga/shared/messages/sv/agreements.json' with { type: 'json' };
import svBrief from '@brygga/shared/messages/sv/brief.json' with { type: 'json' };
import svExports from '@brygga/shared/messages/sv/exports.json' with { type: 'json' };
import svTaxonomy from '@brygga/shared/messages/sv/taxonomy.json' with { type: 'json' };
import svWorkspace from '@brygga/shared/messages/sv/workspace.json' with { type: 'json' };

/** The areas of the client's messages that files of the server are written in. */
const catalogues: Readonly<Record<ExportLanguage, Readonly<Record<string, unknown>>>> = {
  en: { ...enTaxonomy, ...enBrief, ...enAgreements, ...enWorkspace, ...enActivity, ...enExports },
  sv: { ...svTaxonomy, ...svBrief, ...svAgreements, ...svWorkspace, ...svActivity, ...svExports },
};

export type ActivityMessageKey = keyof typeof enActivity;
export type ReportMessageKey = keyof typeof enExports;

/** Undefined for an unknown key, and for a message with plural forms, which only the client compiles. */
export const findMessage = (language: ExportLanguage, key: string): string | undefined => {
  const message = catalogues[language][key];
  return typeof message === 'string' ? message : undefined;
};
