import type { PlanRowFault } from '@brygga/shared/api/library';
import type { PlanFile, PlanRefusal, PlanSheet } from '@brygga/shared/api/library';
import type { PlanAction } from '@brygga/shared/domain/plan/action';
import { type CheckedWorksheet, checkWorksheet } from '@brygga/shared/domain/plan/checkWorksheet';
import { suggestReading } from '@brygga/shared/domain/plan/suggestReading';
import type { Cell, Reading, Worksheet } from '@brygga/shared/domain/plan/worksheet';
import { newId, type OrganisationId, PlanFileId, type PlanImportId } from '@brygga/shared/ids';
import type { z } from 'zod';
import { readPlanFile } from '../planFile/readPlanFile.ts';
import { PlanRefusedError } from '../planFile/planRefusedError.ts';
import type { ImportRef, PlanWriter } from './planWriter.ts';

/** Files that are kept for their imports; who comes back later than this many others sends theirs again. */
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

export type PlanReaderRequest =
  | { readonly kind: 'read'; readonly organisation: OrganisationId; readonly bytes: ArrayBuffer }
  | ({ readonly kind: 'check' } & PlanSelection)
  | ({ readonly kind: 'begin' } & BeginImport)
  | ({ readonly kind: 'write' } & WriteBatch)
  | ({ readonly kind: 'finish'; readonly at: number } & ImportRef)
  | { readonly kind: 'remove'; readonly id: PlanImportId }
  | { readonly kind: 'close' };

export type BeginImport = Parameters<PlanWriter['begin']>[0];
/** Some of a file's actions, from one on. */
export type WriteBatch = Omit<PlanSelection, 'organisation'> &
  ImportRef & { readonly from: number; readonly most: number };

export interface ReadResult {
  readonly read: PlanFile | PlanRefusal;
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
 * Reads plans, checks them and writes what is in them, in a thread of its own: a sheet of 14,000 rows
 * takes seconds that no socket should wait for. It keeps what it has read, so that a mapping can be tried without sending
 * the file again.
 */
export const createPlanReader = (writing: PlanWriter) => {
  const files = new Map<PlanFileId, CachedFile>();

  const read = async (organisation: OrganisationId, bytes: ArrayBuffer): Promise<ReadResult> => {
    try {
      const sheets = await readPlanFile(Buffer.from(bytes));
      const id = newId(PlanFileId);
      files.set(id, { organisation, sheets });
      for (const oldest of files.keys()) if (files.size > cachedFilesMax) files.delete(oldest);
      return { read: { id, sheets: sheets.map(toPlanSheet) } };
    } catch (error) {
      if (error instanceof PlanRefusedError) return { read: error.refusal };
      throw error;
    }
  };

  const checked = ({ organisation, file, reading }: PlanSelection): CheckedWorksheet | undefined => {
    const kept = files.get(file);
    const sheet = kept?.sheets[reading.sheet];
    if (!kept || !sheet || kept.organisation !== organisation) return undefined;
    const key = JSON.stringify(reading);
    if (kept.last?.reading !== key) kept.last = { reading: key, checked: checkWorksheet(sheet, reading) };
    return kept.last.checked;
  };

  const check = (meant: PlanSelection): CheckResult => {
    const found = checked(meant);
    return (
      found && {
        rows: found.rows,
        codes: found.actions.flatMap(({ code }) => code ?? []),
        sample: found.actions.slice(0, sampleActionsMax),
        faults: found.faults.slice(0, faultsMax),
        faultsInAll: found.faults.length,
      }
    );
  };

  /** @returns how many; none where the file is not kept any more. */
  const write = async ({ city, id, from, most, ...which }: WriteBatch): Promise<number> => {
    const actions = checked({ organisation: city, ...which })?.actions.slice(from, from + most) ?? [];
    if (actions.length > 0) await writing.write({ city, id }, actions, from);
    return actions.length;
  };

  return (question: Exclude<PlanReaderRequest, { kind: 'close' }>): unknown => {
    switch (question.kind) {
      case 'read':
        return read(question.organisation, question.bytes);
      case 'check':
        return check(question);
      case 'begin': {
        const { kind: _is, ...about } = question;
        return writing.begin(about);
      }
      case 'write':
        return write(question);
      case 'finish':
        return writing.finish(question, question.at);
      case 'remove':
        return writing.remove(question.id);
    }
  };
};
