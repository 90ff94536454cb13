import type { Board } from '@brygga/shared/agreements/board';
import type { Problem } from '@brygga/shared/api/problems';
import { type CommandInput, type CommandName, type CommandResult, commands } from '@brygga/shared/commands/index';
import type { Verdict } from '@brygga/shared/commands/command';
import type { Circle } from '@brygga/shared/document/circles';
import { CardId, newId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { withSortedKeys } from '@brygga/shared/sortedKeys';
import { SvelteSet } from 'svelte/reactivity';
import { z } from 'zod';
import type { Result } from '../../api/request.ts';
import type { CommandResponse, CommandClient } from './commandClient.ts';

/** Between tries of one press whose answer didn't come. */
const retryDelaysMs = [300, 900, 2_700];
/** A press that got no answer keeps its key this long: the first try may have been decided all the same. */
const keyLifetimeMs = 60_000;

/** What the command route answers with 200. */
export const DecidedResponse = z
  .looseObject({ decided: z.number(), circles: z.record(z.string(), z.number()).default({}) })
  .transform(({ decided, circles, ...result }) => ({ decided, circles, result }));
export type DecidedResponse = z.output<typeof DecidedResponse>;

export interface CommandClientDeps {
  readonly actor: Person;
  readonly board: Board;
  /** Another circle, as far as it is open here. */
  readonly boardOfCircle: (circle: Circle) => Board;
  /** The server's time, without the verdict running again each second. */
  readonly serverTime: () => number;
  readonly post: (name: CommandName, input: object, key: string) => Promise<Result<DecidedResponse>>;
  /** Resolves once this client's documents show so many commands decided: the board's, and those of circles by name. */
  readonly waitUntilVisible: (decided: number, circles: Readonly<Record<string, number>>) => Promise<void>;
  readonly wait?: (delayMs: number) => Promise<void>;
}

/** The same press, whatever the order of its fields. */
const requestKey = (name: CommandName, input: object): string => `${name} ${JSON.stringify(input, withSortedKeys)}`;

const isRetryable = (problem: Problem | undefined): boolean => problem === undefined || problem.status === 503;

export class HttpCommandClient implements CommandClient {
  readonly #deps: CommandClientDeps;
  readonly #pause: (delayMs: number) => Promise<void>;
  readonly #asking = new SvelteSet<string>();
  readonly #running = new Map<string, Promise<CommandResponse<CommandName>>>();
  readonly #unanswered = new Map<string, { readonly key: string; readonly at: number }>();

  constructor(deps: CommandClientDeps) {
    this.#deps = deps;
    this.#pause = deps.wait ?? ((delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)));
  }

  consider<Name extends CommandName>(name: Name, input: CommandInput<Name>): Verdict {
    const { actor, board, boardOfCircle, serverTime } = this.#deps;
    // Where a new card would lie is the server's to find: no verdict rests on it.
    const freePoint = () => ({ x: 0, y: 0 });
    const newConsortium = ({ x, y }: { x: number; y: number }) => ({ consortium: newId(CardId), x, y });
    return commands[name].consider(input, {
      actor,
      board,
      circle: boardOfCircle,
      at: serverTime(),
      newConsortium,
      freePoint,
    });
  }

  isPending(name: CommandName, input: object): boolean {
    return this.#asking.has(requestKey(name, input));
  }

  execute<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResponse<Name>> {
    const press = requestKey(name, input);
    // A press names its command: what runs under it is answered with that command's result.
    return this.#running.get(press) ?? this.#begin(press, name, input);
  }

  async #begin(press: string, name: CommandName, input: object): Promise<CommandResponse<CommandName>> {
    const answer = this.#decide(press, name, input);
    this.#running.set(press, answer);
    this.#asking.add(press);
    try {
      return await answer;
    } finally {
      this.#running.delete(press);
      this.#asking.delete(press);
    }
  }

  async #decide(press: string, name: CommandName, input: object): Promise<CommandResponse<CommandName>> {
    const key = this.#keyOf(press);
    const answer = await this.#post(name, input, key);
    if (!answer.ok && !answer.problem) {
      this.#unanswered.set(press, { key, at: Date.now() });
      return { kind: 'unreachable' };
    }
    this.#unanswered.delete(press);
    if (!answer.ok) return answer.problem ? { kind: 'refused', problem: answer.problem } : { kind: 'unreachable' };
    await this.#deps.waitUntilVisible(answer.value.decided, answer.value.circles);
    // The server decides by the same table that names this result's type.
    return { kind: 'decided', result: answer.value.result as CommandResult<CommandName> };
  }

  async #post(name: CommandName, input: object, key: string): Promise<Result<DecidedResponse>> {
    for (const wait of retryDelaysMs) {
      const answer = await this.#deps.post(name, input, key);
      if (answer.ok || !isRetryable(answer.problem)) return answer;
      await this.#pause(wait);
    }
    return this.#deps.post(name, input, key);
  }

  #keyOf(press: string): string {
    const earlier = this.#unanswered.get(press);
    return earlier && Date.now() - earlier.at < keyLifetimeMs ? earlier.key : newId(z.string());
  }
}
