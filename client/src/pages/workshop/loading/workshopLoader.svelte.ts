import type { ProblemCode, Problem } from '@brygga/shared/api/problems';
import type { WorkshopDetail } from '@brygga/shared/api/workshops';
import { readWorkshop } from '../../../api/workshopApi.ts';
import type { AccessRefusal } from './accessRefusal.ts';
import { uncacheWorkshop, cacheWorkshop, cachedWorkshop } from './workshopCache.ts';

type WorkshopLoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly detail: WorkshopDetail; readonly as: string | null }
  | { readonly kind: 'refused'; readonly refusal: AccessRefusal };

const refusalsByCode: ReadonlyMap<string, AccessRefusal> = new Map<ProblemCode, AccessRefusal>([
  ['signed-out', 'signed-out'],
  ['no-right', 'no-right'],
  ['unknown-workshop', 'unknown'],
  ['not-found', 'unknown'],
  ['malformed', 'unknown'],
]);

const refusalOf = (problem: Problem | undefined): AccessRefusal =>
  refusalsByCode.get(problem?.code ?? '') ?? 'unreachable';

/** Loads a workshop's description from the server, or from the cache while the server is unreachable. */
export class WorkshopLoader {
  current = $state.raw<WorkshopLoadState>({ kind: 'loading' });
  #latestRequest = 0;

  /** @param as the persona of a demo's visitor, from the address. */
  async load(id: string, as: string | null): Promise<void> {
    this.#latestRequest += 1;
    const request = this.#latestRequest;
    this.current = { kind: 'loading' };
    const result = await readWorkshop(id);
    if (request !== this.#latestRequest) return;
    if (result.ok) {
      cacheWorkshop(result.value);
      this.current = { kind: 'open', detail: result.value, as };
      return;
    }
    const refusal = refusalOf(result.problem);
    if (refusal !== 'unreachable') uncacheWorkshop(id);
    const cached = refusal === 'unreachable' ? cachedWorkshop(id) : undefined;
    this.current = cached ? { kind: 'open', detail: cached, as } : { kind: 'refused', refusal };
  }
}
