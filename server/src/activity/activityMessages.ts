import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { Translate } from '@brygga/shared/domain/activity/describe';
import enActivity from '@brygga/shared/messages/en/activity.json' with { type: 'json' };
import enAgreements from '@brygga/shared/messages/en/agreements.json' with { type: 'json' };
import enBrief from '@brygga/shared/messages/en/brief.json' with { type: 'json' };
import enWorkspace from '@brygga/shared/messages/en/workspace.json' with { type: 'json' };
import enTaxonomy from '@brygga/shared/messages/en/taxonomy.json' with { type: 'json' };
import svActivity from '@brygga/shared/messages/sv/activity.json' with { type: 'json' };
import svAgreements from '@brygga/shared/messages/sv/agreements.json' with { type: 'json' };
import svBrief from '@brygga/shared/messages/sv/brief.json' with { type: 'json' };
import svWorkspace from '@brygga/shared/messages/sv/workspace.json' with { type: 'json' };
import svTaxonomy from '@brygga/shared/messages/sv/taxonomy.json' with { type: 'json' };

/** Messages by their keys. Those with plural forms are for the client, which compiles them. */
const catalogues: Readonly<Record<ExportLanguage, Readonly<Record<string, unknown>>>> = {
  en: { ...enTaxonomy, ...enBrief, ...enAgreements, ...enWorkspace, ...enActivity },
  sv: { ...svTaxonomy, ...svBrief, ...svAgreements, ...svWorkspace, ...svActivity },
};

export interface ActivityMessages {
  readonly say: Translate;
  label(key: keyof typeof enActivity): string;
}

/** The same messages as the client's, for what leaves the server as a file. */
export const activityMessages = (language: ExportLanguage): ActivityMessages => {
  const catalogue = catalogues[language];
  const say: Translate = (key, inputs = {}) => {
    const found = catalogue[key];
    return typeof found === 'string'
      ? found.replace(/\{(\w+)\}/g, (whole, name: string) => inputs[name] ?? whole)
      : undefined;
  };
  return { say, label: (key) => say(key) ?? key };
};
