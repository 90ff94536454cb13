import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cursorMovesToAwareness } from './cursorMoves.ts';

const knowing = (states: Record<number, object>) => {
  const awareness = new Awareness(new Y.Doc());
  for (const [client, state] of Object.entries(states)) {
    awareness.states.set(Number(client), state);
    awareness.meta.set(Number(client), { clock: 1, lastUpdated: 0 });
  }
  return awareness;
};

test('a cursor move changes nothing else of a state', () => {
  const awareness = knowing({ 7: { cursor: { x: 0, y: 0 }, selection: ['a'], user: { name: 'Åsa' } } });

  applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, [{ client: 7, clock: 2, x: -5, y: 6 }]), 'test');

  expect(awareness.getStates().get(7)).toEqual({ cursor: { x: -5, y: 6 }, selection: ['a'], user: { name: 'Åsa' } });
});

test('a cursor move of an unknown client is ignored', () => {
  const awareness = knowing({});

  applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, [{ client: 7, clock: 2, x: 1, y: 1 }]), 'test');

  expect(awareness.getStates().has(7)).toBe(false);
});

test('an older cursor move is ignored', () => {
  const awareness = knowing({ 7: { cursor: { x: 0, y: 0 } } });

  applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, [{ client: 7, clock: 0, x: 9, y: 9 }]), 'test');

  expect(awareness.getStates().get(7)).toEqual({ cursor: { x: 0, y: 0 } });
});
