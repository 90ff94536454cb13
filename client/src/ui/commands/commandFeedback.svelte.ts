import type { Problem } from '@brygga/shared/api/problems';
import { problemSentence } from '../../i18n/index.ts';

/** The part of a command's response that the pressed button needs. */
export type CommandResponseLike =
  | { readonly kind: 'decided' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

export const isDecided = <Answer extends CommandResponseLike>(
  answer: Answer,
): answer is Extract<Answer, { kind: 'decided' }> => answer.kind === 'decided';

/** Why the last press failed, shown beside the button until the next press. */
export class CommandFeedback<Answer extends CommandResponseLike = CommandResponseLike> {
  #answer = $state.raw<Answer>();
  #presses = 0;

  /** Why not, in the reader's language; undefined after a success. */
  readonly message = $derived.by(() => {
    const answer = this.#answer;
    if (!answer || answer.kind === 'decided') return undefined;
    return problemSentence(answer.kind === 'refused' ? answer.problem : undefined);
  });

  /** Executes the command and keeps its answer, unless a later press has begun since. */
  async run(execute: () => Promise<Answer>): Promise<Answer> {
    const press = ++this.#presses;
    this.#answer = undefined;
    const answer = await execute();
    if (press === this.#presses) this.#answer = answer;
    return answer;
  }
}
