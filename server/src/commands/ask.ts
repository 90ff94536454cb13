import { boardOf, decidedOf, newTableOn } from '@brygga/shared/agreements/board';
import { type Fact, writeFacts } from '@brygga/shared/agreements/facts';
import { type CommandInput, type CommandName, commands } from '@brygga/shared/commands/index';
import type { Scene } from '@brygga/shared/commands/command';
import { OrganisationId, type WorkshopId } from '@brygga/shared/ids';
import { type Actor, isMemberOf, type Person } from '@brygga/shared/rules/actor';
import { type Journal, type KeptAnswer, StorageError } from '../storage/contract.ts';
import type { Metrics } from '../sync/ports.ts';
import { type Room, RoomClosed, type ServerChange } from '../sync/room.ts';
import type { Rooms } from '../sync/rooms.ts';
import { answeredNo, answeredProblem, type Answered } from './answers.ts';
import { KeyedQueue, requestHash } from './keys.ts';

export interface Asked {
  readonly workshop: WorkshopId;
  readonly name: CommandName;
  /** The input as it was sent. */
  readonly raw: unknown;
  readonly actor: Person;
  /** Made at the press and kept over its retries; unique for a person in a workshop. */
  readonly key: string;
}

export interface Asker {
  /**
   * Decides a command once, in the journal's order: facts, kept answer and the update are one row,
   * on disk before anyone hears of it. Asked again under its key, it gives the same answer.
   */
  ask(asked: Asked): Promise<Answered>;
  /**
   * The server's own commands, on a workshop's board.
   *
   * @throws Error when it is not decided, StorageError or RoomClosed when it could not be saved.
   */
  askAsSystem<Name extends CommandName>(workshop: WorkshopId, name: Name, input: CommandInput<Name>): Promise<void>;
}

interface AskerParts {
  readonly rooms: Rooms;
  readonly journal: Journal;
  readonly metrics: Metrics;
  /** Hears of what was settled on a board, once it is on disk. */
  readonly settled: (workshop: WorkshopId, facts: readonly Fact[]) => void;
}

export const createAsker = ({ rooms, journal, metrics, settled }: AskerParts): Asker => {
  const underKey = new KeyedQueue();

  const settle = async (
    room: Room,
    workshop: WorkshopId,
    row: Pick<ServerChange, 'by' | 'kept' | 'onBehalf'>,
    facts: readonly Fact[],
  ): Promise<void> => {
    if (facts.length === 0) return room.change(row);
    await room.change({ ...row, facts, write: (doc) => writeFacts(doc, facts) });
    settled(workshop, facts);
  };

  const decide = async (room: Room, asked: Asked, request: string): Promise<Answered> => {
    const { workshop, name, raw, actor, key } = asked;
    const verdict = commands[name].consider(raw, sceneOf(room, actor));
    metrics.count('command_answers', { name, answer: verdict.is });
    const keep = (answered: Answered): KeptAnswer => ({
      key,
      by: actor.id,
      request,
      status: answered.status,
      answer: JSON.stringify(answered.body),
    });
    if (verdict.is === 'decided') {
      const { facts, result } = verdict;
      const decided = decidedOf(room.doc) + (facts.length > 0 ? 1 : 0);
      const answered: Answered = { status: 200, body: { ...result, decided } };
      const row = { by: actor.id, kept: keep(answered), ...onBehalf(raw, actor) };
      await settle(room, workshop, row, facts);
      return answered;
    }
    const answered = answeredNo(verdict);
    // Rights may come later and bad input is sent again corrected: only what the board said is kept.
    if (verdict.is === 'refused') await room.change({ by: actor.id, kept: keep(answered) });
    return answered;
  };

  const answer = async (asked: Asked): Promise<Answered> => {
    const { workshop, name, raw, actor, key } = asked;
    const request = requestHash(name, raw);
    const kept = await journal.answerTo(workshop, actor.id, key);
    if (!kept) return rooms.use(workshop, (room) => decide(room, asked, request));
    metrics.count('command_answers', { name, answer: 'again' });
    return kept.request === request ? again(kept) : answeredProblem('key-reused');
  };

  return {
    async ask(asked) {
      try {
        return await underKey.run(JSON.stringify([asked.workshop, asked.actor.id, asked.key]), () => answer(asked));
      } catch (error) {
        if (!(error instanceof StorageError) && !(error instanceof RoomClosed)) throw error;
        metrics.count('command_answers', { name: asked.name, answer: 'not saved' });
        return answeredProblem('storage-failed');
      }
    },

    askAsSystem: (workshop, name, input) =>
      rooms.use(workshop, async (room) => {
        const verdict = commands[name].consider(input, sceneOf(room, { is: 'system' }));
        if (verdict.is !== 'decided') throw new Error(`${name} by the server: ${JSON.stringify(verdict)}`);
        const { facts } = verdict;
        if (facts.length > 0) await settle(room, workshop, { by: 'system' }, facts);
      }),
  };
};

const sceneOf = (room: Room, actor: Actor): Scene => ({
  actor,
  board: boardOf(room.doc),
  at: Date.now(),
  newTable: newTableOn(room.doc),
});

const again = ({ status, answer }: KeptAnswer): Answered => {
  const body: unknown = JSON.parse(answer);
  if (typeof body !== 'object' || body === null) throw new Error('a kept answer is no object');
  return { status, body };
};

/** Whoever leaves the company out acts for their own; a facilitator may name anybody's. */
const onBehalf = (raw: unknown, actor: Person): { onBehalf?: string } => {
  const named = typeof raw === 'object' && raw !== null && 'company' in raw ? raw.company : undefined;
  const company = OrganisationId.safeParse(named);
  return company.success && !isMemberOf(actor, company.data, 'company') ? { onBehalf: company.data } : {};
};
