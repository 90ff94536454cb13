import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Journal, JournalRow } from '../../storage/contract.ts';
import { documentName } from '../../storage/documentName.ts';
import type { Membership } from '../../sync/access/membership.ts';
import { openTestCircles, type TestCircles } from '../../sync/testing/circles.ts';
import { openSyncWorld, type SyncWorld } from '../../sync/testing/syncWorld.ts';
import { connect, type TestClient } from '../../sync/testing/testClient.ts';
import type { CommandResponse } from '../commandResponse.ts';

/** A client with everything that it has received. */
export interface Listener {
  readonly client: TestClient;
  /** All bytes so far, as Latin-1. */
  received(): string;
}

/** Commands and clients on the circles of `openTestCircles`, with a new world for each test of the file. */
export const setUpCommandWorld = () => {
  let world: SyncWorld;
  let circles: TestCircles;
  const rows: JournalRow[] = [];
  const clients: TestClient[] = [];

  const recordRows = (journal: Journal): Journal => ({
    ...journal,
    append(...appended) {
      rows.push(...appended);
      return journal.append(...appended);
    },
  });

  beforeEach(async () => {
    rows.length = 0;
    world = await openSyncWorld(recordRows);
    circles = await openTestCircles(world);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await world.close();
  });

  const execute = <Name extends CommandName>(
    by: Membership,
    name: Name,
    raw: CommandInput<Name>,
  ): Promise<CommandResponse> =>
    world.commandExecutor.execute({ workshop: world.workshop, name, raw, actor: by.actor, key: randomUUID() });

  const connectTo = (membership: Membership, circle: Circle): TestClient => {
    const client = connect(world.urlOf(membership, '&notices', circle));
    clients.push(client);
    return client;
  };

  return {
    get world(): SyncWorld {
      return world;
    },
    get circles(): TestCircles {
      return circles;
    },
    /** All rows that were appended to the journal. */
    rows,
    execute,
    /** Executes a command that has to succeed. */
    async run<Name extends CommandName>(by: Membership, name: Name, raw: CommandInput<Name>): Promise<object> {
      const { status, body } = await execute(by, name, raw);
      expect({ status, body }).toMatchObject({ status: 200 });
      return body;
    },
    connectTo,
    /** Enters a circle that the person may enter. */
    async listen(membership: Membership, circle: Circle = boardCircle): Promise<Listener> {
      const client = connectTo(membership, circle);
      const messages: Buffer[] = [];
      client.socket.on('message', (data: Buffer) => void messages.push(Buffer.from(data)));
      await client.synced;
      return { client, received: () => Buffer.concat(messages).toString('latin1') };
    },
    /** Admits a person and lists them on the board. */
    async enrol(membership: Membership): Promise<Membership> {
      const { id: person, name, organisation, role, kind, organisationName } = membership.identity;
      await world.commandExecutor.executeAsSystem(world.workshop, 'roster.list', {
        person,
        name,
        organisation,
        role,
        organisationListed: { kind, name: organisationName, country: 'SE' },
      });
      return world.admit(membership);
    },
    /** The bytes of a circle's document in the journal, as Latin-1. */
    async storedText(circle: Circle): Promise<string> {
      const { snapshot, updates } = await world.journal.load(documentName(world.workshop, circle));
      return Buffer.concat([snapshot ?? new Uint8Array(), ...updates]).toString('latin1');
    },
  };
};
