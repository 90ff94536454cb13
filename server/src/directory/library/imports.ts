import { setImmediate as turn } from 'node:timers/promises';
import type { ImportNews, PlanCheck } from '@brygga/shared/api/library';
import type { PlanAction } from '@brygga/shared/domain/plan/action';
import type { Reading } from '@brygga/shared/domain/plan/sheet';
import {
  newId,
  type OrganisationId,
  type PersonId,
  PlanActionId,
  type PlanFileId,
  PlanImportId,
} from '@brygga/shared/ids';
import type { Log } from '../../ops/log.ts';
import type { Storage } from '../../storage/tables.ts';
import { actionsOf } from './library.ts';
import type { PlanReader } from './reader.ts';
import { rowOf } from './records.ts';

/** Rows of one commit: few enough that no socket waits for it to be noticed. */
const rowsAtOnce = 200;
/** Actions of one city. */
const actionsMost = 60_000;
/** An import that has not ended after this long never will: its server is gone. */
const forgottenAfterMs = 60 * 60_000;

export interface Asked {
  readonly city: OrganisationId;
  readonly person: PersonId;
  readonly file: PlanFileId;
  readonly name: string;
  readonly reading: Reading;
}

/** Why an import does not begin. */
export type NoImport = 'unknown-file' | 'plan-has-faults' | 'library-full';

export interface Imports {
  /** How a file would come in; undefined where it is not kept any more. */
  check(city: OrganisationId, file: PlanFileId, reading: Reading): Promise<PlanCheck | undefined>;
  /**
   * Brings a file in, all of it or nothing: what is written counts when the last row is there.
   *
   * @returns why not, or what tells how it goes; it goes on as long as that is read.
   */
  begin(asked: Asked): Promise<NoImport | AsyncGenerator<ImportNews>>;
  /** Removes what imports have left behind that were cut off. @returns how many. */
  sweep(): Promise<number>;
}

export const createImports = (parts: {
  storage: Storage;
  reader: PlanReader;
  log: Log;
  now?: () => number;
}): Imports => {
  const { storage, reader, log, now = Date.now } = parts;

  /** The ids of those actions that the library knows already. */
  const idsOf = async (city: OrganisationId, codes: readonly string[]): Promise<Map<string, PlanActionId>> => {
    if (codes.length === 0) return new Map();
    const rows = await actionsOf(storage, city)
      .select(['libraryActions.code', 'libraryActions.id'])
      .where('libraryActions.code', 'in', codes)
      .execute();
    return new Map(rows.flatMap(({ code, id }) => (code === null ? [] : [[code, id]])));
  };

  const codesOf = (actions: readonly PlanAction[]): string[] => actions.flatMap(({ code }) => code ?? []);

  const write = async (
    { city }: Asked,
    id: PlanImportId,
    actions: readonly PlanAction[],
    position: number,
  ): Promise<void> => {
    const known = await idsOf(city, codesOf(actions));
    const rows = actions.map((action, index) =>
      rowOf(action, {
        import: id,
        id: known.get(action.code ?? '') ?? newId(PlanActionId),
        organisation: city,
        position: position + index,
      }),
    );
    await storage.insertInto('libraryActions').values(rows).execute();
  };

  /** From now on it counts, and what it brings anew counts no more as it was. */
  const finish = (city: OrganisationId, id: PlanImportId): Promise<void> =>
    storage.transaction().execute(async (all) => {
      await all.updateTable('libraryImports').set({ done: 1, at: now() }).where('id', '=', id).execute();
      await all
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
    });

  const undo = (id: PlanImportId) => storage.deleteFrom('libraryImports').where('id', '=', id).execute();

  async function* run(asked: Asked, of: number): AsyncGenerator<ImportNews> {
    const { city, person, name, file, reading } = asked;
    const id = newId(PlanImportId);
    let done = false;
    try {
      await storage
        .insertInto('libraryImports')
        .values({ id, organisation: city, person, name, at: now(), done: 0 })
        .execute();
      for (let saved = 0; saved < of;) {
        const actions = await reader.take({ organisation: city, file, reading, from: saved, most: rowsAtOnce });
        // Others' files have pushed it out meanwhile.
        if (!actions || actions.length === 0) return yield { is: 'failed' };
        await write(asked, id, actions, saved);
        saved += actions.length;
        yield { is: 'saving', saved, of };
        await turn();
      }
      await finish(city, id);
      done = true;
      yield { is: 'done', import: id, actions: of };
    } catch (error) {
      log.error({ err: error, city }, 'a plan could not be brought in');
      yield { is: 'failed' };
    } finally {
      // Also where nobody reads on: whoever went away has not brought half a plan in.
      if (!done) await undo(id);
    }
  }

  return {
    async check(city, file, reading) {
      const checked = await reader.check({ organisation: city, file, reading });
      if (!checked) return undefined;
      const { codes, ...rest } = checked;
      let known = 0;
      for (let from = 0; from < codes.length; from += rowsAtOnce) {
        known += (await idsOf(city, codes.slice(from, from + rowsAtOnce))).size;
        await turn();
      }
      return { ...rest, sample: [...rest.sample], faults: [...rest.faults], known };
    },

    async begin(asked) {
      const { city, file, reading } = asked;
      const checked = await reader.check({ organisation: city, file, reading });
      if (!checked) return 'unknown-file';
      if (checked.faultsInAll > 0 || checked.rows === 0) return 'plan-has-faults';
      const { there } = await actionsOf(storage, city)
        .select(({ fn }) => fn.countAll<number>().as('there'))
        .executeTakeFirstOrThrow();
      if (there + checked.rows > actionsMost) return 'library-full';
      return run(asked, checked.rows);
    },

    async sweep() {
      const { numDeletedRows } = await storage
        .deleteFrom('libraryImports')
        .where('done', '=', 0)
        .where('at', '<', now() - forgottenAfterMs)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
};
