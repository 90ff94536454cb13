import type { LibraryAction, LibraryPage, LibraryQuery, PlanImport } from '@brygga/shared/api/library';
import type { OrganisationId, PlanActionId } from '@brygga/shared/ids';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { LibraryActionsTable, Storage, Tables } from '../../storage/tables.ts';
import { actionFromRow, searchTerms } from './actionRows.ts';

/** A city's library: the actions of its climate plan, which its challenges are made from. */
export interface Library {
  page(city: OrganisationId, query: z.output<typeof LibraryQuery>): Promise<LibraryPage>;
  action(city: OrganisationId, action: PlanActionId): Promise<LibraryAction | undefined>;
  /** The imported files, the latest first. */
  imports(city: OrganisationId): Promise<PlanImport[]>;
  /** @returns whether there was such an action. */
  remove(city: OrganisationId, action: PlanActionId): Promise<boolean>;
}

type Actions = SelectQueryBuilder<Tables, 'libraryActions' | 'libraryImports', object>;

/** The actions of finished imports. */
export const importedActions = (storage: Storage, city: OrganisationId): Actions =>
  storage
    .selectFrom('libraryActions')
    .innerJoin('libraryImports', 'libraryImports.id', 'libraryActions.import')
    .where('libraryImports.done', '=', 1)
    .where('libraryActions.organisation', '=', city);

const escapeLike = (term: string): string => term.replace(/[\\%_]/g, (character) => `\\${character}`);

const filterActions = (actions: Actions, { search, sector }: z.output<typeof LibraryQuery>): Actions => {
  let filtered = sector === undefined ? actions : actions.where('libraryActions.sector', '=', sector);
  for (const term of searchTerms(search)) {
    filtered = filtered.where(sql<boolean>`library_actions.searched like ${`%${escapeLike(term)}%`} escape '\\'`);
  }
  return filtered;
};

export const createLibrary = (storage: Storage): Library => ({
  async page(city, query) {
    const actions = filterActions(importedActions(storage, city), query);
    const { inAll } = await actions.select(({ fn }) => fn.countAll<number>().as('inAll')).executeTakeFirstOrThrow();
    const rows = await actions
      .selectAll('libraryActions')
      .orderBy('libraryImports.at', 'desc')
      .orderBy('libraryActions.import')
      .orderBy('libraryActions.position')
      .offset(query.from)
      .limit(query.most)
      .execute();
    return { actions: rows.map((row: LibraryActionsTable) => actionFromRow(row)), inAll };
  },

  async action(city, action) {
    const row = await importedActions(storage, city)
      .selectAll('libraryActions')
      .where('libraryActions.id', '=', action)
      .executeTakeFirst();
    return row && actionFromRow(row);
  },

  imports: (city) =>
    storage
      .selectFrom('libraryImports')
      .select(({ selectFrom }) => [
        'id',
        'name',
        'at',
        selectFrom('libraryActions')
          .select(({ fn }) => fn.countAll<number>().as('actions'))
          .whereRef('libraryActions.import', '=', 'libraryImports.id')
          .$asScalar()
          .$notNull()
          .as('actions'),
      ])
      .where('organisation', '=', city)
      .where('done', '=', 1)
      .orderBy('at', 'desc')
      .execute(),

  async remove(city, action) {
    const { numDeletedRows } = await storage
      .deleteFrom('libraryActions')
      .where('organisation', '=', city)
      .where('id', '=', action)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  },
});
