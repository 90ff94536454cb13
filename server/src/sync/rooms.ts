import type { WorkshopId } from '@brygga/shared/ids';
import type { DocumentName } from '../storage/contract.ts';
import type * as Y from 'yjs';
import { placeOf } from './documents.ts';
import type { Show } from './scribe.ts';
import { Newcomers } from './newcomers.ts';
import { Room, RoomClosed, type RoomParts } from './room.ts';
import type { ServerWriting } from './serverChange.ts';
import type { Visitor } from './visitor.ts';
import { completeOldCards } from './oldCards.ts';
import { trimTray } from './trays.ts';

interface Opened {
  readonly opening: Promise<Room>;
  /** Those who wait for it. */
  newcomers: Newcomers | undefined;
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
   * @param waits is told with whom one waits, where it has to be opened first.
   * @throws StorageError, or RoomClosed while the server drains.
   */
  hold(document: DocumentName, waits?: Waits): Promise<Held>;
  /** Holds the room while `work` runs. */
  use<Result>(document: DocumentName, work: (room: Room) => Promise<Result>): Promise<Result>;
  /** Writes a document's beginning as the server; resolves when it is on disk. */
  create(document: DocumentName, fill: ServerWriting): Promise<void>;
  /** Closes the sockets on all circles of a workshop (4404) and removes their documents from the journal. */
  remove(workshop: WorkshopId): Promise<void>;
  /** Has the right looked at again of all visitors who are meant. */
  review(isMeant: (document: DocumentName, visitor: Visitor) => boolean): void;
  /** How often that was done: somebody who was let in before it, and came in after, was not found by it. */
  readonly reviews: number;
  /** Sends everybody away to come again (1012); resolves when every row is on disk. */
  drain(): Promise<void>;
  /** Whether anybody's socket is on this document now. */
  isVisited(document: DocumentName): boolean;
  /** How many documents are in memory. */
  readonly size: number;
  /** How many sockets are on them. */
  readonly sockets: number;
}

type Waits = (newcomers: Newcomers) => void;

interface RoomsParts extends RoomParts {
  /** Hears of each document that is in memory from now on. */
  readonly opened?: (document: DocumentName, doc: Y.Doc) => void;
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
  const { journal, opened, unloaded } = parts;
  const table = new Map<DocumentName, Opened>();
  /** Of workshops. */
  const removals = new Map<WorkshopId, Promise<void>>();
  let draining = false;
  let reviews = 0;

  const drop = (document: DocumentName, entry: Opened): void => {
    if (table.get(document) === entry) table.delete(document);
  };

  /** A room that is just being opened may have been read before the row was on disk. */
  const show: Show = (row) => {
    void table.get(row.document)?.opening.then(
      (room) => {
        room.receive(row);
        trimTray(room);
      },
      // A room that can't be opened has told whoever asked for it; it is not for us to tell again.
      () => undefined,
    );
  };

  const open = (document: DocumentName): Opened => {
    const newcomers = new Newcomers();
    const opening = Room.open(document, parts, show, newcomers);
    const entry: Opened = { opening, newcomers, room: undefined, holds: 0 };
    table.set(document, entry);
    entry.opening.then(
      (room) => {
        entry.room = room;
        entry.newcomers = undefined;
        completeOldCards(room);
        trimTray(room);
        opened?.(document, room.doc);
      },
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
  const entryOf = async (document: DocumentName, waits: Waits): Promise<{ entry: Opened; room: Room }> => {
    await removals.get(placeOf(document).workshop);
    if (draining) throw new RoomClosed('the server is restarting');
    const entry = table.get(document) ?? open(document);
    entry.holds += 1;
    if (entry.newcomers) waits(entry.newcomers);
    const room = await entry.opening;
    if (!room.closed) return { entry, room };
    drop(document, entry);
    return entryOf(document, waits);
  };

  const hold = async (document: DocumentName, waits: Waits = () => undefined): Promise<Held> => {
    const { entry, room } = await entryOf(document, waits);
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

  const removeOne = async (document: DocumentName): Promise<void> => {
    const entry = table.get(document);
    if (entry) {
      const room = await entry.opening;
      room.close('unknown', 'this workshop is gone');
      await room.idle();
      drop(document, entry);
    }
    await journal.remove(document);
  };

  /** The board first: from then on nothing is put into trays, and nobody is let into a circle. */
  const removeNow = async (workshop: WorkshopId): Promise<void> => {
    await removeOne(workshop);
    const open = [...table.keys()].filter((document) => placeOf(document).workshop === workshop);
    const kept = await journal.documentsBelow(workshop);
    for (const document of new Set([...open, ...kept])) await removeOne(document);
  };

  return {
    hold,
    use,
    create: (document, fill) => use(document, (room) => room.change({ by: 'system', write: fill })),
    async remove(workshop) {
      const removal = removeNow(workshop);
      // Who waits for it only wants it to be over; the caller is told how it went.
      const over = removal.catch(() => undefined);
      removals.set(workshop, over);
      await over;
      if (removals.get(workshop) === over) removals.delete(workshop);
      await removal;
    },
    review(isMeant) {
      reviews += 1;
      for (const [document, { room }] of table) {
        for (const visitor of room?.visitors ?? []) if (isMeant(document, visitor)) visitor.review();
      }
    },
    get reviews() {
      return reviews;
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
