import { agendaStepsMax, type Step, stepMinutesMax, type EditPolicy } from '@brygga/shared/agreements/session/state';
import { newId, StepId } from '@brygga/shared/ids';

/** A step while it is being written. */
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
  a.every((step, at) => {
    const other = b[at];
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

/** An agenda in the hands of one facilitator, until it is saved; others may save theirs meanwhile. */
export class AgendaDraft {
  steps = $state<DraftStep[]>([]);
  /** The agenda as it was when this one was begun. */
  #base = $state.raw<readonly Step[]>([]);

  /** The steps as they would be saved. */
  readonly asSteps = $derived(this.steps.map(toStep));
  readonly changed = $derived(!sameSteps(this.asSteps, this.#base));
  readonly isFull = $derived(this.steps.length >= agendaStepsMax);
  readonly isValid = $derived(!this.steps.some((step) => isTitleMissing(step) || areMinutesInvalid(step)));

  /** Begins anew from this agenda. */
  startFrom(agenda: readonly Step[]): void {
    this.#base = agenda;
    this.steps = agenda.map((step) => new DraftStep(step));
  }

  /**
   * Holds the draft against the agenda as it is now: `ours` where nothing else has come in, `taken`
   * where a draft without changes has followed it, `theirs` where both have changed.
   */
  reconcile(agenda: readonly Step[]): 'ours' | 'taken' | 'theirs' {
    if (sameSteps(agenda, this.#base)) return 'ours';
    if (sameSteps(agenda, this.asSteps)) {
      this.#base = agenda;
      return 'ours';
    }
    if (this.changed) return 'theirs';
    this.startFrom(agenda);
    return 'taken';
  }

  add(): StepId {
    const id = newId(StepId);
    this.steps.push(new DraftStep({ id, title: '', instruction: '', minutes: newStepMinutes, writing: 'open' }));
    return id;
  }

  remove(id: StepId): void {
    this.steps = this.steps.filter((step) => step.id !== id);
  }

  /** Moves a step to this place, counted from 0; a place beyond the ends is the end. */
  move(id: StepId, to: number): void {
    const from = this.steps.findIndex((step) => step.id === id);
    const [moved] = this.steps.splice(from, from < 0 ? 0 : 1);
    if (moved) this.steps.splice(Math.max(0, to), 0, moved);
  }
}
