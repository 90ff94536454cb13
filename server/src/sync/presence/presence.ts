import type { PersonId } from '@brygga/shared/ids';
import { encodeCursorMoves, isEncodable, type CursorMove } from '@brygga/shared/wire/cursorMoves';
import type { Identity } from '@brygga/shared/wire/presence';
import { type AwarenessEntry, awarenessFrame } from '../transport/frames.ts';
import { limits } from '../transport/limits.ts';
import { PresenceChannel, type PresenceChanges } from './presenceChannel.ts';
import { type ClientState, readClientState, type ReceivedEntry, isNullState, readEntries } from './clientState.ts';
import { PersonColours } from './personColours.ts';

/** A socket that sends presence, with the client id that it speaks for. */
export interface PresenceSource {
  identity: Identity;
  /** Taken from the first state that the socket sends; later states of other ids are ignored. */
  client: number | undefined;
  /** Whether the journal has bound the client id to this person; until then it is not shown. */
  isBound: boolean;
}

export const createPresenceSource = (identity: Identity): PresenceSource => ({
  identity,
  client: undefined,
  isBound: false,
});

interface PresenceEntry {
  readonly source: PresenceSource;
  clock: number;
  /** The latest received state, parsed when it is sent on. */
  pendingState: Uint8Array | undefined;
  state: ClientState | undefined;
  /** JSON of the state without its cursor as our own clients last received it. */
  lastSent: string | undefined;
}

/** Our own clients understand cursor moves; stock clients only whole states. */
export type Audience = 'ours' | 'stock';

export interface PresenceHost {
  /** @returns false if the id is another person's; else `then` runs once the journal has bound it to this person. */
  bindClient(client: number, person: PersonId, then: () => void): boolean;
  send(frame: Uint8Array, audience: Audience): void;
  audienceSize(audience: Audience): number;
}

/**
 * The latest awareness state of each client, broadcast on a tick and encoded once. The identity in it
 * comes from the server, never from the client. Clocks are the clients' own, so that y-protocols
 * ignores its own echo.
 */
export class Presence {
  readonly #host: PresenceHost;
  readonly #entries = new Map<number, PresenceEntry>();
  readonly #colours = new PersonColours();
  readonly #channels: readonly PresenceChannel[];

  constructor(host: PresenceHost) {
    this.#host = host;
    const channel = (audience: Audience, frames: (changes: PresenceChanges) => readonly Uint8Array[]) =>
      new PresenceChannel({
        audienceSize: () => host.audienceSize(audience),
        encode: frames,
        send: (frame) => host.send(frame, audience),
        bytesPerSecondMax: limits.presenceBytesPerSecondMax,
      });
    this.#channels = [
      channel('ours', (changes) => this.#movesAndStates(changes)),
      channel('stock', (changes) => encodeEntries(this.#states(changes))),
    ];
  }

  /**
   * Takes the socket's own entry; entries of others, which stock clients echo, are ignored unread.
   *
   * @throws MalformedFrameError
   */
  receive(source: PresenceSource, bytes: Uint8Array): void {
    const entries = readEntries(bytes);
    source.client ??= this.#bindFirst(source, entries);
    for (const { client, clock, stateBytes } of entries) {
      if (client === source.client && stateBytes.length <= limits.presenceBytesMax)
        this.#receiveState(source, client, clock, stateBytes);
    }
  }

  /** Removes the source's state, unless another socket of the same client has taken it over. */
  leave(source: PresenceSource): void {
    if (source.client === undefined) return;
    const entry = this.#entries.get(source.client);
    if (entry?.source === source) this.#remove(source.client, entry);
  }

  /** Call when the source's identity has changed. */
  refreshIdentity(source: PresenceSource): void {
    if (source.client !== undefined && this.#entries.get(source.client)?.source === source) {
      this.#change(source.client);
    }
  }

  /** All states, for a new reader; undefined where there are none. */
  allStatesFrame(): Uint8Array | undefined {
    const entries = [...this.#entries.keys()].flatMap((client) => this.#encodeEntry(client) ?? []);
    return entries.length > 0 ? awarenessFrame(entries) : undefined;
  }

  stop(): void {
    for (const channel of this.#channels) channel.stop();
    this.#entries.clear();
  }

  /** The first frame with a single entry gives the socket's own id: a stock client begins with just itself. */
  #bindFirst(source: PresenceSource, entries: readonly ReceivedEntry[]): number | undefined {
    const [first, ...others] = entries;
    if (!first || others.length > 0 || isNullState(first.stateBytes)) return undefined;
    const { client } = first;
    const previous = this.#entries.get(client);
    const owner = previous?.source.identity.id ?? source.identity.id;
    const show = () => {
      source.isBound = true;
      this.#change(client);
    };
    if (owner !== source.identity.id || !this.#host.bindClient(client, source.identity.id, show)) return undefined;
    // The client has reconnected before its old socket was found dead: it takes over the entry.
    if (previous) this.#entries.set(client, { ...previous, source, clock: first.clock - 1 });
    else this.#enter(source, client, first.clock - 1);
    return client;
  }

  #enter(source: PresenceSource, client: number, clock: number): PresenceEntry {
    const entry: PresenceEntry = {
      source,
      clock,
      pendingState: undefined,
      state: undefined,
      lastSent: undefined,
    };
    this.#entries.set(client, entry);
    this.#colours.addWindow(source.identity);
    return entry;
  }

  #receiveState(source: PresenceSource, client: number, clock: number, stateBytes: Uint8Array): void {
    // A client that had left may come back on the same socket.
    const entry = this.#entries.get(client) ?? this.#enter(source, client, clock - 1);
    if (entry.source !== source) return;
    if (clock < entry.clock || (clock === entry.clock && !isNullState(stateBytes))) return;
    entry.clock = clock;
    if (isNullState(stateBytes)) return this.#remove(client, entry);
    entry.pendingState = stateBytes.slice();
    this.#change(client);
  }

  #remove(client: number, { source, clock }: PresenceEntry): void {
    this.#entries.delete(client);
    this.#colours.removeWindow(source.identity.id);
    if (source.isBound) this.#change(client, clock);
  }

  #change(client: number, left?: number): void {
    for (const channel of this.#channels) channel.change(client, left);
  }

  #states(changes: PresenceChanges): AwarenessEntry[] {
    return [...changes].flatMap(([client, left]) => {
      if (left !== undefined && !this.#entries.has(client)) return [{ client, clock: left, state: 'null' }];
      return this.#encodeEntry(client) ?? [];
    });
  }

  #movesAndStates(changes: PresenceChanges): Uint8Array[] {
    const moves: CursorMove[] = [];
    const others = new Map<number, number | undefined>();
    for (const [client, left] of changes) {
      const move = this.#moveOf(client);
      if (move) moves.push(move);
      else others.set(client, left);
    }
    return [...encodeEntries(this.#states(others)), ...(moves.length > 0 ? [encodeCursorMoves(moves)] : [])];
  }

  /** Undefined where more than the cursor has changed. */
  #moveOf(client: number): CursorMove | undefined {
    const entry = this.#entries.get(client);
    const state = entry && this.#stateOf(entry);
    if (!entry?.source.isBound || !state) return undefined;
    const before = entry.lastSent;
    entry.lastSent = JSON.stringify([state.key, this.#userOf(entry)]);
    const { cursor } = state;
    return cursor && isEncodable(cursor) && before === entry.lastSent
      ? { client, clock: entry.clock, x: cursor.x, y: cursor.y }
      : undefined;
  }

  #encodeEntry(client: number): AwarenessEntry | undefined {
    const entry = this.#entries.get(client);
    const state = entry && this.#stateOf(entry);
    if (!entry?.source.isBound || !state) return undefined;
    const { cursor, otherFields } = state;
    const user = this.#userOf(entry);
    const json = JSON.stringify({ ...(cursor === undefined ? {} : { cursor }), ...otherFields, user });
    return { client, clock: entry.clock, state: json };
  }

  /** A state that can't be parsed leaves the previous one in place. */
  #stateOf(entry: PresenceEntry): ClientState | undefined {
    if (entry.pendingState) entry.state = readClientState(entry.pendingState, entry.state) ?? entry.state;
    entry.pendingState = undefined;
    return entry.state;
  }

  #userOf({ source: { identity } }: PresenceEntry): Identity {
    return { ...identity, colour: this.#colours.colourOf(identity) };
  }
}

const encodeEntries = (entries: readonly AwarenessEntry[]): Uint8Array[] =>
  entries.length > 0 ? [awarenessFrame(entries)] : [];
