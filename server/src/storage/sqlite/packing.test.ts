import { newId, PersonId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import type { JournalRow } from '../contract.ts';
import type { Write } from './journalMessages.ts';
import { pack, unpack } from './packing.ts';

const row = (document: string, update: Uint8Array): JournalRow => ({
  document,
  update,
  by: newId(PersonId),
  newClients: [7],
  at: 1,
});

test('writes come out as they went in, each update with its own bytes', () => {
  const large = Uint8Array.of(9, 1, 2, 9);
  const writes: Write[] = [
    { is: 'rows', rows: [row('board', Uint8Array.of(1, 2, 3)), row('board/circle', new Uint8Array())] },
    { is: 'removal', document: 'gone' },
    { is: 'rows', rows: [row('other', large.subarray(1, 3))] },
  ];

  expect(unpack(pack(writes))).toEqual(writes);
});

test('nothing to write is nothing', () => {
  expect(unpack(pack([]))).toEqual([]);
});
