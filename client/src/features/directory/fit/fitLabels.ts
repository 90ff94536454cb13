import type { FitLack } from '@brygga/shared/domain/fit/lacks';
import type { FitReason } from '@brygga/shared/domain/fit/reasons';
import { formatList, languageName } from '../../../i18n/format.ts';
import { key, m } from '../../../i18n/index.ts';
import { referenceText } from '../../../ui/display/referenceFacts.ts';

/** Whether the reader belongs to the company that the sentence is about. */
export type Reader = 'own' | 'other';

const prefixes = { own: 'fit', other: 'fit_company' } as const;

export const fitReasonSentence = (reason: FitReason, reader: Reader): string => {
  const prefix = prefixes[reader];
  switch (reason.is) {
    case 'capability':
      return m[key(`${prefix}_reason_capability`, `${reason.level}`)]();
    case 'reference':
    case 'reference_there':
      return m[key(`${prefix}_reason`, reason.is)]({ reference: referenceText(reason.reference) });
    case 'ready':
      return m[key(`${prefix}_reason`, reason.is)]({ trl: String(reason.trl) });
    case 'language':
      return m[key(`${prefix}_reason`, reason.is)]({ language: languageName(reason.language) });
    default:
      return m[key(`${prefix}_reason`, reason.is)]();
  }
};

export const fitLackSentence = (lack: Exclude<FitLack, { is: 'near' }>, reader: Reader): string => {
  const prefix = prefixes[reader];
  switch (lack.is) {
    case 'level':
      return m[key(`${prefix}_lack_level`, `${lack.asked}`)]();
    case 'language':
      return m[key(`${prefix}_lack`, lack.is)]({ languages: formatList(lack.languages.map(languageName)) });
    default:
      return m[key(`${prefix}_lack`, lack.is)]();
  }
};
