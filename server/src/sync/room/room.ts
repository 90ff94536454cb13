import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import * as Y from 'yjs';
import type { DocumentName, Journal, JournalRow } from '../../storage/contract.ts';
import type { ClientOwners } from './clientOwners.ts';
import { parseDocumentName } from '../../storage/documentName.ts';
import { Broadcaster, type Reader } from '../broadcast/broadcaster.ts';
import { Guard, type UpdateGuard, type InspectedUpdate, type ReceivedUpdate } from '../guard/guard.ts';
import { hasNoEffect, UpdateError } from '../guard/validate/inspectUpdate.ts';
import type { RestoredItems } from '../guard/repair/restoredItems.ts';
import { JournalWriter, type RowFields, type ApplyCommittedRow, type AttachedRows } from './journalWriter.ts';
import type { EarlyJoiners } from './earlyJoiners.ts';
import { type OpenedDocument, openDocument } from './openDocument.ts';
import type { Log, ReturnedEdits } from './dependencies.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { Presence } from '../presence/presence.ts';
import type { ServerChange, TransactionPart } from './serverChange.ts';
import { StateCache } from '../broadcast/stateCache.ts';
import type { UpdateOutcome, RoomMember } from './roomMember.ts';

export class RoomClosedError extends Error {
  override readonly name = 'RoomClosed';
}

export interface RoomDeps {
  readonly journal: Journal;
  readonly log: Log;
  readonly returnedEdits: ReturnedEdits;
  /** What holds people's updates against the rules; the benchmark measures what that costs. */
  readonly createGuard?: (doc: Y.Doc, circle: Circle, putback: RestoredItems, bytes: number) => UpdateGuard;
}

const createDefaultGuard: NonNullable<RoomDeps['createGuard']> = (...its) => new Guard(...its);

/**
 * A document that is open in memory.
 *
 * 1. Every change happens in one turn: inspect, apply, judge, undo, append. So the journal's order is
 *    the order in which the document changed, and each decision rests on all before it.
 * 2. The document may be ahead of the disk, by the rows in flight. Nothing that is ahead leaves the
 *    room: relays, answers to joiners and "saved" wait in the `Scribe`, behind their rows.
 * 3. What goes into the journal, and out to others, is what Yjs says has changed, not the bytes that
 *    a client sent, and without what the guard took back.
 * 4. Nothing waits inside the document for something that is missing: an update with a gap is not applied.
 * 5. When a row fails, the document in memory is no longer true: the room closes, its sockets come
 *    again, and the next room is read from the journal.
 * 6. A closed room takes nothing. There is at most one room of a document that isn't closed.
 */
export class Room {
  readonly document: DocumentName;
  /** To be read by everyone, and written by this room alone. */
  readonly doc: Y.Doc;
  readonly presence: Presence;
  readonly broadcaster = new Broadcaster();
  readonly #log: Log;
  readonly #journalWriter: JournalWriter;
  readonly #clientOwners: ClientOwners;
  readonly #guard: UpdateGuard;
  readonly #stateCache: StateCache;
  readonly #members = new Set<RoomMember>();
  #closed = false;

  /** @throws StorageError */
  static async open(
    document: DocumentName,
    parts: RoomDeps,
    show: ApplyCommittedRow,
    newcomers: EarlyJoiners,
  ): Promise<Room> {
    const room = new Room(document, parts, show, await openDocument(parts.journal, document, newcomers));
    newcomers.joinRoom(room);
    return room;
  }

  private constructor(
    document: DocumentName,
    { journal, log, returnedEdits, createGuard = createDefaultGuard }: RoomDeps,
    show: ApplyCommittedRow,
    { doc, clientOwners, restoredItems, initialState }: OpenedDocument,
  ) {
    this.document = document;
    this.#log = log;
    this.doc = doc;
    this.#journalWriter = new JournalWriter({
      document,
      doc,
      journal,
      returnedEdits,
      applyCommittedRow: show,
      onFailure: (error) => this.#fail(error),
    });
    this.#clientOwners = clientOwners;
    this.#stateCache = new StateCache(doc, initialState);
    this.#guard = createGuard(doc, parseDocumentName(document).circle, restoredItems, initialState.bytes);
    const { broadcaster } = this;
    this.presence = new Presence({
      bindClient: (client, person, then) => this.#bindClient(client, person, then),
      send: (frame, to) => broadcaster.broadcastPresence(frame, to),
      audienceSize: (of) => broadcaster.audienceSize(of),
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  get members(): readonly RoomMember[] {
    return [...this.#members];
  }

  join(visitor: RoomMember, reader: Reader): void {
    this.#members.add(visitor);
    this.broadcaster.add(reader);
  }

  leave(visitor: RoomMember, reader: Reader): void {
    this.#members.delete(visitor);
    this.broadcaster.delete(reader);
  }

  /** Takes a person's update, without what the guard undoes. It is on disk when `afterCommit` says so. */
  applyUpdate(sent: ReceivedUpdate, actor: Person, from: Reader): UpdateOutcome {
    this.#mustBeOpen();
    let touched: InspectedUpdate;
    try {
      touched = this.#guard.inspect(sent);
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error;
      return error.kind === 'gap' ? { kind: 'gap' } : { kind: 'refused', close: 'malformed', reason: error.message };
    }
    if (hasNoEffect(touched) && touched.redirectedDeletions.clients.size === 0) return { kind: 'taken', refused: [] };
    if (!this.#clientOwners.mayUse(touched.clients, actor.id)) {
      return { kind: 'refused', close: 'client-id-taken', reason: 'client id of somebody else' };
    }
    const newClients = this.#clientOwners.bind(touched.clients, actor.id);
    const { refused, serverWrote, restored } = this.#inOneTurn(() => this.#guard.apply(touched, actor, from));
    if (serverWrote) this.#journalWriter.bindServerClient();
    const traces = this.#guard.takeTraces();
    const row = {
      by: actor.id,
      newClients,
      ...(restored.length > 0 ? { restored } : {}),
      ...(traces.length > 0 ? { traces } : {}),
    };
    // Who wrote what was undone is sent the undoing like everybody else.
    void this.#appendTurn(
      row,
      serverWrote ? undefined : from,
      undefined,
      this.#journalWriter.attachReturnedEdits(actor.id, refused),
    );
    return { kind: 'taken', refused };
  }

  /** Shows a row that is on disk already, having been written into this document without it. It stands by itself. */
  applyCommittedRow({ update, newClients, by }: JournalRow): void {
    if (this.#closed) return;
    this.#clientOwners.bind(newClients, by);
    this.#inOneTurn(() => Y.applyUpdate(this.doc, update));
    const made = this.#journalWriter.takeTurnUpdate();
    if (!made) return;
    this.#stateCache.addChange(update);
    this.broadcaster.broadcastUpdate(update, made.stateBefore, undefined);
  }

  /**
   * Changes the document as the server, in one transaction, and keeps the row.
   *
   * @returns when it is on disk and relayed.
   * @throws StorageError or RoomClosed when nothing of it is there.
   */
  async change({ write, ...row }: ServerChange): Promise<void> {
    this.#mustBeOpen();
    if (write) this.#journalWriter.bindServerClient();
    const facts = write && this.#inOneTurn(() => this.doc.transact(() => write(this.doc)));
    if (write) this.#guard.invalidateAgreements();
    await new Promise<void>((resolve, reject) => {
      this.#appendTurn({ ...row, ...(facts ? { facts } : {}), newClients: [] }, undefined, resolve).catch(reject);
    });
  }

  /**
   * This document's share of a change to several, which `changeTogether` makes: `begin` before it is
   * written, `end` in the same turn, for the row and for what follows it; `fail` where it broke off.
   */
  get transactionPart(): TransactionPart {
    return {
      begin: () => {
        this.#mustBeOpen();
        this.#journalWriter.bindServerClient();
      },
      end: (words) => {
        this.#guard.invalidateAgreements();
        const made = this.#journalWriter.takeTurnUpdate();
        if (made) this.#stateCache.addChange(made.update);
        const relay = () => made && this.broadcaster.broadcastUpdate(made.update, made.stateBefore, undefined);
        return {
          row: this.#journalWriter.buildRow({ ...words, newClients: [], ...(made ? { update: made.update } : {}) }),
          follow: (appended) => this.#journalWriter.afterAppend(appended, relay),
        };
      },
      fail: (error) => this.#fail(error),
    };
  }

  /** Runs when everything that the document holds now is on disk; never, should that fail. */
  afterCommit(then: () => void): void {
    this.#journalWriter.afterCommit(then);
  }

  /**
   * Resolves when everything that the document holds now is on disk.
   *
   * @throws StorageError, should that fail.
   */
  saved(): Promise<void> {
    return this.#journalWriter.saved();
  }

  /** The messages that bring whoever has this state vector up to now, once all of it is on disk. */
  stateSince(vector: Uint8Array, then: (messages: readonly EncodedFrame[]) => void): void {
    const messages = this.#stateCache.messagesSince(vector);
    this.afterCommit(() => then(messages));
  }

  /** Closes every socket; from now on the room takes nothing. */
  close(name: CloseName, reason: string): void {
    this.#closed = true;
    this.broadcaster.flush();
    for (const visitor of this.#members) visitor.close(name, reason);
    this.presence.stop();
  }

  /** Resolves when no row is in flight. */
  idle(): Promise<void> {
    return this.#journalWriter.idle();
  }

  #bindClient(client: number, person: PersonId, then: () => void): boolean {
    if (this.#closed || !this.#clientOwners.mayUse([client], person)) return false;
    const newClients = this.#clientOwners.bind([client], person);
    // Presence shows the id to everybody: it is bound before they can write under it.
    if (newClients.length > 0) void this.#journalWriter.append({ by: person, newClients }, then);
    else this.afterCommit(then);
    return true;
  }

  /** Runs what changes the document. Should it break off in the middle, the room can't be trusted any more. */
  #inOneTurn<Result>(apply: () => Result): Result {
    try {
      return apply();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /**
   * Puts all that the turn has changed into the journal, as one row, and relays it from there.
   *
   * @param from who has it already.
   */
  #appendTurn(words: RowFields, from: Reader | undefined, then?: () => void, together?: AttachedRows): Promise<void> {
    const made = this.#journalWriter.takeTurnUpdate();
    if (!made) return this.#journalWriter.append(words, then, together);
    const { update, stateBefore } = made;
    this.#stateCache.addChange(update);
    const relay = () => {
      this.broadcaster.broadcastUpdate(update, stateBefore, from);
      then?.();
    };
    return this.#journalWriter.append({ ...words, update }, relay, together);
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#log.error({ err: error, document: this.document }, 'room closed: its document is ahead of the journal');
    this.close('overloaded', 'could not be saved, try again');
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new RoomClosedError(`the room of ${this.document} is closed`);
  }
}
