import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, PersonId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StorageError } from '../contract.ts';
import { lockFolder } from './folderLock.ts';
import { openStorage } from './storage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brygga-storage-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('written rows are there when the file is reopened', async () => {
  const path = join(folder, 'brygga.sqlite');
  const person = { id: newId(PersonId), name: 'Åsa', createdAt: 1 };
  const first = await openStorage(path);
  await first.insertInto('people').values(person).execute();
  await first.destroy();
  const second = await openStorage(path);
  expect(await second.selectFrom('people').selectAll().execute()).toEqual([person]);
  await second.destroy();
});

test('an error of SQLite becomes a StorageError', async () => {
  const storage = await openStorage(join(folder, 'brygga.sqlite'));
  const person = { id: newId(PersonId), name: 'Åsa', createdAt: 1 };
  await storage.insertInto('people').values(person).execute();
  await expect(storage.insertInto('people').values(person).execute()).rejects.toBeInstanceOf(StorageError);
  await storage.destroy();
});

test('a file that is no database is refused', async () => {
  const path = join(folder, 'brygga.sqlite');
  await writeFile(path, 'this is a letter, not a database, and it is long enough to be told apart from one');
  await expect(openStorage(path)).rejects.toBeInstanceOf(StorageError);
});

test('a folder is locked for one server until it unlocks', { timeout: 20_000 }, () => {
  const path = join(folder, 'brygga.lock');
  const letGo = lockFolder(path);
  expect(letGo).toBeDefined();
  expect(lockFolder(path)).toBeUndefined();
  letGo?.();
  const again = lockFolder(path);
  expect(again).toBeDefined();
  again?.();
});
