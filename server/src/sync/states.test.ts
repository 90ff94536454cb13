import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { LoadedDocument } from '../storage/contract.ts';
import { mergedUpdate } from './merging.ts';
import type { Preframed } from './preframed.ts';
import { Beginning, States } from './states.ts';
import { sentIn } from './testFrames.ts';

const newcomer = Uint8Array.of(0);

const asLoaded = (updates: readonly Uint8Array[], snapshot?: Uint8Array): LoadedDocument => ({
  ...(snapshot ? { snapshot } : {}),
  updates,
  clients: new Map(),
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
  return { doc, snapshot, states: new States(doc, new Beginning(asLoaded(tail, snapshot))) };
};

const apply = (doc: Y.Doc, messages: readonly Preframed[]): Y.Doc => {
  for (const message of messages) Y.applyUpdate(doc, sentIn(message).update);
  return doc;
};

const kinds = (messages: readonly Preframed[]): string[] => messages.map((message) => sentIn(message).is);

describe('who joins', () => {
  test('a document that nothing has changed is sent what the journal has loaded, byte by byte', () => {
    const { doc, snapshot, states } = opened();
    const answer = states.since(newcomer);
    expect(kinds(answer)).toEqual(['update', 'update', 'step2']);
    expect(answer[0] && sentIn(answer[0]).update).toEqual(snapshot);
    expect(apply(new Y.Doc(), answer).getMap('map').toJSON()).toEqual(doc.getMap('map').toJSON());
  });

  test('an empty document is told so in one message', () => {
    const states = new States(new Y.Doc(), new Beginning(asLoaded([])));
    expect(kinds(states.since(newcomer))).toEqual(['step2']);
  });

  test.for(['a newcomer', 'somebody who returns'])('as %s is sent the same bytes as others like them', (who) => {
    const { doc, states } = opened();
    const vector = who === 'a newcomer' ? newcomer : Y.encodeStateVector(doc);
    states.note(set(doc, 'd', 1));
    const [first, second] = [states.since(vector), states.since(vector)];
    expect(first.every((message, index) => message === second[index])).toBe(true);
    // What is large about it stays the same when the document changes a little.
    states.note(set(doc, 'e', 1));
    const third = states.since(vector);
    expect(third[0]).toBe(first[0]);
    expect(third.at(-1)).not.toBe(first.at(-1));
  });
});

const change = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.nat(9) });
const steps = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('changes' as const), changes: fc.array(change, { maxLength: 90 }) }),
    fc.record({ is: fc.constant('joins' as const), who: fc.nat(3) }),
  ),
  { maxLength: 30 },
);

test('whoever joins, with whatever they have, is up to date afterwards', () => {
  const rows = fc.array(change, { maxLength: 120 });
  fc.assert(
    fc.property(rows, fc.nat(120), steps, fc.boolean(), (changes, shortenedAt, story, isLarge) => {
      const doc = new Y.Doc();
      const updates = changes.map(({ key, value }) => set(doc, key, value));
      if (isLarge) updates.push(set(doc, 'large', 'x'.repeat(40_000)));
      const snapshot = shortenedAt > 0 ? mergedUpdate(updates.slice(0, shortenedAt)) : undefined;
      const states = new States(doc, new Beginning(asLoaded(updates.slice(shortenedAt), snapshot)));
      const people = Array.from({ length: 4 }, () => new Y.Doc());
      for (const step of story) {
        if (step.is === 'changes') {
          for (const { key, value } of step.changes) states.note(set(doc, key, value));
          continue;
        }
        const person = people[step.who] ?? new Y.Doc();
        apply(person, states.since(Y.encodeStateVector(person)));
        expect(person.getMap('map').toJSON()).toEqual(doc.getMap('map').toJSON());
        expect(Y.encodeStateVector(person)).toEqual(Y.encodeStateVector(doc));
      }
    }),
  );
});
