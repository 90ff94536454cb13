import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { LoadedDocument } from '../../storage/contract.ts';
import { mergeUpdates } from './mergeUpdates.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { InitialState, StateCache } from './stateCache.ts';
import { readUpdateFrame } from '../testing/readUpdateFrame.ts';

const newcomer = Uint8Array.of(0);

const asLoaded = (updates: readonly Uint8Array[], snapshot?: Uint8Array): LoadedDocument => ({
  ...(snapshot ? { snapshot } : {}),
  updates,
  clientOwners: new Map(),
  restored: [],
});

const set = (doc: Y.Doc, key: string, value: unknown): Uint8Array => {
  const before = Y.encodeStateVector(doc);
  doc.getMap('map').set(key, value);
  return Y.encodeStateAsUpdate(doc, before);
};

/** A document of a snapshot and a tail, as a room opens it. */
const opened = () => {
  const doc = new Y.Doc();
  set(doc, 'a', 'a large document, whose answers are kept '.repeat(1_000));
  const snapshot = Y.encodeStateAsUpdate(doc);
  const tail = ['b', 'c'].map((key) => set(doc, key, 1));
  return { doc, snapshot, states: new StateCache(doc, new InitialState(asLoaded(tail, snapshot))) };
};

const apply = (doc: Y.Doc, messages: readonly EncodedFrame[]): Y.Doc => {
  for (const message of messages) Y.applyUpdate(doc, readUpdateFrame(message).update);
  return doc;
};

const kinds = (messages: readonly EncodedFrame[]): string[] => messages.map((message) => readUpdateFrame(message).kind);

describe('the answer to a joiner', () => {
  test('is the journal’s bytes as long as nothing has changed', () => {
    const { doc, snapshot, states } = opened();
    const answer = states.messagesSince(newcomer);
    expect(kinds(answer)).toEqual(['update', 'update', 'step2']);
    expect(answer[0] && readUpdateFrame(answer[0]).update).toEqual(snapshot);
    expect(apply(new Y.Doc(), answer).getMap('map').toJSON()).toEqual(doc.getMap('map').toJSON());
  });

  test('is one message for an empty document', () => {
    const states = new StateCache(new Y.Doc(), new InitialState(asLoaded([])));
    expect(kinds(states.messagesSince(newcomer))).toEqual(['step2']);
  });

  test.for(['a newcomer', 'somebody who returns'])('as %s is sent the same bytes as others like them', (who) => {
    const { doc, states } = opened();
    const vector = who === 'a newcomer' ? newcomer : Y.encodeStateVector(doc);
    states.addChange(set(doc, 'd', 1));
    const [first, second] = [states.messagesSince(vector), states.messagesSince(vector)];
    expect(first.every((message, index) => message === second[index])).toBe(true);
    // What is large about it stays the same when the document changes a little.
    states.addChange(set(doc, 'e', 1));
    const third = states.messagesSince(vector);
    expect(third[0]).toBe(first[0]);
    expect(third.at(-1)).not.toBe(first.at(-1));
  });
});

const change = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.nat(9) });
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('changes' as const), changes: fc.array(change, { maxLength: 90 }) }),
    fc.record({ kind: fc.constant('joins' as const), who: fc.nat(3) }),
  ),
  { maxLength: 30 },
);

test('a joiner with any state is up to date after the answer', () => {
  const rows = fc.array(change, { maxLength: 120 });
  fc.assert(
    fc.property(rows, fc.nat(120), steps, fc.boolean(), (changes, shortenedAt, story, isLarge) => {
      const doc = new Y.Doc();
      const updates = changes.map(({ key, value }) => set(doc, key, value));
      if (isLarge) updates.push(set(doc, 'large', 'x'.repeat(40_000)));
      const snapshot = shortenedAt > 0 ? mergeUpdates(updates.slice(0, shortenedAt)) : undefined;
      const states = new StateCache(doc, new InitialState(asLoaded(updates.slice(shortenedAt), snapshot)));
      const people = Array.from({ length: 4 }, () => new Y.Doc());
      for (const step of story) {
        if (step.kind === 'changes') {
          for (const { key, value } of step.changes) states.addChange(set(doc, key, value));
          continue;
        }
        const person = people[step.who] ?? new Y.Doc();
        apply(person, states.messagesSince(Y.encodeStateVector(person)));
        expect(person.getMap('map').toJSON()).toEqual(doc.getMap('map').toJSON());
        expect(Y.encodeStateVector(person)).toEqual(Y.encodeStateVector(doc));
      }
    }),
  );
});
