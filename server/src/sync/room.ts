import type { PersonId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import * as Y from 'yjs';
import type { Author, DocumentName, Journal, JournalRow } from '../storage/contract.ts';
import type { Authors } from './authors.ts';
import { Commits } from './commits.ts';
import { Fanout, type Reader } from './fanout.ts';
import { type Refusal, refusalOf } from './guard.ts';
import { inspect, touchesNothing, UpdateError } from './inspect.ts';
import { openDocument } from './opening.ts';
import type { Log } from './ports.ts';
import { Presence } from './presence.ts';

/** A socket in the room. */
export interface Visitor {
  readonly person: PersonId;
  close(name: CloseName, reason: string): void;
}

export type Taken = { readonly is: 'taken' } | { readonly is: 'gap' } | ({ readonly is: 'refused' } & Refusal);

/** A change by the server: who asked for it, and what its row keeps beside it. */
export type ServerChange = Pick<JournalRow, 'by' | 'facts' | 'kept' | 'onBehalf'> & { write?: (doc: Y.Doc) => void };

export class RoomClosed extends Error {
  override readonly name = 'RoomClosed';
}

const emptyVector = Y.encodeStateVector(new Map());

/**
 * A document that is open in memory.
 *
 * 1. Every change happens in one turn: inspect, judge, apply, append. So the journal's order is the
 *    order in which the document changed, and each decision rests on all before it.
 * 2. The document may be ahead of the disk, by the rows in flight. Nothing that is ahead leaves the
 *    room: relays, answers to joiners and "saved" wait in `commits`, behind their rows.
 * 3. What goes into the journal, and out to others, is what Yjs says has changed, not the bytes that
 *    a client sent.
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
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #authors: Authors;
  readonly #commits = new Commits((error) => this.#fail(error));
  readonly #visitors = new Set<Visitor>();
  /** What the transactions of the turn have changed. */
  #made: { update: Uint8Array; before: Map<number, number> }[] = [];
  #whole: Uint8Array | undefined;
  #closed = false;
  /** Whether the journal knows yet that this room's client id is the server's. */
  #introduced = false;

  /** @throws StorageError */
  static async open(document: DocumentName, journal: Journal, log: Log): Promise<Room> {
    return new Room(document, journal, log, await openDocument(journal, document));
  }

  private constructor(document: DocumentName, journal: Journal, log: Log, opened: { doc: Y.Doc; authors: Authors }) {
    this.document = document;
    this.#journal = journal;
    this.#log = log;
    this.doc = opened.doc;
    this.#authors = opened.authors;
    this.doc.on('update', (update, _origin, _doc, transaction) => {
      this.#made.push({ update, before: transaction.beforeState });
    });
    const { readers } = this;
    this.presence = new Presence({
      claim: (client, person, then) => this.#claim(client, person, then),
      send: (frame) => readers.presence(frame),
      get audience() {
        return readers.size;
      },
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

  /** Takes a person's update, or refuses it whole. It is on disk when `afterCommit` says so. */
  take(update: Uint8Array, actor: Person, from: Reader): Taken {
    this.#mustBeOpen();
    let touched;
    try {
      touched = inspect(this.doc, update);
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error;
      return error.is === 'gap' ? { is: 'gap' } : { is: 'refused', close: 'malformed', reason: error.message };
    }
    const refusal = refusalOf(touched, actor);
    if (refusal) return { is: 'refused', ...refusal };
    if (touchesNothing(touched)) return { is: 'taken' };
    if (!this.#authors.mayUse(touched.clients, actor.id)) {
      return { is: 'refused', close: 'client-id-taken', reason: 'client id of somebody else' };
    }
    const newClients = this.#authors.bind(touched.clients, actor.id);
    void this.#change(() => Y.applyUpdate(this.doc, touched.update, from), { by: actor.id, newClients }, from);
    return { is: 'taken' };
  }

  /**
   * Changes the document as the server, in one transaction, and keeps the row.
   *
   * @returns when it is on disk and relayed.
   * @throws StorageError or RoomClosed when nothing of it is there.
   */
  async change({ write, ...row }: ServerChange): Promise<void> {
    this.#mustBeOpen();
    if (write && !this.#introduced) {
      this.#introduced = true;
      void this.#append({ by: 'system', newClients: [this.doc.clientID] }, () => undefined);
    }
    await new Promise<void>((resolve, reject) => {
      const apply = () => write && this.doc.transact(() => write(this.doc));
      this.#change(apply, { ...row, newClients: [] }, undefined, resolve).catch(reject);
    });
  }

  /** Runs when everything that the document holds now is on disk; never, should that fail. */
  afterCommit(then: () => void): void {
    this.#commits.after(then);
  }

  /** What the document holds beyond a state vector, once all of it is on disk. */
  stateSince(vector: Uint8Array, then: (update: Uint8Array) => void): void {
    const isWhole = vector.length === emptyVector.length && vector[0] === 0;
    const update = isWhole
      ? (this.#whole ??= Y.encodeStateAsUpdate(this.doc))
      : Y.encodeStateAsUpdate(this.doc, vector);
    this.afterCommit(() => then(update));
  }

  /** Closes every socket; from now on the room takes nothing. */
  close(name: CloseName, reason: string): void {
    this.#closed = true;
    for (const visitor of this.#visitors) visitor.close(name, reason);
    this.presence.stop();
  }

  /** Resolves when no row is in flight. */
  idle(): Promise<void> {
    return this.#commits.idle();
  }

  #claim(client: number, person: PersonId, then: () => void): boolean {
    if (this.#closed || !this.#authors.mayUse([client], person)) return false;
    const newClients = this.#authors.bind([client], person);
    // Presence shows the id to everybody: it is bound before they can write under it.
    if (newClients.length > 0) void this.#append({ by: person, newClients }, then);
    else this.afterCommit(then);
    return true;
  }

  #change(
    apply: () => void,
    row: Omit<JournalRow, 'document' | 'update' | 'at'>,
    from: Reader | undefined,
    then: () => void = () => undefined,
  ): Promise<void> {
    this.#made = [];
    try {
      apply();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    const made = this.#made;
    const [first] = made;
    if (!first) return this.#append(row, then);
    this.#whole = undefined;
    const update = made.length === 1 ? first.update : Y.mergeUpdates(made.map((each) => each.update));
    return this.#append({ ...row, update }, () => {
      this.readers.relay(update, first.before, from);
      then();
    });
  }

  /** `then` runs in the journal's order; a failure also reaches whoever looks at the promise. */
  #append(row: { by: Author } & Omit<Partial<JournalRow>, 'document' | 'at'>, then: () => void): Promise<void> {
    const { document } = this;
    const appended = this.#journal.append({
      update: new Uint8Array(),
      newClients: [],
      ...row,
      document,
      at: Date.now(),
    });
    this.#commits.add(appended, then);
    return appended;
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
