import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { Translate } from '@brygga/shared/domain/activity/describe';
import { type ActivityMessageKey, findMessage } from '../messages/catalogue.ts';

export interface ActivityMessages {
  readonly say: Translate;
  label(key: ActivityMessageKey): string;
}

/** The messages that exported happenings are described with. */
export const activityMessages = (language: ExportLanguage): ActivityMessages => {
  const say: Translate = (key, inputs = {}) =>
    findMessage(language, key)?.replace(/\{(\w+)\}/g, (placeholder, name: string) => inputs[name] ?? placeholder);
  return { say, label: (key) => say(key) ?? key };
};
