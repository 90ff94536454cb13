import { namesCapability } from '@brygga/shared/domain/challenge/briefCheck/checks';
import type { Finding } from '@brygga/shared/domain/challenge/briefCheck/briefFindings';
import { capabilityName, m } from '../../../i18n/index.ts';

/** What a finding names, in the reader's language where it is a name. */
const messageInputs = ({ params = {} }: Finding): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const text = String(value);
      return [name, name === 'capability' && namesCapability(text) ? capabilityName(text) : text];
    }),
  );

/** Each message takes just what its check finds, and the catalogue's test holds both to the same codes. */
type MessageFunction = (inputs: Record<string, string>) => string;

export const findingSentence = (finding: Finding): string =>
  (m[`check_${finding.code}`] as MessageFunction)(messageInputs(finding));

export const fixSentence = (finding: Finding): string =>
  (m[`check_fix_${finding.code}`] as MessageFunction)(messageInputs(finding));
