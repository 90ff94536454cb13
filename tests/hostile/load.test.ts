import { readFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, PersonId } from '@brygga/shared/ids';
import { brokenFrame, correctFrames } from '@brygga/shared/testing/brokenFrames';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import { contentsText } from '@brygga/shared/testing/documentContents';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { stockClient } from '../interop/stockClient.ts';
import { seed } from '../tooling/seed.ts';
import { attack } from './attacker.ts';
import { openAttackedBoard, type AttackedBoard } from './attackedBoard.ts';

let attacked: AttackedBoard;
/** The long run pauses readers for a minute (`LONG=1`). */
const pauseMs = process.env['LONG'] ? 60_000 : 0;

beforeAll(async () => {
  attacked = await openAttackedBoard();
});
afterAll(() => attacked.end());
afterEach(() => attacked.expectWell());

const megabyte = 2 ** 20;
/** The length of a text that is replaced again and again: some twenty kilobytes each time. */
const paragraph = 20_000;
/** The resident memory of the server's process. */
const residentBytes = (): number => {
  const status = readFileSync(`/proc/${attacked.server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
};

test(`P5: thousands of broken frames leave the server up and small, and the board unchanged (seed ${seed})`, async () => {
  const random = new SeededRandom(seed);
  const { witness, observer, workshop, server } = attacked;
  const before = contentsText(witness.doc);
  const correct = correctFrames(random, witness.doc);
  const pid = server.pid;
  const round = async (sockets: number) => {
    for (let socket = 0; socket < sockets; socket += 1) {
      const attacker = await attack(observer, workshop);
      // The first broken frame closes the socket while the rest is still on its way.
      for (let frame = 0; frame < 10; frame += 1) attacker.send(brokenFrame(random, correct));
      attacker.send(Uint8Array.of(255));
      await attacker.closed;
    }
  };
  await round(50);
  const atFirst = residentBytes();
  await round(250);
  expect(contentsText(witness.doc)).toBe(before);
  expect(server.pid).toBe(pid);
  expect((residentBytes() - atFirst) / megabyte, 'megabytes more').toBeLessThan(120);
});

test('P5: a client that stops reading delays nobody, loses its backlog and catches up', async () => {
  const { victim, observer, witness, workshop } = attacked;
  const readers = await Promise.all(Array.from({ length: 8 }, () => attack(observer, workshop)));
  const writer = stockClient(victim, workshop, { notices: true });
  await writer.until('sync', () => writer.provider.synced);
  const offer = newId(CardId);
  const box = { x: 0, y: 0, w: 260, h: 160, order: 'a0', createdAt: 0, createdBy: PersonId.parse(victim.id) };
  putCard(writer.doc, offer, { kind: 'offer', company: victim.organisation, ...box });
  await writer.saved();
  const text = cardsOf(writer.doc).get(offer)?.get('text');
  if (!(text instanceof Y.XmlFragment)) throw new Error('An offer has a text');
  for (const { socket } of readers) socket.pause();
  const ends = performance.now() + pauseMs;
  let sent = 0;
  const write = async () => {
    writer.doc.transact(() => {
      text.delete(0, text.length);
      text.push([new Y.XmlText(`${sent} ${'x'.repeat(paragraph)}`)]);
    });
    await writer.saved();
  };
  for (; sent < 600 * paragraph || performance.now() < ends; sent += paragraph) await write();
  await witness.until('all that was written', () => contentsText(witness.doc) === contentsText(writer.doc));
  const received = readers.map(({ socket }) => {
    let bytes = 0;
    socket.on('message', (data: Buffer) => (bytes += data.length));
    socket.resume();
    return () => bytes;
  });
  for (const reader of readers) {
    await expect.poll(() => contentsText(reader.doc), { timeout: 30_000 }).toBe(contentsText(witness.doc));
    reader.socket.close();
  }
  // What was in the kernel's buffers arrives, and what the server had dropped comes as one state.
  for (const bytes of received) expect(bytes() / sent, 'of what was written').toBeLessThan(0.7);
  writer.close();
});

test('P5: hundreds of half-open or silent sockets disturb nobody', async () => {
  const { server, workshop, mallory } = attacked;
  const halves = await Promise.all(
    Array.from(
      { length: 150 },
      (_, half) =>
        new Promise<Socket>((resolve) => {
          const socket = connectTcp(server.port, 'localhost', () => {
            socket.write(
              `GET /sync/${workshop} HTTP/1.1\r\nHost: localhost\r\n${half % 2 ? 'Upgrade: websocket\r\n' : ''}`,
            );
            resolve(socket);
          });
          socket.on('error', () => undefined);
        }),
    ),
  );
  const silent = await Promise.all(Array.from({ length: 50 }, () => attack(mallory, workshop)));
  for (const { socket } of silent) socket.pause();
  await attacked.expectWell();
  for (const socket of halves) socket.destroy();
  for (const { socket } of silent) socket.terminate();
});
