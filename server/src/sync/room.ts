import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import * as Y from 'yjs';
import type { DocumentName, Journal, JournalRow } from '../storage/contract.ts';
import type { Authors } from './authors.ts';
import { placeOf } from './documents.ts';
import { Fanout, type Reader } from './fanout.ts';
import { Guard, type Guarding, type Inspected, type Sent } from './guard/guard.ts';
import { touchesNothing, UpdateError } from './guard/inspect.ts';
import type { Putback } from './guard/putback.ts';
import { Scribe, type RowWords, type Show, type Together } from './scribe.ts';
import type { Newcomers } from './newcomers.ts';
import { type OpenedDocument, openDocument } from './opening.ts';
import type { Log, Tray } from './ports.ts';
import type { Preframed } from './preframed.ts';
import { Presence } from './presence/presence.ts';
import type { ServerChange, Share } from './serverChange.ts';
import { States } from './states.ts';
import type { Taken, Visitor } from './visitor.ts';

export class RoomClosed extends Error {
  override readonly name = 'RoomClosed';
}

export interface RoomParts {
  readonly journal: Journal;
  readonly log: Log;
  readonly tray: Tray;
  /** What holds people's updates against the rules; the benchmark measures what that costs. */
  readonly guardOf?: (doc: Y.Doc, circle: Circle, putback: Putback, bytes: number) => Guarding;
}

const guarded: NonNullable<RoomParts['guardOf']> = (...its) => new Guard(...its);

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
  readonly readers = new Fanout();
  readonly #log: Log;
  readonly #scribe: Scribe;
  readonly #authors: Authors;
  readonly #guard: Guarding;
  readonly #states: States;
  readonly #visitors = new Set<Visitor>();
  #closed = false;

  /** @throws StorageError */
  static async open(document: DocumentName, parts: RoomParts, show: Show, newcomers: Newcomers): Promise<Room> {
    const room = new Room(document, parts, show, await openDocument(parts.journal, document, newcomers));
    newcomers.enter(room);
    return room;
  }

  private constructor(
    document: DocumentName,
    { journal, log, tray, guardOf = guarded }: RoomParts,
    show: Show,
    { doc, authors, putback, beginning }: OpenedDocument,
  ) {
    this.document = document;
    this.#log = log;
    this.doc = doc;
    this.#scribe = new Scribe({ document, doc, journal, tray, show, failed: (error) => this.#fail(error) });
    this.#authors = authors;
    this.#states = new States(doc, beginning);
    this.#guard = guardOf(doc, placeOf(document).circle, putback, beginning.bytes);
    const { readers } = this;
    this.presence = new Presence({
      claim: (client, person, then) => this.#claim(client, person, then),
      send: (frame, to) => readers.presence(frame, to),
      audience: (of) => readers.audience(of),
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  get visitors(): readonly Visitor[] {
    return [...this.#visitors];
  }

  enter(visitor: Visitor, reader: Reader): void {
    this.#visitors.add(visitor);
    this.readers.add(reader);
  }

  leave(visitor: Visitor, reader: Reader): void {
    this.#visitors.delete(visitor);
    this.readers.delete(reader);
  }

  /** Takes a person's update, without what the guard undoes. It is on disk when `afterCommit` says so. */
  take(sent: Sent, actor: Person, from: Reader): Taken {
    this.#mustBeOpen();
    let touched: Inspected;
    try {
      touched = this.#guard.inspect(sent);
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error;
      return error.is === 'gap' ? { is: 'gap' } : { is: 'refused', close: 'malformed', reason: error.message };
    }
    if (touchesNothing(touched) && touched.meant.clients.size === 0) return { is: 'taken', refused: [] };
    if (!this.#authors.mayUse(touched.clients, actor.id)) {
      return { is: 'refused', close: 'client-id-taken', reason: 'client id of somebody else' };
    }
    const newClients = this.#authors.bind(touched.clients, actor.id);
    const { refused, healed, restored } = this.#inOneTurn(() => this.#guard.apply(touched, actor, from));
    if (healed) this.#scribe.introduce();
    const traces = this.#guard.takeTraces();
    const row = {
      ...{ by: actor.id, newClients },
      ...(restored.length > 0 ? { restored } : {}),
      ...(traces.length > 0 ? { traces } : {}),
    };
    // Who wrote what was undone is sent the undoing like everybody else.
    void this.#append(row, healed ? undefined : from, undefined, this.#scribe.intoTray(actor.id, refused));
    return { is: 'taken', refused };
  }

  /** Shows a row that is on disk already, having been written into this document without it. It stands by itself. */
  receive({ update, newClients, by }: JournalRow): void {
    if (this.#closed) return;
    this.#authors.bind(newClients, by);
    this.#inOneTurn(() => Y.applyUpdate(this.doc, update));
    const made = this.#scribe.takeMade();
    if (!made) return;
    this.#states.note(update);
    this.readers.relay(update, made.before, undefined);
  }

  /**
   * Changes the document as the server, in one transaction, and keeps the row.
   *
   * @returns when it is on disk and relayed.
   * @throws StorageError or RoomClosed when nothing of it is there.
   */
  async change({ write, ...row }: ServerChange): Promise<void> {
    this.#mustBeOpen();
    if (write) this.#scribe.introduce();
    const facts = write && this.#inOneTurn(() => this.doc.transact(() => write(this.doc)));
    if (write) this.#guard.forget();
    await new Promise<void>((resolve, reject) => {
      this.#append({ ...row, ...(facts ? { facts } : {}), newClients: [] }, undefined, resolve).catch(reject);
    });
  }

  /**
   * This document's share of a change to several, which `changeTogether` makes: `begin` before it is
   * written, `end` in the same turn, for the row and for what follows it; `fail` where it broke off.
   */
  get share(): Share {
    return {
      begin: () => {
        this.#mustBeOpen();
        this.#scribe.introduce();
      },
      end: (words) => {
        this.#guard.forget();
        const made = this.#scribe.takeMade();
        if (made) this.#states.note(made.update);
        const relay = () => made && this.readers.relay(made.update, made.before, undefined);
        return {
          row: this.#scribe.rowOf({ ...words, newClients: [], ...(made ? { update: made.update } : {}) }),
          follow: (appended) => this.#scribe.follow(appended, relay),
        };
      },
      fail: (error) => this.#fail(error),
    };
  }

  /** Runs when everything that the document holds now is on disk; never, should that fail. */
  afterCommit(then: () => void): void {
    this.#scribe.afterCommit(then);
  }

  /**
   * Resolves when everything that the document holds now is on disk.
   *
   * @throws StorageError, should that fail.
   */
  saved(): Promise<void> {
    return this.#scribe.saved();
  }

  /** The messages that bring whoever has this state vector up to now, once all of it is on disk. */
  stateSince(vector: Uint8Array, then: (messages: readonly Preframed[]) => void): void {
    const messages = this.#states.since(vector);
    this.afterCommit(() => then(messages));
  }

  /** Closes every socket; from now on the room takes nothing. */
  close(name: CloseName, reason: string): void {
    this.#closed = true;
    this.readers.flush();
    for (const visitor of this.#visitors) visitor.close(name, reason);
    this.presence.stop();
  }

  /** Resolves when no row is in flight. */
  idle(): Promise<void> {
    return this.#scribe.idle();
  }

  #claim(client: number, person: PersonId, then: () => void): boolean {
    if (this.#closed || !this.#authors.mayUse([client], person)) return false;
    const newClients = this.#authors.bind([client], person);
    // Presence shows the id to everybody: it is bound before they can write under it.
    if (newClients.length > 0) void this.#scribe.append({ by: person, newClients }, then);
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
  #append(words: RowWords, from: Reader | undefined, then?: () => void, together?: Together): Promise<void> {
    const made = this.#scribe.takeMade();
    if (!made) return this.#scribe.append(words, then, together);
    const { update, before } = made;
    this.#states.note(update);
    const relay = () => {
      this.readers.relay(update, before, from);
      then?.();
    };
    return this.#scribe.append({ ...words, update }, relay, together);
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#log.error({ err: error, document: this.document }, 'room closed: its document is ahead of the journal');
    this.close('overloaded', 'could not be saved, try again');
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new RoomClosed(`the room of ${this.document} is closed`);
  }
}
