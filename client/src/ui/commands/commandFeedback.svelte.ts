import type { Problem } from '@brygga/shared/api/problems';
import { problemSentence } from '../../i18n/index.ts';

/** What an ask comes back with, as far as the place where it was pressed needs to know. */
export type CommandResponseLike =
  | { readonly kind: 'decided' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

/** Keeps why the last press came to nothing, beside what was pressed, until the next press. */
export class CommandFeedback<Answer extends CommandResponseLike = CommandResponseLike> {
  #answer = $state.raw<Answer>();
  #presses = 0;

  /** Why not, in the reader's language; undefined while there is nothing to say. */
  readonly message = $derived.by(() => {
    const answer = this.#answer;
    if (!answer || answer.kind === 'decided') return undefined;
    return problemSentence(answer.kind === 'refused' ? answer.problem : undefined);
  });

  /** Runs the ask and keeps its answer; a press that came later has the last word. */
  async run(ask: () => Promise<Answer>): Promise<Answer> {
    const press = ++this.#presses;
    this.#answer = undefined;
    const answer = await ask();
    if (press === this.#presses) this.#answer = answer;
    return answer;
  }
}
