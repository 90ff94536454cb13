import type { PersonId } from '@brygga/shared/ids';
import { encodeCursorMoves, isEncodable, type CursorMove } from '@brygga/shared/wire/cursorMoves';
import type { Identity } from '@brygga/shared/wire/presence';
import { type AwarenessEntry, awarenessFrame } from '../transport/frames.ts';
import { limits } from '../transport/limits.ts';
import { PresenceChannel, type PresenceChanges } from './presenceChannel.ts';
import { type ClientState, readClientState, type ReceivedEntry, isNullState, readEntries } from './clientState.ts';
import { PersonColours } from './personColours.ts';

/** Who is here, as one socket says it of itself. The room's presence keeps the speaker's client id in it. */
export interface PresenceSource {
  identity: Identity;
  /** Taken from the first state that the socket tells; from then on it speaks for this id alone. */
  client: number | undefined;
  /** The journal knows that the client id is this person's: until then nobody is shown it. */
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
  /** The latest that the client said, looked at when it is told. */
  pendingState: Uint8Array | undefined;
  state: ClientState | undefined;
  /** All but the cursor, JSON of it, as our own clients were told it last. */
  lastSent: string | undefined;
}

/** Our own clients are told moves as moves; stock clients know whole states alone. */
export type Audience = 'ours' | 'stock';

export interface PresenceHost {
  /** False if the id is somebody else's; else `then` runs once the journal has bound it to this person. */
  bindClient(client: number, person: PersonId, then: () => void): boolean;
  send(frame: Uint8Array, to: Audience): void;
  audienceSize(of: Audience): number;
}

/**
 * A room's presence: the latest state of each client, told to all on a tick, encoded once. It never
 * touches the journal's updates; a state carries the identity that the server knows. Clocks are the
 * clients' own, so that nobody takes an echo of themselves for news.
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
   * Takes what a socket says of itself; entries of others (stock clients echo them) are passed over unread.
   *
   * @throws MalformedFrame
   */
  receive(speaker: PresenceSource, bytes: Uint8Array): void {
    const entries = readEntries(bytes);
    speaker.client ??= this.#bindFirst(speaker, entries);
    for (const { client, clock, stateBytes } of entries) {
      if (client === speaker.client && stateBytes.length <= limits.presenceBytesMax)
        this.#receiveState(speaker, client, clock, stateBytes);
    }
  }

  /** Takes the speaker's state away, unless another socket of the same client has taken it over. */
  leave(speaker: PresenceSource): void {
    if (speaker.client === undefined) return;
    const present = this.#entries.get(speaker.client);
    if (present?.source === speaker) this.#remove(speaker.client, present);
  }

  /** The speaker's identity has changed. */
  refreshIdentity(speaker: PresenceSource): void {
    if (speaker.client !== undefined && this.#entries.get(speaker.client)?.source === speaker) {
      this.#change(speaker.client);
    }
  }

  /** Everybody who is here, for a newcomer. */
  allStatesFrame(): Uint8Array | undefined {
    const entries = [...this.#entries.keys()].flatMap((client) => this.#encodeEntry(client) ?? []);
    return entries.length > 0 ? awarenessFrame(entries) : undefined;
  }

  stop(): void {
    for (const channel of this.#channels) channel.stop();
    this.#entries.clear();
  }

  /** A socket's own id is what its first frame tells of: a stock client begins with just itself. */
  #bindFirst(speaker: PresenceSource, entries: readonly ReceivedEntry[]): number | undefined {
    const [first, ...others] = entries;
    if (!first || others.length > 0 || isNullState(first.stateBytes)) return undefined;
    const { client } = first;
    const before = this.#entries.get(client);
    const owner = before?.source.identity.id ?? speaker.identity.id;
    const show = () => {
      speaker.isBound = true;
      this.#change(client);
    };
    if (owner !== speaker.identity.id || !this.#host.bindClient(client, speaker.identity.id, show)) return undefined;
    // A client that is back before its old socket was found dead takes its own place over.
    if (before) this.#entries.set(client, { ...before, source: speaker, clock: first.clock - 1 });
    else this.#enter(speaker, client, first.clock - 1);
    return client;
  }

  #enter(speaker: PresenceSource, client: number, clock: number): PresenceEntry {
    const present: PresenceEntry = {
      source: speaker,
      clock,
      pendingState: undefined,
      state: undefined,
      lastSent: undefined,
    };
    this.#entries.set(client, present);
    this.#colours.addWindow(speaker.identity);
    return present;
  }

  #receiveState(speaker: PresenceSource, client: number, clock: number, said: Uint8Array): void {
    // Who had left by itself may be back on the same socket.
    const present = this.#entries.get(client) ?? this.#enter(speaker, client, clock - 1);
    if (present.source !== speaker) return;
    if (clock < present.clock || (clock === present.clock && !isNullState(said))) return;
    present.clock = clock;
    if (isNullState(said)) return this.#remove(client, present);
    present.pendingState = said.slice();
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

  /** Undefined where there is more to tell than where the cursor is. */
  #moveOf(client: number): CursorMove | undefined {
    const present = this.#entries.get(client);
    const claim = present && this.#stateOf(present);
    if (!present?.source.isBound || !claim) return undefined;
    const before = present.lastSent;
    present.lastSent = JSON.stringify([claim.key, this.#userOf(present)]);
    const { cursor } = claim;
    return cursor && isEncodable(cursor) && before === present.lastSent
      ? { client, clock: present.clock, x: cursor.x, y: cursor.y }
      : undefined;
  }

  #encodeEntry(client: number): AwarenessEntry | undefined {
    const present = this.#entries.get(client);
    const claim = present && this.#stateOf(present);
    if (!present?.source.isBound || !claim) return undefined;
    const { cursor, otherFields } = claim;
    const user = this.#userOf(present);
    const state = JSON.stringify({ ...(cursor === undefined ? {} : { cursor }), ...otherFields, user });
    return { client, clock: present.clock, state };
  }

  /** What cannot be read leaves the client the state that it had. */
  #stateOf(present: PresenceEntry): ClientState | undefined {
    if (present.pendingState) present.state = readClientState(present.pendingState, present.state) ?? present.state;
    present.pendingState = undefined;
    return present.state;
  }

  #userOf({ source: { identity } }: PresenceEntry): Identity {
    return { ...identity, colour: this.#colours.colourOf(identity) };
  }
}

const encodeEntries = (entries: readonly AwarenessEntry[]): Uint8Array[] =>
  entries.length > 0 ? [awarenessFrame(entries)] : [];
