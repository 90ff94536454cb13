import { namesCapability } from '@brygga/shared/domain/challenge/briefCheck/checks';
import type { Finding } from '@brygga/shared/domain/challenge/briefCheck/briefFindings';
import { capabilityName, m } from '../../../i18n/index.ts';

/** The finding's parameters, capabilities by their name in the reader's language. */
const messageInputs = ({ params = {} }: Finding): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const text = String(value);
      return [name, name === 'capability' && namesCapability(text) ? capabilityName(text) : text];
    }),
  );

/** A catalogue test holds messages and checks to the same codes and parameters. */
type MessageFunction = (inputs: Record<string, string>) => string;

export const findingSentence = (finding: Finding): string =>
  (m[`check_${finding.code}`] as MessageFunction)(messageInputs(finding));

export const fixSentence = (finding: Finding): string =>
  (m[`check_fix_${finding.code}`] as MessageFunction)(messageInputs(finding));
