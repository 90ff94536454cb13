import { LineUpsInput, LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import { bodyProblems, type Operation } from './operation.ts';

const problems = ['signed-out', 'no-right', 'unknown-workshop', 'too-many'] as const;

/** Proposals, with their reasons: nobody is asked or told by them, and nobody is ranked in public. */
export const matchingOperations: Readonly<Record<string, Operation>> = {
  'GET /api/workshops/:id/consortia/:consortium/partners': {
    summary: 'Who would bring a consortium furthest, and why; its own companies, and facilitators',
    status: 200,
    output: PartnersResponse,
    problems: [...problems, 'consortium-gone'],
  },
  'GET /api/workshops/:id/companies/:company/needed-by': {
    summary: 'Which consortia and challenges need a company, and why; its own people, and facilitators',
    status: 200,
    output: NeededByResponse,
    problems: [...problems, 'unknown-organisation'],
  },
  'POST /api/workshops/:id/challenges/:challenge/line-ups': {
    summary:
      'Up to three of the smallest line-ups that cover a challenge, proven; companies are among those who stay in theirs',
    input: LineUpsInput,
    inputMayBeLeftOut: true,
    status: 200,
    output: LineUpsResponse,
    problems: [...problems, 'unknown-brief', 'unknown-organisation', 'unavailable', ...bodyProblems],
  },
};
