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
import { hasNoEffect } from '../guard/validate/inspectUpdate.ts';
import { UpdateError } from '../guard/validate/updateError.ts';
import type { RestoredItems } from '../guard/repair/restoredItems.ts';
import {
  JournalWriter,
  type RowFields,
  type ApplyCommittedRow,
  type AttachedRows,
  type ServerChange,
} from './journalWriter.ts';
import type { EarlyJoiners } from './earlyJoiners.ts';
import { type OpenedDocument, openDocument } from './openDocument.ts';
import type { Log, ReturnedEdits } from './dependencies.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { Presence } from '../presence/presence.ts';
import type { TransactionPart } from './multiDocTransaction.ts';
import { StateCache } from '../broadcast/stateCache.ts';
import type { UpdateOutcome, RoomMember } from './roomMember.ts';

export class RoomClosedError extends Error {
  override readonly name = 'RoomClosed';
}

export interface RoomDeps {
  readonly journal: Journal;
  readonly log: Log;
  readonly returnedEdits: ReturnedEdits;
  /** The benchmark replaces the guard to measure its cost. */
  readonly createGuard?: (doc: Y.Doc, circle: Circle, restoredItems: RestoredItems, bytes: number) => UpdateGuard;
}

const createDefaultGuard: NonNullable<RoomDeps['createGuard']> = (...args) => new Guard(...args);

/**
 * A document that is open in memory.
 *
 * 1. Every change happens in one turn: inspect, apply, judge, revert, append. So the journal's order is
 *    the order in which the document changed, and each decision rests on all changes before it.
 * 2. The document may be ahead of the disk by the rows in flight. Nothing that is ahead leaves the
 *    room: broadcasts, answers to joiners and "saved" wait in the `JournalWriter` behind their rows.
 * 3. What goes into the journal and to others is the change that Yjs reports, not the bytes that a
 *    client sent, and without what the guard reverted.
 * 4. Nothing waits inside the document for missing structs: an update with a gap is not applied.
 * 5. When a row fails, the document in memory no longer matches the journal: the room closes, its
 *    sockets reconnect, and the next room is loaded from the journal.
 * 6. A closed room takes no changes. A document has at most one room that isn't closed.
 */
export class Room {
  readonly document: DocumentName;
  /** Only this room may write it. */
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

  /** @throws StorageError when the journal can't be read. */
  static async open(
    document: DocumentName,
    deps: RoomDeps,
    applyCommittedRow: ApplyCommittedRow,
    earlyJoiners: EarlyJoiners,
  ): Promise<Room> {
    const room = new Room(document, deps, applyCommittedRow, await openDocument(deps.journal, document, earlyJoiners));
    earlyJoiners.joinRoom(room);
    return room;
  }

  private constructor(
    document: DocumentName,
    { journal, log, returnedEdits, createGuard = createDefaultGuard }: RoomDeps,
    applyCommittedRow: ApplyCommittedRow,
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
      applyCommittedRow,
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

  join(member: RoomMember, reader: Reader): void {
    this.#members.add(member);
    this.broadcaster.add(reader);
  }

  leave(member: RoomMember, reader: Reader): void {
    this.#members.delete(member);
    this.broadcaster.delete(reader);
  }

  /** Applies a person's update and reverts what the rules forbid. Durable once `afterCommit` runs. */
  applyUpdate(received: ReceivedUpdate, actor: Person, from: Reader): UpdateOutcome {
    this.#mustBeOpen();
    let inspected: InspectedUpdate;
    try {
      inspected = this.#guard.inspect(received);
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error;
      return error.kind === 'gap' ? { kind: 'gap' } : { kind: 'rejected', close: 'malformed', reason: error.message };
    }
    if (hasNoEffect(inspected) && inspected.redirectedDeletions.clients.size === 0)
      return { kind: 'applied', reverted: [] };
    if (!this.#clientOwners.mayUse(inspected.clients, actor.id)) {
      return { kind: 'rejected', close: 'client-id-taken', reason: 'client id of somebody else' };
    }
    const newClients = this.#clientOwners.bind(inspected.clients, actor.id);
    const { reverted, serverWrote, restored } = this.#inOneTurn(() => this.#guard.apply(inspected, actor, from));
    if (serverWrote) this.#journalWriter.bindServerClient();
    const traces = this.#guard.takeTraces();
    const row = {
      by: actor.id,
      newClients,
      ...(restored.length > 0 ? { restored } : {}),
      ...(traces.length > 0 ? { traces } : {}),
    };
    const returned = this.#journalWriter.attachReturnedEdits(actor.id, reverted);
    // Where the server has reverted something, the writer needs the broadcast as well.
    void this.#appendTurn(row, serverWrote ? undefined : from, undefined, returned);
    return { kind: 'applied', reverted };
  }

  /**
   * Applies a row that another document's commit has already written to this document's journal. The
   * row must not depend on anything in this document.
   */
  applyCommittedRow({ update, newClients, by }: JournalRow): void {
    if (this.#closed) return;
    this.#clientOwners.bind(newClients, by);
    this.#inOneTurn(() => Y.applyUpdate(this.doc, update));
    const turnUpdate = this.#journalWriter.takeTurnUpdate();
    if (!turnUpdate) return;
    this.#stateCache.addChange(update);
    this.broadcaster.broadcastUpdate(update, turnUpdate.stateBefore, undefined);
  }

  /**
   * Changes the document as the server in one transaction, and appends its row.
   *
   * @returns when the row is on disk and broadcast.
   * @throws StorageError or RoomClosedError when nothing of it is on disk.
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

  /** For `runMultiDocTransaction` only. */
  get transactionPart(): TransactionPart {
    return {
      begin: () => {
        this.#mustBeOpen();
        this.#journalWriter.bindServerClient();
      },
      end: (fields) => {
        this.#guard.invalidateAgreements();
        const turnUpdate = this.#journalWriter.takeTurnUpdate();
        if (!turnUpdate) {
          return {
            row: this.#journalWriter.buildRow({ ...fields, newClients: [] }),
            follow: (appended) => this.#journalWriter.afterAppend(appended, () => undefined),
          };
        }
        const { update, stateBefore } = turnUpdate;
        this.#stateCache.addChange(update);
        const broadcast = () => this.broadcaster.broadcastUpdate(update, stateBefore, undefined);
        return {
          row: this.#journalWriter.buildRow({ ...fields, newClients: [], update }),
          follow: (appended) => this.#journalWriter.afterAppend(appended, broadcast),
        };
      },
      fail: (error) => this.#fail(error),
    };
  }

  /** Runs `then` when the document's present state is on disk; never if that fails. */
  afterCommit(then: () => void): void {
    this.#journalWriter.afterCommit(then);
  }

  /**
   * Resolves when the document's present state is on disk.
   *
   * @throws StorageError if that fails.
   */
  saved(): Promise<void> {
    return this.#journalWriter.saved();
  }

  /** Answers a state vector with the messages that it lacks, once they are on disk. */
  stateSince(vector: Uint8Array, then: (messages: readonly EncodedFrame[]) => void): void {
    const messages = this.#stateCache.messagesSince(vector);
    this.afterCommit(() => then(messages));
  }

  /** Closes every socket; the room takes no changes from now on. */
  close(name: CloseName, reason: string): void {
    this.#closed = true;
    this.broadcaster.flush();
    for (const member of this.#members) member.close(name, reason);
    this.presence.stop();
  }

  /** Resolves when every row has been committed or has failed. */
  idle(): Promise<void> {
    return this.#journalWriter.idle();
  }

  #bindClient(client: number, person: PersonId, then: () => void): boolean {
    if (this.#closed || !this.#clientOwners.mayUse([client], person)) return false;
    const newClients = this.#clientOwners.bind([client], person);
    // Presence shows the id to everybody, so it must be bound before another person can write under it.
    if (newClients.length > 0) void this.#journalWriter.append({ by: person, newClients }, then);
    else this.afterCommit(then);
    return true;
  }

  /** Runs a change; if it throws in the middle, the document can't be trusted and the room closes. */
  #inOneTurn<Result>(apply: () => Result): Result {
    try {
      return apply();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /**
   * Appends the turn's changes as one row and broadcasts them after its commit.
   *
   * @param from the reader that has the changes already.
   */
  #appendTurn(fields: RowFields, from: Reader | undefined, then?: () => void, attached?: AttachedRows): Promise<void> {
    const turnUpdate = this.#journalWriter.takeTurnUpdate();
    if (!turnUpdate) return this.#journalWriter.append(fields, then, attached);
    const { update, stateBefore } = turnUpdate;
    this.#stateCache.addChange(update);
    const broadcast = () => {
      this.broadcaster.broadcastUpdate(update, stateBefore, from);
      then?.();
    };
    return this.#journalWriter.append({ ...fields, update }, broadcast, attached);
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
