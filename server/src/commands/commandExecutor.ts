import { boardOf, decidedOf, freePointOn, newConsortiumOn } from '@brygga/shared/agreements/board';
import { circlesOfFacts, type Fact, factsIn, writeFactsIn } from '@brygga/shared/agreements/facts';
import { type CommandInput, type CommandName, commands } from '@brygga/shared/commands/index';
import type { CommandContext } from '@brygga/shared/commands/command';
import { boardCircle, type Circle, circleName, isSameCircle } from '@brygga/shared/document/circles';
import { OrganisationId, type WorkshopId } from '@brygga/shared/ids';
import { type Actor, isMemberOf, type Person } from '@brygga/shared/rules/actor';
import { entranceTo } from '@brygga/shared/rules/circles';
import { type Journal, type StoredCommandResponse, StorageError } from '../storage/contract.ts';
import type { Metrics } from '../sync/room/dependencies.ts';
import { type Room, RoomClosedError } from '../sync/room/room.ts';
import type { ServerChange } from '../sync/room/journalWriter.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { runMultiDocTransaction } from '../sync/room/multiDocTransaction.ts';
import { rejectionResponse, problemResponse, type CommandResponse } from './commandResponse.ts';
import { type CommandRooms, withCommandRooms } from './commandRooms.ts';
import { KeyedQueue, requestHash } from './keyedQueue.ts';

export interface CommandRequest {
  readonly workshop: WorkshopId;
  readonly name: CommandName;
  /** The input as it was sent. */
  readonly raw: unknown;
  readonly actor: Person;
  /** Made at the press and kept over its retries; unique for a person in a workshop. */
  readonly key: string;
}

export interface CommandExecutor {
  /**
   * Decides a command once, in the journal's order: facts, kept answer and the update are one row,
   * on disk before anyone hears of it. Asked again under its key, it gives the same answer.
   */
  execute(asked: CommandRequest): Promise<CommandResponse>;
  /**
   * The server's own commands, on a workshop's board.
   *
   * @throws Error when it is not decided, StorageError or RoomClosed when it could not be saved.
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
  const underKey = new KeyedQueue();
  const factsListeners: FactsListener[] = [];

  /**
   * Facts go where they are read: those of a circle into its own row, and nowhere else. Nobody reads the
   * vault's: its document says what is kept there, and no log says how it came to that.
   */
  const settle = async (
    open: CommandRooms,
    workshop: WorkshopId,
    row: Pick<ServerChange, 'by' | 'commandResponse' | 'onBehalf'>,
    facts: readonly Fact[],
  ): Promise<void> => {
    const { commandResponse, ...rowFields } = row;
    const others = circlesOfFacts(facts).filter(({ is }) => is !== 'board');
    const here = factsIn(boardCircle, facts);
    // The answer lies with the board's row, whichever documents it is about.
    const boardPart = {
      room: open.room(boardCircle),
      fields: { ...rowFields, ...(commandResponse && { commandResponse }), ...factsField(here) },
    };
    const parts = [
      boardPart,
      ...others.map((circle) => {
        const circleFacts = circle.is === 'vault' ? [] : factsIn(circle, facts);
        return { room: open.room(circle), fields: { ...rowFields, ...factsField(circleFacts) } };
      }),
    ];
    await runMultiDocTransaction(journal, parts, () => writeFactsIn((circle) => open.room(circle).doc, facts));
    if (here.length > 0) for (const listener of factsListeners) listener(workshop, here);
  };

  const decide = async (open: CommandRooms, asked: CommandRequest, request: string): Promise<CommandResponse> => {
    const { workshop, name, raw, actor, key } = asked;
    const verdict = commands[name].consider(raw, commandContext(open, actor));
    metrics.count('command_answers', { name, answer: verdict.kind });
    const keep = (answered: CommandResponse): StoredCommandResponse => ({
      key,
      by: actor.id,
      request,
      status: answered.status,
      answer: JSON.stringify(answered.body),
    });
    if (verdict.kind === 'decided') {
      const { facts, result } = verdict;
      const answered: CommandResponse = { status: 200, body: { ...result, ...decidedCounters(open, facts, actor) } };
      await settle(
        open,
        workshop,
        { by: actor.id, commandResponse: keep(answered), ...representedOrganisation(raw, actor) },
        facts,
      );
      return answered;
    }
    const answered = rejectionResponse(verdict);
    // Rights may come later and bad input is sent again corrected: only what the board said is kept.
    if (verdict.kind === 'refused')
      await open.room(boardCircle).change({ by: actor.id, commandResponse: keep(answered) });
    return answered;
  };

  const answer = async (asked: CommandRequest): Promise<CommandResponse> => {
    const { workshop, name, raw, actor, key } = asked;
    const request = requestHash(name, raw);
    const kept = await journal.findCommandResponse(workshop, actor.id, key);
    if (!kept) {
      const circles = ({ doc }: Room) => commands[name].circles(raw, actor, boardOf(doc));
      return withCommandRooms(rooms, workshop, circles, (open) => decide(open, asked, request));
    }
    metrics.count('command_answers', { name, answer: 'again' });
    return kept.request === request ? replayedResponse(kept) : problemResponse('key-reused');
  };

  return {
    onFactsCommitted: (listener) => void factsListeners.push(listener),

    async execute(asked) {
      try {
        return await underKey.run(JSON.stringify([asked.workshop, asked.actor.id, asked.key]), () => answer(asked));
      } catch (error) {
        if (!(error instanceof StorageError) && !(error instanceof RoomClosedError)) throw error;
        metrics.count('command_answers', { name: asked.name, answer: 'not saved' });
        return problemResponse('storage-failed');
      }
    },

    executeAsSystem: (workshop, name, input) => {
      const actor: Actor = { kind: 'system' };
      const circles = ({ doc }: Room) => commands[name].circles(input, actor, boardOf(doc));
      return withCommandRooms(rooms, workshop, circles, async (open) => {
        const verdict = commands[name].consider(input, commandContext(open, actor));
        if (verdict.kind !== 'decided') throw new Error(`${name} by the server: ${JSON.stringify(verdict)}`);
        if (verdict.facts.length > 0) await settle(open, workshop, { by: 'system' }, verdict.facts);
      });
    },
  };
};

const commandContext = (open: CommandRooms, actor: Actor): CommandContext => {
  const { doc } = open.room(boardCircle);
  return {
    actor,
    board: boardOf(doc),
    circle: (circle) => boardOf(open.room(circle).doc, circle.is === 'city' ? 'city' : 'board'),
    at: Date.now(),
    newConsortium: newConsortiumOn(doc),
    freePoint: freePointOn(doc),
  };
};

const factsField = (facts: readonly Fact[]) => (facts.length > 0 ? { facts } : {});

/**
 * How far `meta.decided` of each document that changes must have come to show it, of those that who asks
 * may read: that something was written into another's circle is another's to know.
 */
const decidedCounters = (
  open: CommandRooms,
  facts: readonly Fact[],
  actor: Person,
): { decided: number; circles?: Record<string, number> } => {
  const concerned = circlesOfFacts(facts);
  const after = (circle: Circle) =>
    decidedOf(open.room(circle).doc) + (concerned.some((each) => isSameCircle(each, circle)) ? 1 : 0);
  const onBoard = boardOf(open.room(boardCircle).doc);
  const others = concerned.flatMap((circle) =>
    circle.is !== 'board' && entranceTo(actor, circle, onBoard) === 'open' ? [[circleName(circle), after(circle)]] : [],
  );
  return { decided: after(boardCircle), ...(others.length > 0 && { circles: Object.fromEntries(others) }) };
};

const replayedResponse = ({ status, answer }: StoredCommandResponse): CommandResponse => {
  const body: unknown = JSON.parse(answer);
  if (typeof body !== 'object' || body === null) throw new Error('a kept answer is no object');
  return { status, body };
};

/** Whoever names nobody acts for their own; a facilitator may name anybody's company or city. */
const representedOrganisation = (raw: unknown, actor: Person): { onBehalf?: string } => {
  for (const kind of ['company', 'city'] as const) {
    const named = OrganisationId.safeParse(typeof raw === 'object' && raw !== null && Reflect.get(raw, kind));
    if (named.success && !isMemberOf(actor, named.data, kind)) return { onBehalf: named.data };
  }
  return {};
};
