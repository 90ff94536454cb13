import { type Reason, reasons } from '@brygga/shared/reasons';
import agreements from '@brygga/shared/messages/en/agreements.json' with { type: 'json' };
import workspace from '@brygga/shared/messages/en/workspace.json' with { type: 'json' };
import { circlesSection } from './circles.ts';
import { commandsSection } from './commands.ts';
import { code, table } from './markdown.ts';
import { stagesSection } from './stages.ts';
import { writingSection } from './writing.ts';

const sentences: Readonly<Record<string, unknown>> = { ...agreements, ...workspace };

const told = (reason: Reason): string => String(sentences[`reason_${reason.replaceAll('-', '_')}`]);

const reasonsSection = (): string =>
  [
    '## Reasons',
    'What people read where something is not allowed or not possible, in place of its code.',
    table(
      ['Code', 'Sentence'],
      reasons.map((reason) => [code(reason), told(reason)]),
    ),
  ].join('\n\n');

/** The page of all rules, asked from the rules themselves. */
export const rulesPage = (): string =>
  `${[
    '# Who may do what',
    'Made from the rules themselves by `npx pnpm@12 rules`; a test holds it current. Client and server run the same functions: what is greyed out here and what is refused there have one cause.',
    'The city is the one whose challenge it is, and the company made the card, leads the consortium and holds its seat. A code in a cell is the reason that somebody is told.',
    circlesSection(),
    writingSection(),
    stagesSection(),
    commandsSection(),
    reasonsSection(),
  ].join('\n\n')}\n`;
