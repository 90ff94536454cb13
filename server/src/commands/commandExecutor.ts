import { createHash } from 'node:crypto';
import { boardOf, decidedOf, freePointOn, newConsortiumOn } from '@brygga/shared/agreements/board';
import { circlesOfFacts, type Fact, factsIn, writeFactsIn } from '@brygga/shared/agreements/facts';
import { type CommandInput, type CommandName, commands } from '@brygga/shared/commands/index';
import type { CommandContext } from '@brygga/shared/commands/command';
import { boardCircle, type Circle, circleName, isSameCircle } from '@brygga/shared/document/circles';
import { OrganisationId, type WorkshopId } from '@brygga/shared/ids';
import { type Actor, isMemberOf, type Person } from '@brygga/shared/rules/actor';
import { withSortedKeys } from '@brygga/shared/sortedKeys';
import { entranceTo } from '@brygga/shared/rules/circles';
import { type Journal, type StoredCommandResponse, StorageError } from '../storage/contract.ts';
import type { Metrics } from '../sync/room/dependencies.ts';
import { type Room, RoomClosedError } from '../sync/room/room.ts';
import type { ServerChange } from '../sync/room/journalWriter.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { runMultiDocTransaction } from '../sync/room/multiDocTransaction.ts';
import { rejectionResponse, problemResponse, type CommandResponse } from './commandResponse.ts';
import { type CommandRooms, withCommandRooms } from './commandRooms.ts';
import { KeyedQueue } from './keyedQueue.ts';

export interface CommandRequest {
  readonly workshop: WorkshopId;
  readonly name: CommandName;
  /** The input as it was sent. */
  readonly raw: unknown;
  readonly actor: Person;
  /** Idempotency key: made at the press, the same for its retries; unique for a person in a workshop. */
  readonly key: string;
}

export interface CommandExecutor {
  /**
   * Decides a command once, in the journal's order (P2). Facts, response and update are one row, on disk
   * before anyone sees them (P1). A retry under the same key gets the same response.
   */
  execute(request: CommandRequest): Promise<CommandResponse>;
  /**
   * Runs a command of the server's own on a workshop's board.
   *
   * @throws Error when the command is refused, StorageError or RoomClosedError when it could not be saved.
   */
  executeAsSystem<Name extends CommandName>(workshop: WorkshopId, name: Name, input: CommandInput<Name>): Promise<void>;
  /** Calls the listener with the facts of each board's commits, once they are on disk. */
  onFactsCommitted(listener: FactsListener): void;
}

export type FactsListener = (workshop: WorkshopId, facts: readonly Fact[]) => void;

interface CommandExecutorDeps {
  readonly rooms: Rooms;
  readonly journal: Journal;
  readonly metrics: Metrics;
}

export const createCommandExecutor = ({ rooms, journal, metrics }: CommandExecutorDeps): CommandExecutor => {
  const queue = new KeyedQueue();
  const factsListeners: FactsListener[] = [];

  /**
   * Writes each fact into the row of the circle that may read it. Facts of the vault are stored in no row
   * (P9): only its document keeps what they say.
   */
  const commitFacts = async (
    commandRooms: CommandRooms,
    workshop: WorkshopId,
    row: Pick<ServerChange, 'by' | 'commandResponse' | 'onBehalf'>,
    facts: readonly Fact[],
  ): Promise<void> => {
    const { commandResponse, ...rowFields } = row;
    const others = circlesOfFacts(facts).filter(({ is }) => is !== 'board');
    const boardFacts = factsIn(boardCircle, facts);
    // The stored response goes into the board's row, whichever documents change.
    const boardPart = {
      room: commandRooms.room(boardCircle),
      fields: { ...rowFields, ...(commandResponse && { commandResponse }), ...factsField(boardFacts) },
    };
    const parts = [
      boardPart,
      ...others.map((circle) => {
        const circleFacts = circle.is === 'vault' ? [] : factsIn(circle, facts);
        return { room: commandRooms.room(circle), fields: { ...rowFields, ...factsField(circleFacts) } };
      }),
    ];
    await runMultiDocTransaction(journal, parts, () => writeFactsIn((circle) => commandRooms.room(circle).doc, facts));
    if (boardFacts.length > 0) for (const listener of factsListeners) listener(workshop, boardFacts);
  };

  const decide = async (
    commandRooms: CommandRooms,
    request: CommandRequest,
    hash: string,
  ): Promise<CommandResponse> => {
    const { workshop, name, raw, actor, key } = request;
    const verdict = commands[name].consider(raw, commandContext(commandRooms, actor));
    metrics.count('command_answers', { name, answer: verdict.kind });
    const toStored = ({ status, body }: CommandResponse): StoredCommandResponse => ({
      key,
      by: actor.id,
      request: hash,
      status,
      answer: JSON.stringify(body),
    });
    if (verdict.kind === 'decided') {
      const { facts, result } = verdict;
      const response: CommandResponse = {
        status: 200,
        body: { ...result, ...decidedCounters(commandRooms, facts, actor) },
      };
      await commitFacts(
        commandRooms,
        workshop,
        { by: actor.id, commandResponse: toStored(response), ...representedOrganisation(raw, actor) },
        facts,
      );
      return response;
    }
    const response = rejectionResponse(verdict);
    // Only refusals are stored for retries: rights may be granted later, and malformed input is resent corrected.
    if (verdict.kind === 'refused') {
      await commandRooms.room(boardCircle).change({ by: actor.id, commandResponse: toStored(response) });
    }
    return response;
  };

  const respond = async (request: CommandRequest): Promise<CommandResponse> => {
    const { workshop, name, raw, actor, key } = request;
    const hash = requestHash(name, raw);
    const stored = await journal.findCommandResponse(workshop, actor.id, key);
    if (!stored) {
      const circles = ({ doc }: Room) => commands[name].circles(raw, actor, boardOf(doc));
      return withCommandRooms(rooms, workshop, circles, (commandRooms) => decide(commandRooms, request, hash));
    }
    metrics.count('command_answers', { name, answer: 'again' });
    return stored.request === hash ? replayedResponse(stored) : problemResponse('key-reused');
  };

  return {
    onFactsCommitted: (listener) => void factsListeners.push(listener),

    async execute(request) {
      const { workshop, actor, key, name } = request;
      try {
        return await queue.run(JSON.stringify([workshop, actor.id, key]), () => respond(request));
      } catch (error) {
        if (!(error instanceof StorageError) && !(error instanceof RoomClosedError)) throw error;
        metrics.count('command_answers', { name, answer: 'not saved' });
        return problemResponse('storage-failed');
      }
    },

    executeAsSystem: (workshop, name, input) => {
      const actor: Actor = { kind: 'system' };
      const circles = ({ doc }: Room) => commands[name].circles(input, actor, boardOf(doc));
      return withCommandRooms(rooms, workshop, circles, async (commandRooms) => {
        const verdict = commands[name].consider(input, commandContext(commandRooms, actor));
        if (verdict.kind !== 'decided') throw new Error(`${name} by the server: ${JSON.stringify(verdict)}`);
        if (verdict.facts.length > 0) await commitFacts(commandRooms, workshop, { by: 'system' }, verdict.facts);
      });
    },
  };
};

const commandContext = (rooms: CommandRooms, actor: Actor): CommandContext => {
  const { doc } = rooms.room(boardCircle);
  return {
    actor,
    board: boardOf(doc),
    circle: (circle) => boardOf(rooms.room(circle).doc, circle.is === 'city' ? 'city' : 'board'),
    at: Date.now(),
    newConsortium: newConsortiumOn(doc),
    freePoint: freePointOn(doc),
  };
};

const factsField = (facts: readonly Fact[]) => (facts.length > 0 ? { facts } : {});

/**
 * The value of `meta.decided` from which on each changed document shows the change, for the circles that
 * the actor may read: what was written into others' circles stays hidden (P9).
 */
const decidedCounters = (
  rooms: CommandRooms,
  facts: readonly Fact[],
  actor: Person,
): { decided: number; circles?: Record<string, number> } => {
  const changed = circlesOfFacts(facts);
  const after = (circle: Circle) =>
    decidedOf(rooms.room(circle).doc) + (changed.some((each) => isSameCircle(each, circle)) ? 1 : 0);
  const board = boardOf(rooms.room(boardCircle).doc);
  const others = changed.flatMap((circle) =>
    circle.is !== 'board' && entranceTo(actor, circle, board) === 'open' ? [[circleName(circle), after(circle)]] : [],
  );
  return { decided: after(boardCircle), ...(others.length > 0 && { circles: Object.fromEntries(others) }) };
};

const replayedResponse = ({ status, answer }: StoredCommandResponse): CommandResponse => {
  const body: unknown = JSON.parse(answer);
  if (typeof body !== 'object' || body === null) throw new Error('a stored response is no object');
  return { status, body };
};

/** The company or city that the input names, where the actor isn't a member: a facilitator acts for it. */
const representedOrganisation = (raw: unknown, actor: Person): { onBehalf?: string } => {
  for (const kind of ['company', 'city'] as const) {
    const named = OrganisationId.safeParse(typeof raw === 'object' && raw !== null && Reflect.get(raw, kind));
    if (named.success && !isMemberOf(actor, named.data, kind)) return { onBehalf: named.data };
  }
  return {};
};

/** SHA-256 of a command's name and input, hex; the order of the input's fields doesn't matter. */
const requestHash = (name: string, input: unknown): string =>
  createHash('sha256')
    .update(`${name}\n${JSON.stringify(input, withSortedKeys)}`)
    .digest('hex');
