import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type * as Y from 'yjs';
import type { DocumentName } from '../storage/contract.ts';
import { Room, RoomClosed, type RoomParts, type Show } from './room.ts';

interface Opened {
  readonly opening: Promise<Room>;
  /** The room, once it is open. */
  room: Room | undefined;
  holds: number;
}

/** A room that stays in memory until it is released. */
export interface Held {
  readonly room: Room;
  release(): void;
}

export interface Rooms {
  /**
   * Opens the document's room, or joins the one that is open.
   *
   * @throws StorageError, or RoomClosed while the server drains.
   */
  hold(document: DocumentName): Promise<Held>;
  /** Holds the room while `work` runs. */
  use<Result>(document: DocumentName, work: (room: Room) => Promise<Result>): Promise<Result>;
  /** Writes a document's beginning as the server; resolves when it is on disk. */
  create(document: DocumentName, fill: (doc: Y.Doc) => void): Promise<void>;
  /** Closes the document's sockets (4404) and removes it from the journal. */
  remove(document: DocumentName): Promise<void>;
  /** Closes a person's sockets on all documents of a workshop, whose right has ended. */
  disconnect(workshop: WorkshopId, person: PersonId, name?: CloseName): void;
  /** Sends all of a person's sockets away to come again (1012): those that may are let in anew. */
  askAgain(person: PersonId): void;
  /** Sends everybody away to come again (1012); resolves when every row is on disk. */
  drain(): Promise<void>;
  /** Whether anybody's socket is on this document now. */
  isVisited(document: DocumentName): boolean;
  /** How many documents are in memory. */
  readonly size: number;
  /** How many sockets are on them. */
  readonly sockets: number;
}

interface RoomsParts extends RoomParts {
  /** Hears of each document that leaves memory. */
  readonly unloaded?: (document: DocumentName) => void;
}

/**
 * The one owner of open rooms.
 *
 * 1. A document has at most one entry here, and only a room with an entry takes changes.
 * 2. An entry goes when nobody holds it and no row is in flight, or when its room has closed by
 *    itself. Either way all that the room took is in the journal, or has been told as failed: the
 *    next room can be read at once.
 */
export const createRooms = (parts: RoomsParts): Rooms => {
  const { journal, unloaded } = parts;
  const table = new Map<DocumentName, Opened>();
  const removals = new Map<DocumentName, Promise<void>>();
  let draining = false;

  const drop = (document: DocumentName, entry: Opened): void => {
    if (table.get(document) === entry) table.delete(document);
  };

  /** A room that is just being opened may have been read before the update was on disk. */
  const show: Show = (document, update) => {
    void table.get(document)?.opening.then(
      (room) => room.receive(update),
      // A room that can't be opened has told whoever asked for it; it is not for us to tell again.
      () => undefined,
    );
  };

  const open = (document: DocumentName): Opened => {
    const entry: Opened = { opening: Room.open(document, parts, show), room: undefined, holds: 0 };
    table.set(document, entry);
    entry.opening.then(
      (room) => (entry.room = room),
      // Whoever waits for the room is told why; the next may try again.
      () => drop(document, entry),
    );
    return entry;
  };

  const release = async (document: DocumentName, entry: Opened, room: Room): Promise<void> => {
    entry.holds -= 1;
    if (entry.holds > 0) return;
    await room.idle();
    if (entry.holds > 0 || table.get(document) !== entry) return;
    table.delete(document);
    room.close('restart', 'room closed');
    room.doc.destroy();
    unloaded?.(document);
  };

  /** The document's entry, a fresh one where the room of the last has closed by itself. */
  const entryOf = async (document: DocumentName): Promise<{ entry: Opened; room: Room }> => {
    await removals.get(document);
    if (draining) throw new RoomClosed('the server is restarting');
    const entry = table.get(document) ?? open(document);
    entry.holds += 1;
    const room = await entry.opening;
    if (!room.closed) return { entry, room };
    drop(document, entry);
    return entryOf(document);
  };

  const hold = async (document: DocumentName): Promise<Held> => {
    const { entry, room } = await entryOf(document);
    let released = false;
    return {
      room,
      release() {
        if (released) return;
        released = true;
        void release(document, entry, room);
      },
    };
  };

  const use = async <Result>(document: DocumentName, work: (room: Room) => Promise<Result>): Promise<Result> => {
    const held = await hold(document);
    try {
      return await work(held.room);
    } finally {
      held.release();
    }
  };

  const openRooms = async (): Promise<Room[]> => {
    const opened = await Promise.allSettled([...table.values()].map(({ opening }) => opening));
    return opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  };

  const removeNow = async (document: DocumentName): Promise<void> => {
    const entry = table.get(document);
    if (entry) {
      const room = await entry.opening;
      room.close('unknown', 'this workshop is gone');
      await room.idle();
      drop(document, entry);
    }
    await journal.remove(document);
  };

  return {
    hold,
    use,
    create: (document, fill) => use(document, (room) => room.change({ by: 'system', write: fill })),
    async remove(document) {
      const removal = removeNow(document);
      // Who waits for it only wants it to be over; the caller is told how it went.
      const over = removal.catch(() => undefined);
      removals.set(document, over);
      await over;
      if (removals.get(document) === over) removals.delete(document);
      await removal;
    },
    disconnect(workshop, person, name = 'no-right') {
      for (const [document, { room }] of table) {
        if (document !== workshop && !document.startsWith(`${workshop}/`)) continue;
        for (const visitor of room?.visitors ?? []) {
          if (visitor.person === person) visitor.close(name, 'you are no longer in this workshop');
        }
      }
    },
    askAgain(person) {
      for (const { room } of table.values()) {
        for (const visitor of room?.visitors ?? []) {
          if (visitor.person === person) visitor.close('restart', 'come in again');
        }
      }
    },
    async drain() {
      draining = true;
      for (const room of await openRooms()) {
        room.close('restart', 'the server is restarting');
        await room.idle();
      }
    },
    isVisited: (document) => (table.get(document)?.room?.visitors.length ?? 0) > 0,
    get size() {
      return table.size;
    },
    get sockets() {
      return [...table.values()].reduce((sum, { room }) => sum + (room?.visitors.length ?? 0), 0);
    },
  };
};
