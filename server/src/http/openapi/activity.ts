import {
  ActivityExport,
  ActivityExportQuery,
  ActivityLiveQuery,
  ActivityPage,
  ActivityQuery,
} from '@brygga/shared/api/activity';
import { z } from 'zod';
import type { Operation } from './operation.ts';

const problems = ['signed-out', 'no-right', 'unknown-workshop', 'malformed'] as const;

/** What happened, read, followed and taken along. */
export const activityOperations: Readonly<Record<string, Operation>> = {
  'GET /api/workshops/:id/activity': {
    summary: 'What happened, who did it and when, the newest first; with a circle, what happened there',
    query: ActivityQuery,
    status: 200,
    output: ActivityPage,
    problems: [...problems, 'too-many'],
  },
  'GET /api/workshops/:id/activity/live': {
    summary:
      'The same as it happens: server-sent events `happening`, each with its id, and `ended` with why. ' +
      'A connection that broke goes on after `Last-Event-ID`',
    query: ActivityLiveQuery,
    status: 200,
    outputMedia: 'text/event-stream',
    problems: [...problems, 'too-many'],
  },
  'GET /api/workshops/:id/activity.csv': {
    summary: 'The same as a table, in words; by the language, cells are delimited as its spreadsheets expect',
    query: ActivityExportQuery,
    status: 200,
    output: z.string(),
    outputMedia: 'text/csv',
    problems: [...problems, 'too-many'],
  },
  'GET /api/workshops/:id/activity.json': {
    summary: 'The same as data, with names and words',
    query: ActivityExportQuery,
    status: 200,
    output: ActivityExport,
    problems: [...problems, 'too-many'],
  },
};
