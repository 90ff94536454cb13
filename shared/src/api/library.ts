import { z } from 'zod';
import { PlanAction, PlanField } from '../domain/plan/action.ts';
import { planFaults } from '../domain/plan/cells.ts';
import { ColumnMapping, Reading } from '../domain/plan/worksheet.ts';
import { PlanActionId, PlanFileId, PlanImportId } from '../ids.ts';
import { SectorId } from '../taxonomy/sectors.ts';

/** Limits of an imported file and of its sheets. */
export const planFileBytesMax = 20 * 1024 * 1024;
export const planRowsMax = 20_000;
export const planColumnsMax = 200;

/** Why a file can't be read; each has a message `plan_refused_*`. */
export const planRefusals = [
  'not-a-sheet',
  'old-excel',
  'broken',
  'empty',
  'too-many-rows',
  'too-many-columns',
  'unpacks-too-large',
] as const;
export const PlanRefusal = z.enum(planRefusals);
export type PlanRefusal = z.output<typeof PlanRefusal>;

const Cells = z.array(z.union([z.string(), z.number()]));

export const PlanSheet = z.object({
  name: z.string(),
  /** Number of rows, with headings and empty ones. */
  rows: z.number().int(),
  /** The first rows, unparsed. */
  head: z.array(Cells),
  /** The most likely mapping. */
  suggested: Reading,
});
export type PlanSheet = z.output<typeof PlanSheet>;

/** A file that was read; the server keeps it for a while, to be imported. */
export const PlanFile = z.object({ id: PlanFileId, sheets: z.array(PlanSheet).min(1) });
export type PlanFile = z.output<typeof PlanFile>;

/** How a file is imported: every action needs a title. */
export const ReadingInput = Reading.extend({
  mapping: ColumnMapping.refine(({ title }) => title !== undefined, 'A column for the titles is needed'),
});

export const PlanRowFault = z.object({
  row: z.number().int(),
  field: PlanField,
  fault: z.enum(planFaults),
  value: z.string(),
});
export type PlanRowFault = z.output<typeof PlanRowFault>;

/** A preview of an import. */
export const PlanCheck = z.object({
  rows: z.number().int(),
  /** How many of the rows have the code of an action in the library. */
  known: z.number().int(),
  /** The first actions. */
  sample: z.array(PlanAction),
  /** The first faults; `faultsInAll` counts all. */
  faults: z.array(PlanRowFault),
  faultsInAll: z.number().int(),
});
export type PlanCheck = z.output<typeof PlanCheck>;

export const ImportInput = z.object({
  file: PlanFileId,
  /** The file's name, shown in the list of imports. */
  name: z.string().trim().min(1).max(200),
  reading: ReadingInput,
});
export type ImportInput = z.input<typeof ImportInput>;

/** One line of the response to an import, a stream of JSON lines. */
export const ImportProgress = z.discriminatedUnion('is', [
  z.object({ is: z.literal('saving'), saved: z.number().int(), of: z.number().int() }),
  z.object({ is: z.literal('done'), import: PlanImportId, actions: z.number().int() }),
  z.object({ is: z.literal('failed') }),
]);
export type ImportProgress = z.output<typeof ImportProgress>;

export const LibraryAction = PlanAction.extend({ id: PlanActionId });
export type LibraryAction = z.output<typeof LibraryAction>;

export const libraryPageMax = 100;
export const LibraryQuery = z.object({
  /** Words that an action must all contain. */
  search: z.string().trim().max(200).default(''),
  sector: SectorId.optional(),
  /** How many actions to skip. */
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
  most: z.coerce.number().int().min(1).max(libraryPageMax).default(50),
});
export type LibraryQuery = z.input<typeof LibraryQuery>;

export const LibraryPage = z.object({
  actions: z.array(LibraryAction),
  /** How many match the search. */
  inAll: z.number().int(),
});
export type LibraryPage = z.output<typeof LibraryPage>;

/** A file that was imported. */
export const PlanImport = z.object({
  id: PlanImportId,
  name: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** How many of its actions are left. */
  actions: z.number().int(),
});
export type PlanImport = z.output<typeof PlanImport>;
