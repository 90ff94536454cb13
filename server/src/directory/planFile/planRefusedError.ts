import type { PlanRefusal } from '@brygga/shared/api/library';

/** The file can't be imported. */
export class PlanRefusedError extends Error {
  override readonly name = 'PlanRefused';
  readonly refusal: PlanRefusal;

  constructor(refusal: PlanRefusal, options?: ErrorOptions) {
    super(`the file is refused: ${refusal}`, options);
    this.refusal = refusal;
  }
}
