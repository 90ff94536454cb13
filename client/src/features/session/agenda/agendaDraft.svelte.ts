import { agendaStepsMax, type Step, stepMinutesMax, type EditPolicy } from '@brygga/shared/agreements/session/state';
import { newId, StepId } from '@brygga/shared/ids';

/** A step in the editor. */
export class DraftStep {
  readonly id: StepId;
  title = $state('');
  instruction = $state('');
  /** Null while the field is empty. */
  minutes = $state<number | null>(null);
  writing = $state<EditPolicy>('open');

  constructor({ id, title, instruction, minutes, writing }: Step) {
    this.id = id;
    this.title = title;
    this.instruction = instruction;
    this.minutes = minutes;
    this.writing = writing;
  }
}

const newStepMinutes = 10;

const toStep = ({ id, title, instruction, minutes, writing }: DraftStep): Step => ({
  id,
  title: title.trim(),
  instruction: instruction.trim(),
  minutes: minutes ?? 0,
  writing,
});

const sameSteps = (a: readonly Step[], b: readonly Step[]): boolean =>
  a.length === b.length &&
  a.every((step, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      step.id === other.id &&
      step.title === other.title &&
      step.instruction === other.instruction &&
      step.minutes === other.minutes &&
      step.writing === other.writing
    );
  });

export const isTitleMissing = ({ title }: DraftStep): boolean => title.trim() === '';

export const areMinutesInvalid = ({ minutes }: DraftStep): boolean =>
  minutes === null || !Number.isInteger(minutes) || minutes < 1 || minutes > stepMinutesMax;

/** What a new agenda on the board did to the draft. */
export type RemoteChange = 'unchanged' | 'followed' | 'conflict';

/** The agenda that one facilitator edits until it is saved; meanwhile others may save theirs. */
export class AgendaDraft {
  steps = $state<DraftStep[]>([]);
  /** The agenda from which the draft started. */
  #base = $state.raw<readonly Step[]>([]);

  /** The steps as they would be saved. */
  readonly asSteps = $derived(this.steps.map(toStep));
  readonly changed = $derived(!sameSteps(this.asSteps, this.#base));
  readonly isFull = $derived(this.steps.length >= agendaStepsMax);
  readonly isValid = $derived(!this.steps.some((step) => isTitleMissing(step) || areMinutesInvalid(step)));

  /** Replaces the draft. */
  startFrom(agenda: readonly Step[]): void {
    this.#base = agenda;
    this.steps = agenda.map((step) => new DraftStep(step));
  }

  /**
   * Compares with the agenda on the board: `unchanged`, `followed` (no local edits, so the draft took
   * the new one) or `conflict` (both changed).
   */
  reconcile(agenda: readonly Step[]): RemoteChange {
    if (sameSteps(agenda, this.#base)) return 'unchanged';
    if (sameSteps(agenda, this.asSteps)) {
      this.#base = agenda;
      return 'unchanged';
    }
    if (this.changed) return 'conflict';
    this.startFrom(agenda);
    return 'followed';
  }

  add(): StepId {
    const id = newId(StepId);
    this.steps.push(new DraftStep({ id, title: '', instruction: '', minutes: newStepMinutes, writing: 'open' }));
    return id;
  }

  remove(id: StepId): void {
    this.steps = this.steps.filter((step) => step.id !== id);
  }

  /** Moves a step to this index; an index beyond the ends is the end. */
  move(id: StepId, to: number): void {
    const from = this.steps.findIndex((step) => step.id === id);
    const [moved] = this.steps.splice(from, from < 0 ? 0 : 1);
    if (moved) this.steps.splice(Math.max(0, to), 0, moved);
  }
}
