import type { LibraryAction, PlanImport } from '@brygga/shared/api/library';
import type { Problem } from '@brygga/shared/api/problems';
import type { OrganisationId, PlanActionId, PlanImportId } from '@brygga/shared/ids';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';
import { readImports, readLibrary, removeAction, removeImport } from './http.ts';

interface LibraryFilter {
  readonly search: string;
  readonly sector: SectorId | undefined;
}

/** A city's library under a filter, loaded page by page. */
export class LibraryView {
  filter = $state.raw<LibraryFilter>({ search: '', sector: undefined });
  /** Undefined until the first response. */
  actions = $state.raw<readonly LibraryAction[]>();
  total = $state(0);
  imports = $state.raw<readonly PlanImport[]>([]);
  busy = $state(false);
  failure = $state.raw<{ readonly problem: Problem | undefined }>();
  readonly #city: OrganisationId;
  #latestRequest = 0;

  constructor(city: OrganisationId) {
    this.#city = city;
  }

  /** Loads the first page and the imported files. Responses to superseded requests are dropped. */
  async load(filter: LibraryFilter = this.filter): Promise<void> {
    this.filter = filter;
    await Promise.all([this.#read(0), this.#readImports()]);
  }

  loadMore(): Promise<void> {
    return this.#read(this.actions?.length ?? 0);
  }

  async removeAction(action: PlanActionId): Promise<boolean> {
    const result = await removeAction(this.#city, action);
    this.failure = result.ok ? undefined : { problem: result.problem };
    if (!result.ok) return false;
    this.actions = this.actions?.filter(({ id }) => id !== action);
    this.total -= 1;
    return true;
  }

  async removeImport(id: PlanImportId): Promise<void> {
    const result = await removeImport(this.#city, id);
    if (result.ok) await this.load();
    else this.failure = { problem: result.problem };
  }

  async #read(from: number): Promise<void> {
    this.#latestRequest += 1;
    const request = this.#latestRequest;
    this.busy = true;
    const result = await readLibrary(this.#city, { ...this.filter, from });
    if (request !== this.#latestRequest) return;
    this.busy = false;
    this.failure = result.ok ? undefined : { problem: result.problem };
    if (!result.ok) return;
    this.actions = from === 0 ? result.value.actions : [...(this.actions ?? []), ...result.value.actions];
    this.total = result.value.inAll;
  }

  async #readImports(): Promise<void> {
    const result = await readImports(this.#city);
    if (result.ok) this.imports = result.value;
  }
}
