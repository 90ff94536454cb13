import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cardsOf, type CardKind } from '@brygga/shared/document/cards/index';
import { validCardKind } from '@brygga/shared/document/cards/validation';
import { WorkshopId } from '@brygga/shared/ids';
import { brokenFrame, correctFrames } from '@brygga/shared/testing/brokenFrames';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import type { Role } from '@brygga/shared/document/roster';
import { fillBoard, idOf } from '@brygga/shared/testing/fixtures';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { memoryStorage, autoCommitJournal } from '../../storage/testing/memoryJournal.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';
import { Connection } from './connection.ts';
import { step1Frame, step2Frame } from '../transport/frames.ts';
import { createRooms } from '../room/rooms.ts';
import { makeMembership, noMetrics, quietLog } from '../testing/syncWorld.ts';

import { QueueSocket } from '../testing/queueSocket.ts';
import { serverRoots, plainRoots } from '../testing/plainRoots.ts';
import { SimulatedWindow } from '../stories/testing/simulatedWindow.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
/** In the normal run as many as fit into this; `FRAMES=1000000` asks for that many instead. */
const budgetMs = 8_000;
const framesMin = 5_000;
const framesAsked = Number(process.env['FRAMES'] ?? 0);
/** So many come to one board before the next is opened. */
const framesABoard = 2_500;
/** What the runner and the engine keep by themselves. */
const heapNoise = 24 * 2 ** 20;
const bytesAFrame = 64;
const timeoutMs = 3_600_000;

const document = idOf(WorkshopId, 'board');
const noUpdate = Y.encodeStateAsUpdate(new Y.Doc());

/** A board with a witness on it, and an attacker whose sockets are closed one after the other. */
const openBoard = async (role: Role) => {
  const journal = autoCommitJournal(memoryStorage());
  const errors: unknown[] = [];
  const log = { ...quietLog, error: (fields: object, message: string) => void errors.push({ ...fields, message }) };
  const rooms = createRooms({ journal, log, returnedEdits: createReturnedEdits() });
  await rooms.create(document, (doc) => fillBoard(doc));
  const connect = (socket: QueueSocket, who: ReturnType<typeof makeMembership>) => {
    const admit = () => Promise.resolve({ kind: 'admitted', membership: who } as const);
    const options = {
      document,
      membership: who,
      wantsNotices: true,
      session: 'a session',
      accessEpoch: rooms.accessEpoch,
      admit,
    };
    new Connection(socket.asWebSocket, { ...options, rooms, log, metrics: noMetrics });
  };
  const witness = new SimulatedWindow('witness', makeMembership(), { shown: () => undefined, saved: () => undefined });
  connect(witness.connect(), witness.membership);
  const mallory = makeMembership(role);
  let socket: QueueSocket | undefined;
  const closed = () => (socket = undefined);
  return {
    rooms,
    witness,
    errors,
    async rest(): Promise<void> {
      for (let turn = 0; turn < 4; turn += 1) {
        witness.socket?.deliverUp();
        await setImmediate();
        witness.socket?.deliverDown();
      }
    },
    async attack(frame: Uint8Array): Promise<void> {
      if (!socket) {
        const fresh = new QueueSocket({ read: () => undefined, closed });
        socket = fresh;
        connect(fresh, mallory);
        await setImmediate();
        for (const each of [step1Frame(Y.encodeStateVector(new Y.Doc())), step2Frame(noUpdate)]) fresh.fromClient(each);
      }
      socket.fromClient(frame);
      socket.deliverUp();
      socket.deliverDown();
    },
    async leave(): Promise<void> {
      socket?.cut();
      witness.socket?.cut();
      await expect.poll(() => rooms.size).toBe(0);
    },
  };
};

/** Sends this many broken frames to one board, and looks at what has become of it. */
const bombard = async (chance: SeededRandom, role: Role, frames: number): Promise<void> => {
  const board = await openBoard(role);
  await board.rest();
  const { witness } = board;
  const before = plainRoots(witness.doc);
  const agreedBefore = plainRoots(witness.doc, serverRoots);
  const correct = correctFrames(chance, witness.doc);
  for (let sent = 0; sent < frames; sent += 1) {
    const frame = brokenFrame(chance, correct);
    try {
      await board.attack(frame);
    } catch (error) {
      throw new Error(`seed ${seed}, role ${role}: ${Buffer.from(frame).toString('hex')}`, { cause: error });
    }
  }
  await board.rest();
  expect(board.errors, `seed ${seed}`).toEqual([]);
  expect(witness.closedFinally, `seed ${seed}`).toBe(undefined);
  expect(witness.isSynced, `seed ${seed}`).toBe(true);
  expect(plainRoots(witness.doc, serverRoots), `seed ${seed}`).toEqual(agreedBefore);
  if (role === 'observer') expect(plainRoots(witness.doc), `seed ${seed}`).toEqual(before);
  for (const [id, map] of cardsOf(witness.doc)) {
    expect(validCardKind(id, map), `seed ${seed}: ${id}`).toBeOneOf([
      'note',
      'challenge',
      'offer',
      'consortium',
    ] satisfies CardKind[]);
  }
  await board.rooms.use(document, ({ doc }) => {
    expect(plainRoots(doc), `seed ${seed}`).toEqual(plainRoots(witness.doc));
    expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBe(null);
    return Promise.resolve();
  });
  await board.leave();
};

const heapNow = (): number => {
  setFlagsFromString('--expose-gc');
  // Node has no other way to ask for it from within.
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
};

describe('P5: broken frames', { timeout: timeoutMs }, () => {
  test(`change no document and leave nothing behind (seed ${seed})`, async () => {
    const chance = new SeededRandom(seed);
    const ends = performance.now() + budgetMs;
    const goesOn = (sent: number) =>
      framesAsked > 0 ? sent < framesAsked : sent < framesMin || performance.now() < ends;
    let sent = 0;
    let heapAtFirst = 0;
    while (goesOn(sent)) {
      await bombard(chance, chance.below(3) ? 'observer' : 'participant', framesABoard);
      sent += framesABoard;
      if (sent === 2 * framesABoard) heapAtFirst = heapNow();
    }
    process.stdout.write(`${sent} broken frames, seed ${seed}\n`);
    // Boards come and go: what is kept must not be a socket's or a document's worth for each of them.
    expect(heapNow() - heapAtFirst, 'bytes that were kept').toBeLessThan(heapNoise + sent * bytesAFrame);
  });
});
