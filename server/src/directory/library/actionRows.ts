import type { LibraryAction } from '@brygga/shared/api/library';
import { PlanAction } from '@brygga/shared/domain/plan/action';
import type { OrganisationId, PlanActionId, PlanImportId } from '@brygga/shared/ids';
import type { LibraryActionsTable } from '../../storage/tables.ts';

const searchTextCharactersMax = 1_000;

/** Words in lower case, for comparison: SQLite folds the case of ASCII alone. */
export const searchTerms = (text: string): string[] =>
  text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);

const searchText = ({ code, title, goal, department, place, status, description }: PlanAction): string =>
  searchTerms([code, title, goal, department, place, status, description].filter(Boolean).join(' '))
    .join(' ')
    .slice(0, searchTextCharactersMax);

const emptyRow = Object.fromEntries(Object.keys(PlanAction.shape).map((field) => [field, null]));

export const actionRow = (
  action: PlanAction,
  location: { import: PlanImportId; id: PlanActionId; organisation: OrganisationId; position: number },
): LibraryActionsTable =>
  // Every field of the table is there: those that the action leaves out are null.
  ({ ...emptyRow, ...action, ...location, searched: searchText(action) }) as LibraryActionsTable;

/** The action; null fields of the row are left out. */
export const actionFromRow = (row: LibraryActionsTable): LibraryAction => {
  const filled = Object.entries(row).filter(([, value]) => value !== null);
  return { ...PlanAction.parse(Object.fromEntries(filled)), id: row.id };
};
