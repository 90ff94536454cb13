import type { ProblemCode, Problem } from '@brygga/shared/api/problems';
import type { WorkshopDetail } from '@brygga/shared/api/workshops';
import { readWorkshop } from '../../../features/account/accountApi.ts';
import type { AccessRefusal } from './accessRefusal.ts';
import { uncacheWorkshop, cacheWorkshop, cachedWorkshop } from './workshopCache.ts';

type WorkshopLoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly detail: WorkshopDetail; readonly as: string | null }
  | { readonly kind: 'refused'; readonly refusal: AccessRefusal };

const refusalsByCode: Partial<Record<ProblemCode, AccessRefusal>> = {
  'signed-out': 'signed-out',
  'no-right': 'no-right',
  'unknown-workshop': 'unknown',
  'not-found': 'unknown',
  malformed: 'unknown',
};

const refusalOf = (problem: Problem | undefined): AccessRefusal => {
  const known = problem && Object.entries(refusalsByCode).find(([code]) => code === problem.code);
  return known?.[1] ?? 'unreachable';
};

/** Asks the server for a workshop; what it said last time stands in where it can't be reached. */
export class WorkshopLoader {
  current = $state.raw<WorkshopLoadState>({ kind: 'loading' });
  #asked = 0;

  /** @param as whom a demo's visitor looks as, from the address. */
  async load(id: string, as: string | null): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.current = { kind: 'loading' };
    const answer = await readWorkshop(id);
    if (asked !== this.#asked) return;
    if (answer.ok) {
      cacheWorkshop(answer.value);
      this.current = { kind: 'open', detail: answer.value, as };
      return;
    }
    const refusal = refusalOf(answer.problem);
    if (refusal !== 'unreachable') uncacheWorkshop(id);
    const kept = refusal === 'unreachable' ? cachedWorkshop(id) : undefined;
    this.current = kept ? { kind: 'open', detail: kept, as } : { kind: 'refused', refusal };
  }
}
