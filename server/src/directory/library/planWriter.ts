import type { PlanAction } from '@brygga/shared/domain/plan/action';
import { newId, type OrganisationId, type PersonId, PlanActionId, PlanImportId } from '@brygga/shared/ids';
import type { Storage } from '../../storage/tables.ts';
import { importedActions } from './library.ts';
import { actionRow } from './actionRows.ts';

/** The ids of a city's actions that are in its library already, by code. */
export const idsByCode = async (
  storage: Storage,
  city: OrganisationId,
  codes: readonly string[],
): Promise<Map<string, PlanActionId>> => {
  if (codes.length === 0) return new Map();
  const rows = await importedActions(storage, city)
    .select(['libraryActions.code', 'libraryActions.id'])
    .where('libraryActions.code', 'in', codes)
    .execute();
  return new Map(rows.flatMap(({ code, id }) => (code === null ? [] : [[code, id]])));
};

/** An import; it counts once it is finished. */
export interface ImportRef {
  readonly city: OrganisationId;
  readonly id: PlanImportId;
}

export interface PlanWriter {
  begin(fields: {
    readonly city: OrganisationId;
    readonly person: PersonId;
    readonly name: string;
    readonly at: number;
  }): Promise<PlanImportId>;
  write(ref: ImportRef, actions: readonly PlanAction[], position: number): Promise<void>;
  /** From now on the import counts, and replaces earlier actions of the same codes. */
  finish(ref: ImportRef, at: number): Promise<void>;
  remove(id: PlanImportId): Promise<void>;
}

/** Writes thousands of rows; runs in a thread of its own, so that no socket waits for the disk. */
export const createPlanWriter = (storage: Storage): PlanWriter => ({
  async begin({ city, ...fields }) {
    const id = newId(PlanImportId);
    await storage
      .insertInto('libraryImports')
      .values({ id, organisation: city, ...fields, done: 0 })
      .execute();
    return id;
  },

  async write({ city, id }, actions, position) {
    const codes = actions.flatMap(({ code }) => code ?? []);
    const known = await idsByCode(storage, city, codes);
    const rows = actions.map((action, index) =>
      actionRow(action, {
        import: id,
        id: known.get(action.code ?? '') ?? newId(PlanActionId),
        organisation: city,
        position: position + index,
      }),
    );
    await storage.insertInto('libraryActions').values(rows).execute();
  },

  finish: ({ city, id }, at) =>
    storage.transaction().execute(async (trx) => {
      await trx.updateTable('libraryImports').set({ done: 1, at }).where('id', '=', id).execute();
      await trx
        .deleteFrom('libraryActions')
        .where('organisation', '=', city)
        .where('code', 'in', (codes) =>
          codes.selectFrom('libraryActions').select('code').where('import', '=', id).where('code', 'is not', null),
        )
        .where('import', 'in', (others) =>
          others
            .selectFrom('libraryImports')
            .select('libraryImports.id')
            .where('libraryImports.organisation', '=', city)
            .where('libraryImports.done', '=', 1)
            .where('libraryImports.id', '!=', id),
        )
        .execute();
    }),

  async remove(id) {
    await storage.deleteFrom('libraryImports').where('id', '=', id).execute();
  },
});
