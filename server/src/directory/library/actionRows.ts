import type { LibraryAction } from '@brygga/shared/api/library';
import { PlanAction } from '@brygga/shared/domain/plan/action';
import type { OrganisationId, PlanActionId, PlanImportId } from '@brygga/shared/ids';
import type { LibraryActionsTable } from '../../storage/tables.ts';

const searchTextCharactersMax = 1_000;

/** Words as they are compared: SQLite folds the case of ASCII alone. */
export const searchTerms = (text: string): string[] =>
  text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);

const searchText = ({ code, title, goal, department, place, status, description }: PlanAction): string =>
  searchTerms([code, title, goal, department, place, status, description].filter(Boolean).join(' '))
    .join(' ')
    .slice(0, searchTextCharactersMax);

const emptyRow = Object.fromEntries(Object.keys(PlanAction.shape).map((field) => [field, null]));

export const actionRow = (
  action: PlanAction,
  place: { import: PlanImportId; id: PlanActionId; organisation: OrganisationId; position: number },
): LibraryActionsTable =>
  // What the action leaves out is null: that is every field of the table.
  ({ ...emptyRow, ...action, ...place, searched: searchText(action) }) as LibraryActionsTable;

/** The action as it was read; what the table has null, it leaves out. */
export const actionFromRow = (row: LibraryActionsTable): LibraryAction => {
  const said = Object.entries(row).filter(([, value]) => value !== null);
  return { ...PlanAction.parse(Object.fromEntries(said)), id: row.id };
};
