import type { PersonId } from '@brygga/shared/ids';
import * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AwarenessEntry, awarenessFrame } from './frames.ts';
import { Presence, speakerOf } from './presence.ts';
import { member } from './testWorld.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The content of an awareness frame, as it comes from a client. */
const said = (...entries: AwarenessEntry[]): Uint8Array => {
  const decoder = decoding.createDecoder(awarenessFrame(entries));
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
};

const read = (frame: Uint8Array): Record<number, { clock: number; state: unknown }> => {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  const content = decoding.createDecoder(decoding.readVarUint8Array(decoder));
  const entries: Record<number, { clock: number; state: unknown }> = {};
  for (let left = decoding.readVarUint(content); left > 0; left -= 1) {
    const client = decoding.readVarUint(content);
    const clock = decoding.readVarUint(content);
    entries[client] = { clock, state: JSON.parse(decoding.readVarString(content)) };
  }
  return entries;
};

const setUp = (audience = 1) => {
  const frames: Uint8Array[] = [];
  const claims: (() => void)[] = [];
  const owners = new Map<number, PersonId>();
  const presence = new Presence({
    audience,
    send: (frame) => void frames.push(frame),
    claim(client, person, then) {
      if ((owners.get(client) ?? person) !== person) return false;
      owners.set(client, person);
      claims.push(then);
      return true;
    },
  });
  return {
    presence,
    owners,
    sent: () => frames.map(read),
    bind: () => {
      for (const then of claims.splice(0)) then();
    },
  };
};

const at = (x: number) => JSON.stringify({ cursor: { x, y: 0 } });

test('the latest of a tick is told, once, with the identity that the server knows', () => {
  const { presence, sent, bind } = setUp();
  const { identity } = member();
  const speaker = speakerOf(identity);
  for (let clock = 1; clock <= 5; clock += 1) presence.take(speaker, said({ client: 7, clock, state: at(clock) }));
  bind();
  vi.advanceTimersByTime(100);
  expect(sent()).toEqual([{ 7: { clock: 5, state: { cursor: { x: 5, y: 0 }, user: identity } } }]);
});

test('nobody is shown before the journal has bound the client id', () => {
  const { presence, sent, bind } = setUp();
  presence.take(speakerOf(member().identity), said({ client: 7, clock: 1, state: at(1) }));
  vi.advanceTimersByTime(1_000);
  expect(sent()).toEqual([]);
  expect(presence.everybody()).toBeUndefined();
  bind();
  vi.advanceTimersByTime(1_000);
  expect(Object.keys(sent()[0] ?? {})).toEqual(['7']);
});

test("a socket speaks for the first id that it tells of, and never for another person's", () => {
  const { presence, owners, sent, bind } = setUp();
  owners.set(8, member().actor.id);
  const speaker = speakerOf(member().identity);
  presence.take(speaker, said({ client: 8, clock: 1, state: at(1) }));
  presence.take(speaker, said({ client: 5, clock: 1, state: at(1) }, { client: 6, clock: 1, state: at(1) }));
  presence.take(speaker, said({ client: 7, clock: 1, state: at(1) }));
  presence.take(speaker, said({ client: 9, clock: 1, state: at(1) }));
  bind();
  vi.advanceTimersByTime(100);
  expect(sent().map((each) => Object.keys(each))).toEqual([['7']]);
});

test('what is older than what is known is not told', () => {
  const { presence, sent, bind } = setUp();
  const speaker = speakerOf(member().identity);
  presence.take(speaker, said({ client: 7, clock: 5, state: at(5) }));
  bind();
  presence.take(speaker, said({ client: 7, clock: 4, state: at(4) }));
  vi.advanceTimersByTime(100);
  expect(sent()[0]?.[7]).toMatchObject({ clock: 5, state: { cursor: { x: 5 } } });
});

test('who leaves is told of once, and a socket that has been taken over leaves nobody', () => {
  const { presence, sent, bind } = setUp();
  const { identity } = member();
  const [old, fresh] = [speakerOf(identity), speakerOf(identity)];
  presence.take(old, said({ client: 7, clock: 1, state: at(1) }));
  presence.take(fresh, said({ client: 7, clock: 1, state: at(2) }));
  bind();
  vi.advanceTimersByTime(100);
  presence.leave(old);
  vi.advanceTimersByTime(100);
  expect(sent()).toHaveLength(1);
  presence.leave(fresh);
  vi.advanceTimersByTime(100);
  expect(sent().at(-1)).toEqual({ 7: { clock: 1, state: null } });
  expect(presence.everybody()).toBeUndefined();
});

test('who has left by itself can come back on the same socket', () => {
  const { presence, sent, bind } = setUp();
  const speaker = speakerOf(member().identity);
  presence.take(speaker, said({ client: 7, clock: 1, state: at(1) }));
  bind();
  vi.advanceTimersByTime(100);
  presence.take(speaker, said({ client: 7, clock: 2, state: 'null' }));
  vi.advanceTimersByTime(100);
  presence.take(speaker, said({ client: 7, clock: 3, state: at(3) }));
  vi.advanceTimersByTime(100);
  expect(sent().map((each) => each[7]?.state === null)).toEqual([false, true, false]);
});

test.each(['[1,2', '"text"', '17', '['.repeat(4_000) + ']'.repeat(4_000)])(
  'a state like %.10s is not told',
  (state) => {
    const { presence, sent, bind } = setUp();
    const speaker = speakerOf(member().identity);
    presence.take(speaker, said({ client: 7, clock: 1, state }));
    bind();
    vi.advanceTimersByTime(100);
    for (const each of sent()) expect(Object.keys(each[7]?.state ?? {})).toEqual(['user']);
  },
);

test('the tick slows down as the room grows', () => {
  const [small, large] = [setUp(10), setUp(400)];
  for (const { presence, bind } of [small, large]) {
    presence.take(speakerOf(member().identity), said({ client: 7, clock: 1, state: at(1) }));
    bind();
  }
  vi.advanceTimersByTime(50);
  expect([small.sent().length, large.sent().length]).toEqual([1, 0]);
  vi.advanceTimersByTime(150);
  expect(large.sent().length).toBe(1);
});
