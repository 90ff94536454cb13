import { setImmediate as turn } from 'node:timers/promises';
import type { ImportProgress, PlanCheck } from '@brygga/shared/api/library';
import type { Reading } from '@brygga/shared/domain/plan/worksheet';
import type { OrganisationId, PersonId, PlanFileId, PlanImportId } from '@brygga/shared/ids';
import type { Log } from '../../ops/log.ts';
import type { Storage } from '../../storage/tables.ts';
import { importedActions } from './library.ts';
import type { PlanReader } from './planReader.ts';
import { idsByCode } from './planWriter.ts';

/** Rows of one commit: few enough that the journal's own commits hardly wait for it. */
const rowsPerCommitMax = 200;
/** Actions of one city. */
const actionsPerCityMax = 60_000;
/** An import that has not ended after this long never will: its server is gone. */
const abandonedAfterMs = 60 * 60_000;

export interface ImportRequest {
  readonly city: OrganisationId;
  readonly person: PersonId;
  readonly file: PlanFileId;
  readonly name: string;
  readonly reading: Reading;
}

/** Why an import does not begin. */
export type ImportRefusal = 'unknown-file' | 'plan-has-faults' | 'library-full';

export interface Imports {
  /** How a file would come in; undefined where it is not kept any more. */
  check(city: OrganisationId, file: PlanFileId, reading: Reading): Promise<PlanCheck | undefined>;
  /**
   * Brings a file in, all of it or nothing: what is written counts when the last row is there.
   *
   * @returns why not, or what tells how it goes; it goes on as long as that is read.
   */
  begin(asked: ImportRequest): Promise<ImportRefusal | AsyncGenerator<ImportProgress>>;
  /** Removes what is left of a file. @returns whether there was such a file. */
  remove(city: OrganisationId, id: PlanImportId): Promise<boolean>;
  /** Removes what imports have left behind that were cut off. @returns how many. */
  purge(): Promise<number>;
}

export const createImports = (parts: {
  storage: Storage;
  planReader: PlanReader;
  log: Log;
  now?: () => number;
}): Imports => {
  const { storage, planReader, log, now = Date.now } = parts;

  async function* run(asked: ImportRequest, of: number): AsyncGenerator<ImportProgress> {
    const { city, person, name, file, reading } = asked;
    let id: PlanImportId | undefined;
    let done = false;
    try {
      id = await planReader.begin({ city, person, name, at: now() });
      for (let saved = 0; saved < of;) {
        const written = await planReader.write({ city, id, file, reading, from: saved, rowsMax: rowsPerCommitMax });
        // Others' files have pushed it out meanwhile.
        if (written === 0) return yield { is: 'failed' };
        saved += written;
        yield { is: 'saving', saved, of };
      }
      await planReader.finish({ city, id }, now());
      done = true;
      yield { is: 'done', import: id, actions: of };
    } catch (error) {
      log.error({ err: error, city }, 'a plan could not be brought in');
      yield { is: 'failed' };
    } finally {
      // Also where nobody reads on: whoever went away has not brought half a plan in.
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
        await turn();
      }
      return { ...rest, sample: [...rest.sample], faults: [...rest.faults], known };
    },

    async begin(asked) {
      const { city, file, reading } = asked;
      const checked = await planReader.check({ organisation: city, file, reading });
      if (!checked) return 'unknown-file';
      if (checked.faultsInAll > 0 || checked.rows === 0) return 'plan-has-faults';
      const { there } = await importedActions(storage, city)
        .select(({ fn }) => fn.countAll<number>().as('there'))
        .executeTakeFirstOrThrow();
      if (there + checked.rows > actionsPerCityMax) return 'library-full';
      return run(asked, checked.rows);
    },

    async remove(city, id) {
      // It counts no more at once; its rows go where nobody waits for them.
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
