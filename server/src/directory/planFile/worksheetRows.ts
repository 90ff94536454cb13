import { planColumnsMax, planRowsMax } from '@brygga/shared/api/library';
import type { Cell } from '@brygga/shared/domain/plan/worksheet';
import { PlanRefusedError } from './planRefusedError.ts';

/**
 * Collects a sheet's rows cell by cell. Sheets are often formatted far beyond their contents, so empty
 * cells neither count against the limits nor make rows.
 */
export class WorksheetRows {
  readonly rows: Cell[][] = [];

  /** @throws PlanRefusedError where the cell lies beyond the limits. */
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
