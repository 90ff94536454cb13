import { BoardExport, boardSchemaPath, ExportQuery, exportTables, letterFormats } from '@brygga/shared/api/exports';
import {
  ImportInput,
  ImportProgress,
  LibraryAction,
  LibraryPage,
  LibraryQuery,
  PlanCheck,
  PlanFile,
  PlanImport,
  ReadingInput,
  planRefusals,
} from '@brygga/shared/api/library';
import { z } from 'zod';
import { letterMediaTypes, type PrintFormat, printMediaTypes } from '../../reports/typesetter.ts';
import { bodyProblems, type Operation } from './operation.ts';

const libraryProblems = ['signed-out', 'unknown-organisation', 'no-right'] as const;
const exportProblems = ['signed-out', 'no-right', 'unknown-workshop', 'malformed', 'too-many'] as const;

/** A city's plan coming in, and what lies on a board going out. */
export const importExportOperations: Readonly<Record<string, Operation>> = {
  'GET /api/organisations/:id/library': {
    summary: 'Actions of a city’s plan, the latest file first; its own people only, as all below it',
    query: LibraryQuery,
    status: 200,
    output: LibraryPage,
    problems: [...libraryProblems, 'malformed'],
  },
  'POST /api/organisations/:id/library/files': {
    summary: 'Read an .xlsx or CSV file; it is kept for a while, to be brought in',
    upload: true,
    status: 201,
    output: PlanFile,
    problems: [
      ...libraryProblems,
      ...planRefusals.map((refusal) => `plan-${refusal}` as const),
      ...(['file-too-large', 'foreign-origin', 'too-many', 'unavailable'] as const),
    ],
  },
  'POST /api/organisations/:id/library/files/:file/check': {
    summary: 'What would come of a file with these columns, and what is wrong in which row',
    input: ReadingInput,
    status: 200,
    output: PlanCheck,
    problems: [...libraryProblems, 'unknown-file', 'unavailable', ...bodyProblems],
  },
  'GET /api/organisations/:id/library/imports': {
    summary: 'The files that were brought in',
    status: 200,
    output: PlanImport.array(),
    problems: libraryProblems,
  },
  'POST /api/organisations/:id/library/imports': {
    summary: 'Bring a file in, all of it or nothing; told as it goes, a line of JSON each. Who hangs up calls it off',
    input: ImportInput,
    status: 200,
    output: ImportProgress,
    outputMedia: 'application/x-ndjson',
    problems: [...libraryProblems, 'unknown-file', 'plan-has-faults', 'library-full', 'unavailable', ...bodyProblems],
  },
  'DELETE /api/organisations/:id/library/imports/:import': {
    summary: 'Remove what a file brought in',
    status: 204,
    problems: [...libraryProblems, 'unknown-import', 'foreign-origin', 'unavailable'],
  },
  'GET /api/organisations/:id/library/actions/:action': {
    summary: 'One action',
    status: 200,
    output: LibraryAction,
    problems: [...libraryProblems, 'unknown-action'],
  },
  'DELETE /api/organisations/:id/library/actions/:action': {
    summary: 'Remove an action',
    status: 204,
    problems: [...libraryProblems, 'unknown-action', 'foreign-origin'],
  },
  ...Object.fromEntries(
    exportTables.map((table) => [
      `GET /api/workshops/:id/exports/${table}.csv`,
      {
        summary: `The board's ${table} as a table; by the language, cells are delimited as its spreadsheets expect`,
        query: ExportQuery,
        status: 200,
        output: z.string(),
        outputMedia: 'text/csv',
        problems: exportProblems,
      } satisfies Operation,
    ]),
  ),
  'GET /api/workshops/:id/exports/board.json': {
    summary: 'The whole board as data, as everybody in the workshop sees it',
    query: ExportQuery,
    status: 200,
    output: BoardExport,
    problems: exportProblems,
  },
  ...Object.fromEntries(
    (Object.keys(printMediaTypes) as PrintFormat[]).map((format) => [
      `GET /api/workshops/:id/exports/challenges/:card/brief.${format}`,
      {
        summary: 'A challenge’s brief, typeset; with a circle, a draft that lies there',
        query: ExportQuery,
        status: 200,
        outputMedia: printMediaTypes[format],
        problems: [...exportProblems, 'unknown-brief', 'unavailable'],
      } satisfies Operation,
    ]),
  ),
  ...Object.fromEntries(
    letterFormats.map((format) => [
      `GET /api/workshops/:id/consortia/:consortium/letter.${format}`,
      {
        summary:
          'A consortium’s letter of intent, for the people of its members; the Markdown is the text that is confirmed',
        status: 200,
        outputMedia: letterMediaTypes[format],
        problems: ['signed-out', 'no-right', 'unknown-workshop', 'unknown-letter', 'too-many', 'unavailable'],
      } satisfies Operation,
    ]),
  ),
  [`GET ${boardSchemaPath}`]: {
    summary: 'What an exported board holds, as a JSON Schema',
    status: 200,
    outputMedia: 'application/schema+json',
    problems: [],
  },
};
