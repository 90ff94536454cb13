import type { PlanFile, PlanRefusal, PlanRowFault, PlanSheet } from '@brygga/shared/api/library';
import type { PlanAction } from '@brygga/shared/domain/plan/action';
import { type CheckedWorksheet, checkWorksheet } from '@brygga/shared/domain/plan/checkWorksheet';
import { suggestReading } from '@brygga/shared/domain/plan/suggestReading';
import type { Cell, Reading, Worksheet } from '@brygga/shared/domain/plan/worksheet';
import { newId, type OrganisationId, PlanFileId } from '@brygga/shared/ids';
import type { z } from 'zod';
import { readPlanFile } from '../planFile/readPlanFile.ts';
import { PlanRefusedError } from '../planFile/planRefusedError.ts';
import type { ImportRef, PlanWriter } from './planWriter.ts';

/** The oldest file falls out of the cache; its import then needs the file again. */
const cachedFilesMax = 8;
const headRowsMax = 30;
const headCellCharactersMax = 120;
const sampleActionsMax = 20;
const faultsMax = 200;

/** Which file is meant, and how it is read. */
export interface PlanSelection {
  readonly organisation: OrganisationId;
  readonly file: PlanFileId;
  readonly reading: z.output<typeof Reading>;
}

/** Some of a file's actions, from one on. */
export interface WriteBatch extends Omit<PlanSelection, 'organisation'>, ImportRef {
  readonly from: number;
  readonly rowsMax: number;
}

/** Undefined where the file is not kept any more, or has no such sheet. */
export type CheckResult =
  | {
      readonly rows: number;
      readonly codes: readonly string[];
      readonly sample: readonly PlanAction[];
      readonly faults: readonly PlanRowFault[];
      readonly faultsInAll: number;
    }
  | undefined;

/**
 * Reads plans, checks them and writes what is in them, in a thread of its own: a sheet of 14,000 rows
 * takes seconds that no socket should wait for.
 *
 * @throws StorageError where the tables can't be read or written.
 */
export interface PlanReader extends Pick<PlanWriter, 'begin' | 'finish' | 'remove'> {
  /** The bytes are moved to the thread: the caller has them no more. */
  read(organisation: OrganisationId, bytes: ArrayBuffer): Promise<PlanFile | PlanRefusal>;
  check(selection: PlanSelection): Promise<CheckResult>;
  /** @returns how many actions were written; none where the file is not kept any more. */
  write(batch: WriteBatch): Promise<number>;
}

interface CachedFile {
  readonly organisation: OrganisationId;
  readonly sheets: readonly Worksheet[];
  /** How it was last checked, which is how it is likely asked for again. */
  last?: { readonly reading: string; readonly checked: CheckedWorksheet };
}

const truncateCell = (cell: Cell): Cell => (typeof cell === 'string' ? cell.slice(0, headCellCharactersMax) : cell);

const toPlanSheet = (sheet: Worksheet, index: number): PlanSheet => ({
  name: sheet.name,
  rows: sheet.rows.length,
  head: sheet.rows.slice(0, headRowsMax).map((row) => row.map(truncateCell)),
  suggested: suggestReading(sheet, index),
});

/**
 * The plan reader as its thread runs it. Files that it has read are cached, so that a mapping can be
 * tried without sending the file again.
 */
export const createPlanReader = (writer: PlanWriter) => {
  const files = new Map<PlanFileId, CachedFile>();

  const read = async (organisation: OrganisationId, bytes: ArrayBuffer): Promise<PlanFile | PlanRefusal> => {
    try {
      const sheets = await readPlanFile(Buffer.from(bytes));
      const id = newId(PlanFileId);
      files.set(id, { organisation, sheets });
      for (const oldest of files.keys()) if (files.size > cachedFilesMax) files.delete(oldest);
      return { id, sheets: sheets.map(toPlanSheet) };
    } catch (error) {
      if (error instanceof PlanRefusedError) return error.refusal;
      throw error;
    }
  };

  const checkSelection = ({ organisation, file, reading }: PlanSelection): CheckedWorksheet | undefined => {
    const cached = files.get(file);
    const sheet = cached?.sheets[reading.sheet];
    if (!cached || !sheet || cached.organisation !== organisation) return undefined;
    const key = JSON.stringify(reading);
    if (cached.last?.reading !== key) cached.last = { reading: key, checked: checkWorksheet(sheet, reading) };
    return cached.last.checked;
  };

  const check = (selection: PlanSelection): CheckResult => {
    const checked = checkSelection(selection);
    return (
      checked && {
        rows: checked.rows,
        codes: checked.actions.flatMap(({ code }) => code ?? []),
        sample: checked.actions.slice(0, sampleActionsMax),
        faults: checked.faults.slice(0, faultsMax),
        faultsInAll: checked.faults.length,
      }
    );
  };

  const write = async ({ city, id, from, rowsMax, ...selection }: WriteBatch): Promise<number> => {
    const checked = checkSelection({ organisation: city, ...selection });
    const actions = checked?.actions.slice(from, from + rowsMax) ?? [];
    if (actions.length > 0) await writer.write({ city, id }, actions, from);
    return actions.length;
  };

  return {
    read,
    check,
    begin: writer.begin,
    write,
    finish: writer.finish,
    remove: writer.remove,
  };
};
