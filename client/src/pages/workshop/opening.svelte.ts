import type { ProblemCode, Problem } from '@brygga/shared/api/problems';
import type { WorkshopDetail } from '@brygga/shared/api/workshops';
import { readWorkshop } from '../../account/http.ts';
import type { Refusal } from './refusal.ts';
import { forget, remember, remembered } from './remembered.ts';

type Opening =
  | { readonly is: 'asking' }
  | { readonly is: 'open'; readonly detail: WorkshopDetail; readonly as: string | null }
  | { readonly is: 'refused'; readonly refusal: Refusal };

const refusals: Partial<Record<ProblemCode, Refusal>> = {
  'signed-out': 'signed-out',
  'no-right': 'no-right',
  'unknown-workshop': 'unknown',
  'not-found': 'unknown',
  malformed: 'unknown',
};

const refusalOf = (problem: Problem | undefined): Refusal => {
  const known = problem && Object.entries(refusals).find(([code]) => code === problem.code);
  return known?.[1] ?? 'unreachable';
};

/** Asks the server for a workshop; what it said last time stands in where it can't be reached. */
export class WorkshopOpening {
  current = $state.raw<Opening>({ is: 'asking' });
  #asked = 0;

  /** @param as whom a demo's visitor looks as, from the address. */
  async ask(id: string, as: string | null): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.current = { is: 'asking' };
    const answer = await readWorkshop(id);
    if (asked !== this.#asked) return;
    if (answer.ok) {
      remember(answer.value);
      this.current = { is: 'open', detail: answer.value, as };
      return;
    }
    const refusal = refusalOf(answer.problem);
    if (refusal !== 'unreachable') forget(id);
    const kept = refusal === 'unreachable' ? remembered(id) : undefined;
    this.current = kept ? { is: 'open', detail: kept, as } : { is: 'refused', refusal };
  }
}
