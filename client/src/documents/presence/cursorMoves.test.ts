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

test('a move changes the cursor of a state and nothing else of it', () => {
  const awareness = knowing({ 7: { cursor: { x: 0, y: 0 }, selection: ['a'], user: { name: 'Åsa' } } });

  applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, [{ client: 7, clock: 2, x: -5, y: 6 }]), 'test');

  expect(awareness.getStates().get(7)).toEqual({ cursor: { x: -5, y: 6 }, selection: ['a'], user: { name: 'Åsa' } });
});

test('a move of somebody who is not known yet shows nobody', () => {
  const awareness = knowing({});

  applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, [{ client: 7, clock: 2, x: 1, y: 1 }]), 'test');

  expect(awareness.getStates().has(7)).toBe(false);
});

test('a move that is older than what is known is passed over', () => {
  const awareness = knowing({ 7: { cursor: { x: 0, y: 0 } } });

  applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, [{ client: 7, clock: 0, x: 9, y: 9 }]), 'test');

  expect(awareness.getStates().get(7)).toEqual({ cursor: { x: 0, y: 0 } });
});
