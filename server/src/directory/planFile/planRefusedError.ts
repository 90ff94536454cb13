import type { PlanRefusal } from '@brygga/shared/api/library';

/** A file that is none that we read; thrown from wherever it shows. */
export class PlanRefusedError extends Error {
  override readonly name = 'PlanRefused';
  readonly refusal: PlanRefusal;

  constructor(refusal: PlanRefusal, options?: ErrorOptions) {
    super(`the file is refused: ${refusal}`, options);
    this.refusal = refusal;
  }
}
