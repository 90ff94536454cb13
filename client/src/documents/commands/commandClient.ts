import type { Problem } from '@brygga/shared/api/problems';
import type { CommandInput, CommandName, CommandResult } from '@brygga/shared/commands/index';
import type { Verdict } from '@brygga/shared/commands/command';

export type CommandResponse<Name extends CommandName> =
  | { readonly kind: 'decided'; readonly result: CommandResult<Name> }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Nothing reached the server, or no answer came back: the same press may be tried again. */
  | { readonly kind: 'unreachable' };

export interface CommandClient {
  /** Whether it would work now, and why not. Reactive by itself, through what it reads of the board. */
  consider<Name extends CommandName>(name: Name, input: CommandInput<Name>): Verdict;
  /** True from the press until this client's document shows what was decided. */
  isPending(name: CommandName, input: object): boolean;
  /** Asks the server; resolves when the decision is visible here. Presses of the same while it runs are one. */
  execute<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResponse<Name>>;
}
