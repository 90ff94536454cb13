import { newId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, organisation, problemCode, registration, type TestServer } from '../testing/testServer.ts';
import type { Boards } from './boards.ts';
import { createWorkshops } from './workshops.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

const peopleNamed = (name: string) =>
  server.storage.selectFrom('people').select('id').where('name', '=', name).execute();

const boards: Boards = {
  create: () => Promise.resolve(),
  listPerson: () => Promise.resolve(),
  unlistPerson: () => Promise.resolve(),
  participationChanged: () => undefined,
  remove: () => Promise.resolve(),
  isOpen: () => false,
};

const workshopsWith = (refreshPerson: () => Promise<void>) =>
  createWorkshops(server.storage, boards, { refreshPerson, refreshCompany: () => Promise.resolve() });

const gun = { name: 'Gun', organisation: organisation('Nordvatten') };

describe('a new guest', () => {
  const addWorkshop = async () => {
    const id = newId(WorkshopId);
    await server.storage.insertInto('workshops').values({ id, title: 'Harbour heat', createdAt: 0 }).execute();
    return id;
  };

  test('is a person in the workshop', async () => {
    const workshop = await addWorkshop();
    const workshops = workshopsWith(() => Promise.resolve());
    const guest = await workshops.joinAsNewGuest(workshop, 'participant', gun);
    expect(await peopleNamed('Gun')).toEqual([{ id: guest }]);
    expect(await workshops.roleOf(workshop, guest)).toBe('participant');
  });

  test('is not added where the workshop refuses them', async () => {
    const workshops = workshopsWith(() => Promise.resolve());
    await expect(workshops.joinAsNewGuest(newId(WorkshopId), 'participant', gun)).rejects.toThrow();
    expect(await peopleNamed('Gun')).toEqual([]);
  });

  test('is not left behind where the board can’t list them', async () => {
    const workshop = await addWorkshop();
    const workshops = workshopsWith(() => Promise.reject(new Error('the roster can’t be saved')));
    await expect(workshops.joinAsNewGuest(workshop, 'participant', gun)).rejects.toThrow('the roster');
    expect(await peopleNamed('Gun')).toEqual([]);
    expect(await server.storage.selectFrom('participations').selectAll().execute()).toEqual([]);
  });

  test('who can’t be removed again does not hide why the board couldn’t list them', async () => {
    const workshop = await addWorkshop();
    await server.refuse('delete', 'people');
    const cause = new Error('the roster can’t be saved');
    const workshops = workshopsWith(() => Promise.reject(cause));
    await expect(workshops.joinAsNewGuest(workshop, 'participant', gun)).rejects.toMatchObject({
      cause,
      errors: [cause, expect.objectContaining({ message: 'refused' })],
    });
  });
});

describe('a workshop that can’t be stored', () => {
  test('leaves no board behind', async () => {
    const host = server.browser();
    await host.post('/api/auth/register', registration('Anna', 'host'));
    await server.refuse('insert', 'participations');
    expect(await problemCode(await host.post('/api/workshops', { title: 'Own' }), 503)).toBe('storage-failed');
    expect(await server.storedDocuments()).toEqual([]);
  });
});
