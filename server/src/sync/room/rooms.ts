import type { WorkshopId } from '@brygga/shared/ids';
import type { DocumentName } from '../../storage/contract.ts';
import type * as Y from 'yjs';
import { parseDocumentName } from '../../storage/documentName.ts';
import { EarlyJoiners } from './earlyJoiners.ts';
import { Room, RoomClosedError, type RoomDeps } from './room.ts';
import type { ApplyCommittedRow, ServerWrite } from './journalWriter.ts';
import type { RoomMember } from './roomMember.ts';
import { trimReturnedEdits, prepareOpenedRoom } from './upkeep.ts';

interface RoomSlot {
  readonly opening: Promise<Room>;
  /** Clients that wait for the opening; undefined once it has ended. */
  earlyJoiners: EarlyJoiners | undefined;
  /** Undefined until the opening has ended. */
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
   * Opens the document's room, or takes the one that is open.
   *
   * @param onWait called with the early joiners where the room has to be opened first.
   * @throws StorageError when the journal can't be read, RoomClosedError while the server drains.
   */
  hold(document: DocumentName, onWait?: OnWait): Promise<HeldRoom>;
  /** Holds the room while `work` runs. */
  use<Result>(document: DocumentName, work: (room: Room) => Promise<Result>): Promise<Result>;
  /** Writes a new document as the server; resolves when it is on disk. */
  create(document: DocumentName, write: ServerWrite): Promise<void>;
  /** Closes the sockets on all circles of a workshop (4404) and removes their documents from the journal. */
  remove(workshop: WorkshopId): Promise<void>;
  /** Makes all members for which `isAffected` holds recheck their access. */
  recheckAccess(isAffected: (document: DocumentName, member: RoomMember) => boolean): void;
  /**
   * Incremented by every recheckAccess. A socket that was admitted at an older epoch was not found by it
   * and must recheck itself.
   */
  readonly accessEpoch: number;
  /** Closes all sockets with 1012, so that they reconnect; resolves when every row is on disk. */
  drain(): Promise<void>;
  /** Whether the document has a socket now. */
  hasMembers(document: DocumentName): boolean;
  /** Number of documents in memory. */
  readonly size: number;
  /** Number of sockets on all documents. */
  readonly socketCount: number;
}

type OnWait = (earlyJoiners: EarlyJoiners) => void;

interface RoomsDeps extends RoomDeps {
  /** Called when a document has been loaded into memory. */
  readonly onOpened?: (document: DocumentName, doc: Y.Doc) => void;
  /** Called when a document has left memory. */
  readonly onUnloaded?: (document: DocumentName) => void;
}

/**
 * Owns all open rooms.
 *
 * 1. A document has at most one slot, and only a room with a slot takes changes.
 * 2. A slot is removed when nobody holds it and no row is in flight, or when its room has closed by
 *    itself. Either way everything that the room took is in the journal or was reported as failed, so
 *    the next room can be loaded at once.
 */
export const createRooms = (deps: RoomsDeps): Rooms => {
  const { journal, onOpened, onUnloaded } = deps;
  const slots = new Map<DocumentName, RoomSlot>();
  /** Workshops that are being removed. */
  const removals = new Map<WorkshopId, Promise<void>>();
  let isDraining = false;
  let accessEpoch = 0;

  const drop = (document: DocumentName, slot: RoomSlot): void => {
    if (slots.get(document) === slot) slots.delete(document);
  };

  /** Also where the room is being opened: it may have been loaded before the row was on disk. */
  const applyCommittedRow: ApplyCommittedRow = (row) => {
    void slots.get(row.document)?.opening.then(
      (room) => {
        room.applyCommittedRow(row);
        trimReturnedEdits(room);
      },
      // Whoever opens the room handles the failure.
      () => undefined,
    );
  };

  const open = (document: DocumentName): RoomSlot => {
    const earlyJoiners = new EarlyJoiners();
    const opening = Room.open(document, deps, applyCommittedRow, earlyJoiners);
    const slot: RoomSlot = { opening, earlyJoiners, room: undefined, holdCount: 0 };
    slots.set(document, slot);
    slot.opening.then(
      (room) => {
        slot.room = room;
        slot.earlyJoiners = undefined;
        prepareOpenedRoom(room);
        onOpened?.(document, room.doc);
      },
      // Whoever waits for `opening` handles the failure; the next attempt starts anew.
      () => drop(document, slot),
    );
    return slot;
  };

  const release = async (document: DocumentName, slot: RoomSlot, room: Room): Promise<void> => {
    slot.holdCount -= 1;
    if (slot.holdCount > 0) return;
    await room.idle();
    if (slot.holdCount > 0 || slots.get(document) !== slot) return;
    slots.delete(document);
    room.close('restart', 'room closed');
    room.doc.destroy();
    onUnloaded?.(document);
  };

  /** The document's slot; a new one if the room of the old one has closed by itself. */
  const slotOf = async (document: DocumentName, onWait: OnWait): Promise<{ slot: RoomSlot; room: Room }> => {
    await removals.get(parseDocumentName(document).workshop);
    if (isDraining) throw new RoomClosedError('the server is restarting');
    const slot = slots.get(document) ?? open(document);
    slot.holdCount += 1;
    if (slot.earlyJoiners) onWait(slot.earlyJoiners);
    const room = await slot.opening;
    if (!room.closed) return { slot, room };
    drop(document, slot);
    return slotOf(document, onWait);
  };

  const hold = async (document: DocumentName, onWait: OnWait = () => undefined): Promise<HeldRoom> => {
    const { slot, room } = await slotOf(document, onWait);
    let isReleased = false;
    return {
      room,
      release() {
        if (isReleased) return;
        isReleased = true;
        void release(document, slot, room);
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
    const opened = await Promise.allSettled([...slots.values()].map(({ opening }) => opening));
    return opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  };

  const removeDocument = async (document: DocumentName): Promise<void> => {
    const slot = slots.get(document);
    if (slot) {
      // Whoever opens the room handles a failure; a document that can't be loaded is removed all the same.
      const room = await slot.opening.catch(() => undefined);
      room?.close('unknown', 'this workshop is gone');
      await room?.idle();
      drop(document, slot);
    }
    await journal.remove(document);
  };

  /** The board first: without it no edit is returned to anybody and nobody is admitted to a circle. */
  const removeDocumentsOf = async (workshop: WorkshopId): Promise<void> => {
    await removeDocument(workshop);
    const open = [...slots.keys()].filter((document) => parseDocumentName(document).workshop === workshop);
    const stored = await journal.documentsBelow(workshop);
    for (const document of new Set([...open, ...stored])) await removeDocument(document);
  };

  return {
    hold,
    use,
    create: (document, write) => use(document, (room) => room.change({ by: 'system', write })),
    async remove(workshop) {
      const removal = removeDocumentsOf(workshop);
      // Openings wait until the removal has ended, however it ends; only its caller handles a failure.
      const ended = removal.catch(() => undefined);
      removals.set(workshop, ended);
      await ended;
      if (removals.get(workshop) === ended) removals.delete(workshop);
      await removal;
    },
    recheckAccess(isAffected) {
      accessEpoch += 1;
      for (const [document, { room }] of slots) {
        for (const member of room?.members ?? []) if (isAffected(document, member)) member.recheckAccess();
      }
    },
    get accessEpoch() {
      return accessEpoch;
    },
    async drain() {
      isDraining = true;
      for (const room of await openRooms()) {
        room.close('restart', 'the server is restarting');
        await room.idle();
      }
    },
    hasMembers: (document) => (slots.get(document)?.room?.members.length ?? 0) > 0,
    get size() {
      return slots.size;
    },
    get socketCount() {
      return [...slots.values()].reduce((sum, { room }) => sum + (room?.members.length ?? 0), 0);
    },
  };
};
