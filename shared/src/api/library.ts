import { z } from 'zod';
import { PlanAction, PlanField } from '../domain/plan/action.ts';
import { planFaults } from '../domain/plan/cells.ts';
import { ColumnMapping, Reading } from '../domain/plan/worksheet.ts';
import { PlanActionId, PlanFileId, PlanImportId } from '../ids.ts';
import { SectorId } from '../taxonomy/sectors.ts';

/** Bytes of a file that is brought in, and how much a sheet may hold. */
export const planFileBytesMax = 20 * 1024 * 1024;
export const planRowsMax = 20_000;
export const planColumnsMax = 200;

/** Why a file can't be read, each with a sentence `plan_refused_*`. */
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
  /** How many rows it has, headings and empty ones too. */
  rows: z.number().int(),
  /** The first rows, as they stand in the file. */
  head: z.array(Cells),
  /** How it is most likely meant. */
  suggested: Reading,
});
export type PlanSheet = z.output<typeof PlanSheet>;

/** A file that was read, and is kept for a while to be brought in. */
export const PlanFile = z.object({ id: PlanFileId, sheets: z.array(PlanSheet).min(1) });
export type PlanFile = z.output<typeof PlanFile>;

/** How a file is read for good: there is no action without a title. */
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

/** How a file would come in. */
export const PlanCheck = z.object({
  rows: z.number().int(),
  /** Of these rows, how many are actions that the library has already, by their codes. */
  known: z.number().int(),
  /** The first actions. */
  sample: z.array(PlanAction),
  /** The first faults, and how many there are in all. */
  faults: z.array(PlanRowFault),
  faultsInAll: z.number().int(),
});
export type PlanCheck = z.output<typeof PlanCheck>;

export const ImportInput = z.object({
  file: PlanFileId,
  /** The file's name, by which people know it again. */
  name: z.string().trim().min(1).max(200),
  reading: ReadingInput,
});
export type ImportInput = z.input<typeof ImportInput>;

/** One line of the answer to an import, which is told as it goes: JSON, a line each. */
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
  /** Words that all have to come up. */
  search: z.string().trim().max(200).default(''),
  sector: SectorId.optional(),
  /** Skips this many. */
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
  most: z.coerce.number().int().min(1).max(libraryPageMax).default(50),
});
export type LibraryQuery = z.input<typeof LibraryQuery>;

export const LibraryPage = z.object({
  actions: z.array(LibraryAction),
  /** How many there are with this search. */
  inAll: z.number().int(),
});
export type LibraryPage = z.output<typeof LibraryPage>;

/** A file that was brought in. */
export const PlanImport = z.object({
  id: PlanImportId,
  name: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** How many of its actions are still there. */
  actions: z.number().int(),
});
export type PlanImport = z.output<typeof PlanImport>;
