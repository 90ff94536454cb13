import type { PersonId } from '@brygga/shared/ids';
import * as decoding from 'lib0/decoding';
import { frameTypes } from '@brygga/shared/wire/frames';
import { readCursorMoves } from '@brygga/shared/wire/cursorMoves';
import { presenceColourCount } from '@brygga/shared/wire/presence';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../transport/limits.ts';
import { type AwarenessEntry, awarenessFrame } from '../transport/frames.ts';
import { Presence, createPresenceSource } from './presence.ts';
import { makeMembership } from '../testing/syncWorld.ts';

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

const setUp = (stock = 1, ours = 0) => {
  const frames: Uint8Array[] = [];
  const toOurs: Uint8Array[] = [];
  const claims: (() => void)[] = [];
  const owners = new Map<number, PersonId>();
  const presence = new Presence({
    audienceSize: (of) => (of === 'stock' ? stock : ours),
    send: (frame, to) => void (to === 'stock' ? frames : toOurs).push(frame),
    bindClient(client, person, then) {
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
    toOurs,
    bind: () => {
      for (const then of claims.splice(0)) then();
    },
  };
};

const at = (x: number) => JSON.stringify({ cursor: { x, y: 0 } });

test('the latest state of a tick is sent once, with the identity that the server knows', () => {
  const { presence, sent, bind } = setUp();
  const { identity } = makeMembership();
  const speaker = createPresenceSource(identity);
  for (let clock = 1; clock <= 5; clock += 1) presence.receive(speaker, said({ client: 7, clock, state: at(clock) }));
  bind();
  vi.advanceTimersByTime(100);
  expect(sent()).toEqual([{ 7: { clock: 5, state: { cursor: { x: 5, y: 0 }, user: identity } } }]);
});

test('P1: nobody is shown before the journal has bound the client id', () => {
  const { presence, sent, bind } = setUp();
  presence.receive(createPresenceSource(makeMembership().identity), said({ client: 7, clock: 1, state: at(1) }));
  vi.advanceTimersByTime(1_000);
  expect(sent()).toEqual([]);
  expect(presence.allStatesFrame()).toBeUndefined();
  bind();
  vi.advanceTimersByTime(1_000);
  expect(Object.keys(sent()[0] ?? {})).toEqual(['7']);
});

test('a socket speaks for its first client id, and never for another person’s', () => {
  const { presence, owners, sent, bind } = setUp();
  owners.set(8, makeMembership().actor.id);
  const speaker = createPresenceSource(makeMembership().identity);
  presence.receive(speaker, said({ client: 8, clock: 1, state: at(1) }));
  presence.receive(speaker, said({ client: 5, clock: 1, state: at(1) }, { client: 6, clock: 1, state: at(1) }));
  presence.receive(speaker, said({ client: 7, clock: 1, state: at(1) }));
  presence.receive(speaker, said({ client: 9, clock: 1, state: at(1) }));
  bind();
  vi.advanceTimersByTime(100);
  expect(sent().map((each) => Object.keys(each))).toEqual([['7']]);
});

test('older states are ignored', () => {
  const { presence, sent, bind } = setUp();
  const speaker = createPresenceSource(makeMembership().identity);
  presence.receive(speaker, said({ client: 7, clock: 5, state: at(5) }));
  bind();
  presence.receive(speaker, said({ client: 7, clock: 4, state: at(4) }));
  vi.advanceTimersByTime(100);
  expect(sent()[0]?.[7]).toMatchObject({ clock: 5, state: { cursor: { x: 5 } } });
});

test('leaving is sent once, and a socket that was taken over removes nobody', () => {
  const { presence, sent, bind } = setUp();
  const { identity } = makeMembership();
  const [old, fresh] = [createPresenceSource(identity), createPresenceSource(identity)];
  presence.receive(old, said({ client: 7, clock: 1, state: at(1) }));
  presence.receive(fresh, said({ client: 7, clock: 1, state: at(2) }));
  bind();
  vi.advanceTimersByTime(100);
  presence.leave(old);
  vi.advanceTimersByTime(100);
  expect(sent()).toHaveLength(1);
  presence.leave(fresh);
  vi.advanceTimersByTime(100);
  expect(sent().at(-1)).toEqual({ 7: { clock: 1, state: null } });
  expect(presence.allStatesFrame()).toBeUndefined();
});

test('a client that has left can come back on the same socket', () => {
  const { presence, sent, bind } = setUp();
  const speaker = createPresenceSource(makeMembership().identity);
  presence.receive(speaker, said({ client: 7, clock: 1, state: at(1) }));
  bind();
  vi.advanceTimersByTime(100);
  presence.receive(speaker, said({ client: 7, clock: 2, state: 'null' }));
  vi.advanceTimersByTime(100);
  presence.receive(speaker, said({ client: 7, clock: 3, state: at(3) }));
  vi.advanceTimersByTime(100);
  expect(sent().map((each) => each[7]?.state === null)).toEqual([false, true, false]);
});

test.each(['[1,2', '"text"', '17', '['.repeat(4_000) + ']'.repeat(4_000)])(
  'a state like %.10s is not told',
  (state) => {
    const { presence, sent, bind } = setUp();
    const speaker = createPresenceSource(makeMembership().identity);
    presence.receive(speaker, said({ client: 7, clock: 1, state }));
    bind();
    vi.advanceTimersByTime(100);
    expect(sent()).toEqual([]);
  },
);

test('the tick slows down as the room grows', () => {
  const [small, large] = [setUp(10), setUp(400)];
  for (const { presence, bind } of [small, large]) {
    presence.receive(createPresenceSource(makeMembership().identity), said({ client: 7, clock: 1, state: at(1) }));
    bind();
  }
  vi.advanceTimersByTime(50);
  expect([small.sent().length, large.sent().length]).toEqual([1, 0]);
  vi.advanceTimersByTime(150);
  expect(large.sent().length).toBe(1);
});

describe('our own clients', () => {
  const movesIn = (frame: Uint8Array | undefined) => {
    const decoder = decoding.createDecoder(frame ?? new Uint8Array());
    expect(decoding.readVarUint(decoder)).toBe(frameTypes.cursorMoves);
    return readCursorMoves(decoder);
  };

  test('get a state once and then cursor moves', () => {
    const { presence, bind, toOurs } = setUp(0, 1);
    const speaker = createPresenceSource(makeMembership().identity);
    presence.receive(speaker, said({ client: 7, clock: 1, state: at(1) }));
    bind();
    vi.advanceTimersByTime(100);
    presence.receive(speaker, said({ client: 7, clock: 2, state: at(2) }));
    vi.advanceTimersByTime(100);

    expect(toOurs).toHaveLength(2);
    expect(read(toOurs[0] ?? new Uint8Array())[7]).toMatchObject({ state: { cursor: { x: 1, y: 0 } } });
    expect(movesIn(toOurs[1])).toEqual([{ client: 7, clock: 2, x: 2, y: 0 }]);
  });

  test.each([
    ['something is selected', JSON.stringify({ cursor: { x: 2, y: 0 }, selection: ['card01234567890'] })],
    ['the cursor is gone', JSON.stringify({ cursor: null })],
    ['the cursor lies between two units', JSON.stringify({ cursor: { x: 0.5, y: 0 } })],
  ])('get the whole state if %s', (_what, state) => {
    const { presence, bind, toOurs } = setUp(0, 1);
    const speaker = createPresenceSource(makeMembership().identity);
    presence.receive(speaker, said({ client: 7, clock: 1, state: at(1) }));
    bind();
    vi.advanceTimersByTime(100);
    presence.receive(speaker, said({ client: 7, clock: 2, state }));
    vi.advanceTimersByTime(100);

    expect(read(toOurs[1] ?? new Uint8Array())[7]?.clock).toBe(2);
  });

  test('get the whole state again when an identity changes', () => {
    const { presence, bind, toOurs } = setUp(0, 1);
    const speaker = createPresenceSource(makeMembership().identity);
    presence.receive(speaker, said({ client: 7, clock: 1, state: at(1) }));
    bind();
    vi.advanceTimersByTime(100);
    speaker.identity = { ...speaker.identity, name: 'Bo' };
    presence.refreshIdentity(speaker);
    vi.advanceTimersByTime(100);

    expect(read(toOurs[1] ?? new Uint8Array())[7]).toMatchObject({ state: { user: { name: 'Bo' } } });
  });
});

test('P5: presence of a large room stays within each stock client’s rate', () => {
  const { presence, bind, sent } = setUp(300);
  const speakers = Array.from({ length: 300 }, () => createPresenceSource(makeMembership().identity));
  const say = (clock: number) => {
    for (const [index, speaker] of speakers.entries()) {
      presence.receive(speaker, said({ client: index + 1, clock, state: at(clock) }));
    }
    bind();
  };
  const seconds = 10;
  for (let clock = 1; clock <= seconds * 10; clock += 1) {
    say(clock);
    vi.advanceTimersByTime(100);
  }

  const bytes = sent().reduce((sum, entries) => sum + JSON.stringify(entries).length, 0);
  expect(bytes / seconds).toBeLessThan(2 * limits.presenceBytesPerSecondMax);
  expect(sent().length).toBeGreaterThan(seconds / 2);
});

test('people have different colours as long as there are enough', () => {
  const { presence, bind, sent } = setUp();
  for (let client = 1; client <= presenceColourCount; client += 1) {
    presence.receive(createPresenceSource(makeMembership().identity), said({ client, clock: 1, state: at(1) }));
  }
  bind();
  vi.advanceTimersByTime(200);

  const colours = Object.values(sent()[0] ?? {}).map(({ state }) => Reflect.get(Object(state), 'user').colour);
  expect(new Set(colours).size).toBe(presenceColourCount);
});
