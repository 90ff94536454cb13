import { newId, PersonId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import type { JournalRow } from '../contract.ts';
import type { Write } from './journalMessages.ts';
import { packWrites, unpackWrites } from './packedWrites.ts';

const row = (document: string, update: Uint8Array): JournalRow => ({
  document,
  update,
  by: newId(PersonId),
  newClients: [7],
  at: 1,
});

test('unpacking returns the packed writes, each with its own bytes', () => {
  const large = Uint8Array.of(9, 1, 2, 9);
  const writes: Write[] = [
    { kind: 'rows', rows: [row('board', Uint8Array.of(1, 2, 3)), row('board/circle', new Uint8Array())] },
    { kind: 'removal', document: 'gone' },
    { kind: 'rows', rows: [row('other', large.subarray(1, 3))] },
  ];

  expect(unpackWrites(packWrites(writes))).toEqual(writes);
});

test('no writes are packed into an empty buffer', () => {
  expect(unpackWrites(packWrites([]))).toEqual([]);
});
