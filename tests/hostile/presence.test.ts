import { frameTypes } from '@brygga/shared/wire/frames';
import { presenceFrame } from '@brygga/shared/testing/brokenFrames';
import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import { attack } from './attacker.ts';
import { openAttackedBoard, type AttackedBoard } from './attackedBoard.ts';

let attacked: AttackedBoard;
let victim: StockClient;

const seenOf = (client: number) => attacked.witness.provider.awareness.getStates().get(client);

beforeAll(async () => {
  attacked = await openAttackedBoard();
  victim = stockClient(attacked.victim, attacked.workshop);
  victim.provider.awareness.setLocalStateField('cursor', { x: 7, y: 7 });
  await attacked.witness.until('the victim', () => seenOf(victim.doc.clientID)?.['cursor'] !== undefined);
});
afterAll(async () => {
  victim.close();
  await attacked.end();
});
afterEach(() => attacked.expectWell());

/** Mallory sends her own presence, which shows that what she sent before was read. */
const expectOnlyMallory = async (frames: readonly Uint8Array[], firstOfAll: Uint8Array[] = []) => {
  const { mallory, witness, workshop } = attacked;
  const before = JSON.stringify(seenOf(victim.doc.clientID));
  const attacker = await attack(mallory, workshop);
  const own = attacker.doc.clientID;
  for (const frame of [...firstOfAll, presenceFrame(own, '{"cursor":{"x":1,"y":1}}'), ...frames]) attacker.send(frame);
  attacker.send(presenceFrame(own, '{"cursor":{"x":2,"y":2}}', 9));
  await witness.until('Mallory', () => JSON.stringify(seenOf(own)?.['cursor']) === '{"x":2,"y":2}');
  expect(seenOf(own)?.['user']).toMatchObject({ id: mallory.id, organisation: mallory.organisation });
  expect(JSON.stringify(seenOf(victim.doc.clientID))).toBe(before);
  attacker.socket.close();
  await attacker.closed;
  await witness.until('that Mallory is gone', () => seenOf(own) === undefined);
};

test('P10: nobody shows another name than their own', () =>
  expectOnlyMallory([
    presenceFrame(2, '{"user":{"name":"The mayor"}}'),
    presenceFrame(victim.doc.clientID, '{"user":{"name":"The mayor"},"cursor":{"x":0,"y":0}}', 1_000),
  ]));

test('P5: nobody moves or removes another’s cursor, by whatever clock', () =>
  expectOnlyMallory([
    presenceFrame(victim.doc.clientID, '{"cursor":{"x":0,"y":0}}', 1_000),
    presenceFrame(victim.doc.clientID, 'null', 1_000),
    presenceFrame(victim.doc.clientID, 'null', 2 ** 52),
  ]));

test('P5: nobody does so with the first frame of a new socket', () =>
  expectOnlyMallory([], [presenceFrame(victim.doc.clientID, '{"cursor":{"x":0,"y":0}}', 1_000)]));

test('P5: nobody shows a thousand people', async () => {
  const { mallory, witness, workshop } = attacked;
  const attacker = await attack(mallory, workshop);
  const crowd = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.awareness);
    const entries = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1_000);
      for (let client = 1; client <= 1_000; client += 1) {
        for (const number of [client, 1]) encoding.writeVarUint(encoder, number);
        encoding.writeVarString(encoder, '{"cursor":{"x":0,"y":0}}');
      }
    });
    encoding.writeVarUint8Array(encoder, entries);
  });
  const before = witness.provider.awareness.getStates().size;
  const own = attacker.doc.clientID;
  attacker.send(presenceFrame(own, '{"cursor":{"x":1,"y":1}}'));
  attacker.send(crowd);
  attacker.send(presenceFrame(own, '{"cursor":{"x":3,"y":3}}', 9));
  await witness.until('Mallory', () => JSON.stringify(seenOf(own)?.['cursor']) === '{"x":3,"y":3}');
  expect(witness.provider.awareness.getStates().size).toBe(before + 1);
  attacker.socket.close();
  await witness.until('that Mallory is gone', () => seenOf(own) === undefined);
});
