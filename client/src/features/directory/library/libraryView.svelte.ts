import type { LibraryAction, PlanImport } from '@brygga/shared/api/library';
import type { Problem } from '@brygga/shared/api/problems';
import type { OrganisationId, PlanActionId, PlanImportId } from '@brygga/shared/ids';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';
import { readImports, readLibrary, removeAction, removeImport } from './http.ts';

interface LibraryFilter {
  readonly search: string;
  readonly sector: SectorId | undefined;
}

/** A city's library as it is looked through: what is found, page by page. */
export class LibraryView {
  filter = $state.raw<LibraryFilter>({ search: '', sector: undefined });
  /** Undefined until the first answer. */
  actions = $state.raw<readonly LibraryAction[]>();
  total = $state(0);
  imports = $state.raw<readonly PlanImport[]>([]);
  busy = $state(false);
  failure = $state.raw<{ readonly problem: Problem | undefined }>();
  readonly #city: OrganisationId;
  #asked = 0;

  constructor(city: OrganisationId) {
    this.#city = city;
  }

  /** The first page of what is wanted now, and the files; answers that come late are for nobody. */
  async load(wanted: LibraryFilter = this.filter): Promise<void> {
    this.filter = wanted;
    await Promise.all([this.#read(0), this.#readImports()]);
  }

  loadMore(): Promise<void> {
    return this.#read(this.actions?.length ?? 0);
  }

  async removeAction(action: PlanActionId): Promise<boolean> {
    const answer = await removeAction(this.#city, action);
    this.failure = answer.ok ? undefined : { problem: answer.problem };
    if (!answer.ok) return false;
    this.actions = this.actions?.filter(({ id }) => id !== action);
    this.total -= 1;
    return true;
  }

  async removeImport(id: PlanImportId): Promise<void> {
    const answer = await removeImport(this.#city, id);
    if (answer.ok) await this.load();
    else this.failure = { problem: answer.problem };
  }

  async #read(from: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.busy = true;
    const answer = await readLibrary(this.#city, { ...this.filter, from });
    if (asked !== this.#asked) return;
    this.busy = false;
    this.failure = answer.ok ? undefined : { problem: answer.problem };
    if (!answer.ok) return;
    this.actions = from === 0 ? answer.value.actions : [...(this.actions ?? []), ...answer.value.actions];
    this.total = answer.value.inAll;
  }

  async #readImports(): Promise<void> {
    const answer = await readImports(this.#city);
    if (answer.ok) this.imports = answer.value;
  }
}
