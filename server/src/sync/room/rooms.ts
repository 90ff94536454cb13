import type { WorkshopId } from '@brygga/shared/ids';
import type { DocumentName } from '../../storage/contract.ts';
import type * as Y from 'yjs';
import { parseDocumentName } from '../../storage/documentName.ts';
import type { ApplyCommittedRow } from './journalWriter.ts';
import { EarlyJoiners } from './earlyJoiners.ts';
import { Room, RoomClosedError, type RoomDeps } from './room.ts';
import type { ServerWrite } from './serverChange.ts';
import type { RoomMember } from './roomMember.ts';
import { backfillCardTypes } from './onOpen.ts';
import { trimReturnedEdits } from './trimReturnedEdits.ts';

interface RoomEntry {
  readonly opening: Promise<Room>;
  /** Those who wait for it. */
  earlyJoiners: EarlyJoiners | undefined;
  /** The room, once it is open. */
  room: Room | undefined;
  holdCount: number;
}

/** A room that stays in memory until it is released. */
export interface HeldRoom {
  readonly room: Room;
  release(): void;
}

export interface Rooms {
  /**
   * Opens the document's room, or joins the one that is open.
   *
   * @param onWait is told with whom one waits, where it has to be opened first.
   * @throws StorageError, or RoomClosed while the server drains.
   */
  hold(document: DocumentName, onWait?: OnWait): Promise<HeldRoom>;
  /** Holds the room while `work` runs. */
  use<Result>(document: DocumentName, work: (room: Room) => Promise<Result>): Promise<Result>;
  /** Writes a document's beginning as the server; resolves when it is on disk. */
  create(document: DocumentName, fill: ServerWrite): Promise<void>;
  /** Closes the sockets on all circles of a workshop (4404) and removes their documents from the journal. */
  remove(workshop: WorkshopId): Promise<void>;
  /** Has the right looked at again of all visitors who are meant. */
  recheckAccess(isMeant: (document: DocumentName, visitor: RoomMember) => boolean): void;
  /** How often that was done: somebody who was let in before it, and came in after, was not found by it. */
  readonly accessEpoch: number;
  /** Sends everybody away to come again (1012); resolves when every row is on disk. */
  drain(): Promise<void>;
  /** Whether anybody's socket is on this document now. */
  hasMembers(document: DocumentName): boolean;
  /** How many documents are in memory. */
  readonly size: number;
  /** How many sockets are on them. */
  readonly socketCount: number;
}

type OnWait = (newcomers: EarlyJoiners) => void;

interface RoomsDeps extends RoomDeps {
  /** Hears of each document that is in memory from now on. */
  readonly onOpened?: (document: DocumentName, doc: Y.Doc) => void;
  /** Hears of each document that leaves memory. */
  readonly onUnloaded?: (document: DocumentName) => void;
}

/**
 * The one owner of open rooms.
 *
 * 1. A document has at most one entry here, and only a room with an entry takes changes.
 * 2. An entry goes when nobody holds it and no row is in flight, or when its room has closed by
 *    itself. Either way all that the room took is in the journal, or has been told as failed: the
 *    next room can be read at once.
 */
export const createRooms = (deps: RoomsDeps): Rooms => {
  const { journal, onOpened, onUnloaded } = deps;
  const table = new Map<DocumentName, RoomEntry>();
  /** Of workshops. */
  const removals = new Map<WorkshopId, Promise<void>>();
  let draining = false;
  let reviews = 0;

  const drop = (document: DocumentName, entry: RoomEntry): void => {
    if (table.get(document) === entry) table.delete(document);
  };

  /** A room that is just being opened may have been read before the row was on disk. */
  const show: ApplyCommittedRow = (row) => {
    void table.get(row.document)?.opening.then(
      (room) => {
        room.applyCommittedRow(row);
        trimReturnedEdits(room);
      },
      // A room that can't be opened has told whoever asked for it; it is not for us to tell again.
      () => undefined,
    );
  };

  const open = (document: DocumentName): RoomEntry => {
    const newcomers = new EarlyJoiners();
    const opening = Room.open(document, deps, show, newcomers);
    const entry: RoomEntry = { opening, earlyJoiners: newcomers, room: undefined, holdCount: 0 };
    table.set(document, entry);
    entry.opening.then(
      (room) => {
        entry.room = room;
        entry.earlyJoiners = undefined;
        backfillCardTypes(room);
        trimReturnedEdits(room);
        onOpened?.(document, room.doc);
      },
      // Whoever waits for the room is told why; the next may try again.
      () => drop(document, entry),
    );
    return entry;
  };

  const release = async (document: DocumentName, entry: RoomEntry, room: Room): Promise<void> => {
    entry.holdCount -= 1;
    if (entry.holdCount > 0) return;
    await room.idle();
    if (entry.holdCount > 0 || table.get(document) !== entry) return;
    table.delete(document);
    room.close('restart', 'room closed');
    room.doc.destroy();
    onUnloaded?.(document);
  };

  /** The document's entry, a fresh one where the room of the last has closed by itself. */
  const entryOf = async (document: DocumentName, waits: OnWait): Promise<{ entry: RoomEntry; room: Room }> => {
    await removals.get(parseDocumentName(document).workshop);
    if (draining) throw new RoomClosedError('the server is restarting');
    const entry = table.get(document) ?? open(document);
    entry.holdCount += 1;
    if (entry.earlyJoiners) waits(entry.earlyJoiners);
    const room = await entry.opening;
    if (!room.closed) return { entry, room };
    drop(document, entry);
    return entryOf(document, waits);
  };

  const hold = async (document: DocumentName, waits: OnWait = () => undefined): Promise<HeldRoom> => {
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
    const open = [...table.keys()].filter((document) => parseDocumentName(document).workshop === workshop);
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
    recheckAccess(isMeant) {
      reviews += 1;
      for (const [document, { room }] of table) {
        for (const visitor of room?.members ?? []) if (isMeant(document, visitor)) visitor.recheckAccess();
      }
    },
    get accessEpoch() {
      return reviews;
    },
    async drain() {
      draining = true;
      for (const room of await openRooms()) {
        room.close('restart', 'the server is restarting');
        await room.idle();
      }
    },
    hasMembers: (document) => (table.get(document)?.room?.members.length ?? 0) > 0,
    get size() {
      return table.size;
    },
    get socketCount() {
      return [...table.values()].reduce((sum, { room }) => sum + (room?.members.length ?? 0), 0);
    },
  };
};
