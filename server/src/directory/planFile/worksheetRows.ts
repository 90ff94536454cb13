import { planColumnsMax, planRowsMax } from '@brygga/shared/api/library';
import type { Cell } from '@brygga/shared/domain/plan/worksheet';
import { PlanRefusedError } from './planRefusedError.ts';

/**
 * A sheet's rows as they are read, cell by cell. Sheets are often formatted far beyond what they say,
 * so only cells that say something count against the limits, and make rows.
 */
export class WorksheetRows {
  readonly rows: Cell[][] = [];

  /** @throws PlanRefused where it lies beyond what is read. */
  put(row: number, column: number, cell: Cell): void {
    if (cell === '') return;
    if (row >= planRowsMax) throw new PlanRefusedError('too-many-rows');
    if (column >= planColumnsMax) throw new PlanRefusedError('too-many-columns');
    while (this.rows.length <= row) this.rows.push([]);
    const cells = this.rows[row];
    if (!cells) return;
    while (cells.length < column) cells.push('');
    cells[column] = cell;
  }
}
