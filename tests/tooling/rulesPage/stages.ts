import { type ChallengeStatus, challengeStatuses } from '@brygga/shared/agreements/challenge/state';
import {
  challengeTransitions,
  isBriefFinal,
  isPrivate,
  acceptsConsortia,
  nextStatuses,
} from '@brygga/shared/domain/challenge/stages';
import { code, codeList, table } from './markdown.ts';

const traits = (status: ChallengeStatus): readonly string[] => [
  code(status),
  isPrivate(status) ? 'its city and facilitators' : 'everyone in the workshop',
  isBriefFinal(status) ? 'stands' : 'may change',
  acceptsConsortia(status) ? 'yes' : 'no',
];

const transitionRows = (status: ChallengeStatus): readonly (readonly string[])[] =>
  nextStatuses(status).map((to) => [
    code(status),
    code(to),
    codeList((challengeTransitions[status][to] ?? []).map((test) => test.code)),
  ]);

/** What a challenge's stage opens and closes, and what each move asks for. */
export const stagesSection = (): string =>
  [
    '## Stages of a challenge',
    'From `src/domain/challenge/stages.ts`. A challenge that lies in its city’s circle is seen by nobody else; what has been decided about stands, for all but facilitators.',
    table(['Stage', 'Seen by', 'Its brief', 'Takes consortia'], challengeStatuses.map(traits)),
    '### Moves',
    'Whoever acts for the city moves its challenge, by `challenge.status`. A stage is never skipped: there is no other move than these, and each waits until what it asks for is there.',
    table(['From', 'To', 'Waits while'], challengeStatuses.flatMap(transitionRows)),
  ].join('\n\n');
