import type { Problem } from '@brygga/shared/api/problems';
import { problemSentence } from '../i18n/index.ts';

/** What an ask comes back with, as far as the place where it was pressed needs to know. */
export type Answered =
  | { readonly is: 'decided' }
  | { readonly is: 'no'; readonly problem: Problem }
  | { readonly is: 'unreachable' };

/** Keeps why the last press came to nothing, beside what was pressed, until the next press. */
export class Asked<Answer extends Answered = Answered> {
  #answer = $state.raw<Answer>();
  #presses = 0;

  /** Why not, in the reader's language; undefined while there is nothing to say. */
  readonly said = $derived.by(() => {
    const answer = this.#answer;
    if (!answer || answer.is === 'decided') return undefined;
    return problemSentence(answer.is === 'no' ? answer.problem : undefined);
  });

  /** Runs the ask and keeps its answer; a press that came later has the last word. */
  async press(ask: () => Promise<Answer>): Promise<Answer> {
    const press = ++this.#presses;
    this.#answer = undefined;
    const answer = await ask();
    if (press === this.#presses) this.#answer = answer;
    return answer;
  }
}
