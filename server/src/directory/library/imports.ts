import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportProgress, PlanCheck } from '@brygga/shared/api/library';
import type { Reading } from '@brygga/shared/domain/plan/worksheet';
import type { OrganisationId, PersonId, PlanFileId, PlanImportId } from '@brygga/shared/ids';
import type { Log } from '../../ops/log.ts';
import type { Storage } from '../../storage/tables.ts';
import { importedActions } from './library.ts';
import type { PlanReader } from './planReader.ts';
import { idsByCode } from './planWriter.ts';

/** Rows per commit: few enough that the journal's commits hardly wait. */
const rowsPerCommitMax = 200;
const actionsPerCityMax = 60_000;
/** An import that is still unfinished after this long was cut off by the server's end. */
const abandonedAfterMs = 60 * 60_000;

export interface ImportRequest {
  readonly city: OrganisationId;
  readonly person: PersonId;
  readonly file: PlanFileId;
  readonly name: string;
  readonly reading: Reading;
}

/** Why an import doesn't begin. */
export type ImportRefusal = 'unknown-file' | 'plan-has-faults' | 'library-full';

export interface Imports {
  /** What importing the file would do; undefined where it is no longer cached. */
  check(city: OrganisationId, file: PlanFileId, reading: Reading): Promise<PlanCheck | undefined>;
  /**
   * Imports a file whole or not at all: its rows count once the last is written.
   *
   * @returns why not, or the progress; the import goes on as long as that is read.
   */
  begin(request: ImportRequest): Promise<ImportRefusal | AsyncGenerator<ImportProgress>>;
  /** Removes the remaining actions of a file. @returns whether there was such a file. */
  remove(city: OrganisationId, id: PlanImportId): Promise<boolean>;
  /** Removes imports that were cut off. @returns how many. */
  purge(): Promise<number>;
}

interface ImportsDeps {
  readonly storage: Storage;
  readonly planReader: PlanReader;
  readonly log: Log;
  readonly now?: () => number;
}

export const createImports = ({ storage, planReader, log, now = Date.now }: ImportsDeps): Imports => {
  async function* run(request: ImportRequest, rowCount: number): AsyncGenerator<ImportProgress> {
    const { city, person, name, file, reading } = request;
    let id: PlanImportId | undefined;
    let done = false;
    try {
      id = await planReader.begin({ city, person, name, at: now() });
      for (let saved = 0; saved < rowCount;) {
        const written = await planReader.write({ city, id, file, reading, from: saved, rowsMax: rowsPerCommitMax });
        // Newer files have pushed it out of the cache meanwhile.
        if (written === 0) return yield { is: 'failed' };
        saved += written;
        yield { is: 'saving', saved, of: rowCount };
      }
      await planReader.finish({ city, id }, now());
      done = true;
      yield { is: 'done', import: id, actions: rowCount };
    } catch (error) {
      log.error({ err: error, city }, 'a plan could not be brought in');
      yield { is: 'failed' };
    } finally {
      // Also where the client has left and nobody reads on.
      if (!done && id) await planReader.remove(id);
    }
  }

  return {
    async check(city, file, reading) {
      const checked = await planReader.check({ organisation: city, file, reading });
      if (!checked) return undefined;
      const { codes, ...rest } = checked;
      let known = 0;
      for (let from = 0; from < codes.length; from += rowsPerCommitMax) {
        known += (await idsByCode(storage, city, codes.slice(from, from + rowsPerCommitMax))).size;
        await nextTurn();
      }
      return { ...rest, sample: [...rest.sample], faults: [...rest.faults], known };
    },

    async begin(request) {
      const { city, file, reading } = request;
      const checked = await planReader.check({ organisation: city, file, reading });
      if (!checked) return 'unknown-file';
      if (checked.faultsInAll > 0 || checked.rows === 0) return 'plan-has-faults';
      const { actionCount } = await importedActions(storage, city)
        .select(({ fn }) => fn.countAll<number>().as('actionCount'))
        .executeTakeFirstOrThrow();
      if (actionCount + checked.rows > actionsPerCityMax) return 'library-full';
      return run(request, checked.rows);
    },

    async remove(city, id) {
      // It stops counting at once; the thread deletes its rows.
      const { numUpdatedRows } = await storage
        .updateTable('libraryImports')
        .set({ done: 0 })
        .where('organisation', '=', city)
        .where('id', '=', id)
        .where('done', '=', 1)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await planReader.remove(id);
      return true;
    },

    async purge() {
      const { numDeletedRows } = await storage
        .deleteFrom('libraryImports')
        .where('done', '=', 0)
        .where('at', '<', now() - abandonedAfterMs)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
};
