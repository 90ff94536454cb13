import { CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import { idOf } from '@brygga/shared/testing/fixtures';
import type { Identity } from '@brygga/shared/wire/presence';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { BoardPresence } from './boardPresence.svelte.ts';
import { LocalOnlyAwareness } from './localOnlyAwareness.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const identity = (name: string): Identity => ({
  id: idOf(PersonId, name),
  name,
  organisation: idOf(OrganisationId, 'company'),
  organisationName: 'Company',
  kind: 'company',
  role: 'participant',
  colour: 3,
});
const [me, anna, bo] = [identity('me'), identity('anna'), identity('bo')];
const [one, two] = [idOf(CardId, 'one'), idOf(CardId, 'two')];

const here = () => {
  const awareness = new LocalOnlyAwareness(new Y.Doc());
  const sent = vi.fn();
  awareness.on('update', sent);
  const presence = new BoardPresence(awareness, me.id, () => me);
  return { awareness, presence, sent };
};

/** Somebody's window, whose state arrives at ours as the server passes it on. */
const windowOf = (to: Awareness, user: unknown) => {
  const own = new Awareness(new Y.Doc());
  const sendState = (state: object | null) => {
    own.setLocalState(state && { user, ...state });
    applyAwarenessUpdate(to, encodeAwarenessUpdate(own, [own.clientID]), 'server');
  };
  sendState({});
  return { client: own.clientID, says: sendState };
};

test('others are peers, one a window, and people, each once and oneself first', () => {
  const { awareness, presence } = here();
  windowOf(awareness, bo);
  windowOf(awareness, anna);
  windowOf(awareness, anna);

  expect(presence.peerIds).toHaveLength(3);
  expect(presence.people.map(({ name }) => name)).toEqual(['me', 'anna', 'bo']);
});

test('one’s own other windows are no peers, and show how the server sees oneself', () => {
  const { awareness, presence } = here();
  windowOf(awareness, { ...me, colour: 7 });

  expect(presence.peerIds).toEqual([]);
  expect(presence.people).toEqual([{ ...me, colour: 7 }]);
});

test('a malformed presence is nobody', () => {
  const { awareness, presence } = here();
  const { client, says } = windowOf(awareness, { name: 'Nobody' });
  says({ cursor: 'here' });

  expect(presence.peer(client)).toBeUndefined();
  expect(presence.people).toEqual([me]);
});

test('a moved cursor reruns its own readers alone', () => {
  const { awareness, presence } = here();
  const { client, says } = windowOf(awareness, anna);
  const other = windowOf(awareness, bo);
  says({ selection: [one] });
  const cursor = countRuns(() => presence.peer(client));
  const others = [
    countRuns(() => presence.peer(other.client)),
    countRuns(() => presence.peerIds),
    countRuns(() => presence.people),
    countRuns(() => presence.peersOn(one)),
    countRuns(() => presence.peersOn(two)),
  ];

  says({ selection: [one], cursor: { x: 5, y: 6 } });

  expect(presence.peer(client)?.cursor).toEqual({ x: 5, y: 6 });
  expect(cursor.runs).toBe(2);
  expect(others.map(({ runs }) => runs)).toEqual([1, 1, 1, 1, 1]);
});

test('a card shows who has selected it or types in it, until they stop or leave', () => {
  const { awareness, presence } = here();
  const { says } = windowOf(awareness, anna);
  const typing = windowOf(awareness, bo);
  const on = (card: CardId) => presence.peersOn(card).map(({ user }) => user.name);
  const first = countRuns(() => presence.peersOn(one));

  says({ selection: [one, two] });
  typing.says({ caret: { card: one, field: 'text', anchor: {}, head: {} } });
  expect(on(one).sort()).toEqual(['anna', 'bo']);
  expect(on(two)).toEqual(['anna']);
  expect(first.runs).toBe(2);

  typing.says({ caret: { card: one, field: 'text', anchor: { assoc: 1 }, head: {} } });
  expect(first.runs).toBe(2);
  expect(presence.caretsIn(one, 'text')[0]?.caret?.anchor).toEqual({ assoc: 1 });

  says({ selection: [two] });
  typing.says(null);
  expect([on(one), on(two)]).toEqual([[], ['anna']]);
  expect(presence.caretsIn(one, 'text')).toEqual([]);
});

test('own cursor moves are sent at once, then at most every 50 ms, always the last one', () => {
  const { awareness, presence, sent } = here();
  vi.advanceTimersByTime(1_000);
  sent.mockClear();

  for (let x = 0; x < 20; x += 1) {
    presence.setCursor({ x, y: 0 });
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1_000);

  expect(sent.mock.calls.length).toBeLessThanOrEqual(6);
  expect(awareness.getLocalState()).toEqual({ user: me, cursor: { x: 19, y: 0 } });
});

test('an unchanged presence is not sent again', () => {
  const { presence, sent } = here();
  presence.setSelection([one]);
  vi.advanceTimersByTime(1_000);
  sent.mockClear();

  presence.setSelection([one]);
  vi.advanceTimersByTime(1_000);

  expect(sent).not.toHaveBeenCalled();
});

test('presence of others is not sent back', () => {
  const { awareness, sent } = here();
  vi.advanceTimersByTime(1_000);
  sent.mockClear();

  const { says } = windowOf(awareness, anna);
  says({ cursor: { x: 1, y: 1 } });
  says(null);

  expect(sent).not.toHaveBeenCalled();
});
