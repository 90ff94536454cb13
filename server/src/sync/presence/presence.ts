import type { PersonId } from '@brygga/shared/ids';
import { encodeCursorMoves, isEncodable, type CursorMove } from '@brygga/shared/wire/moves';
import type { Identity } from '@brygga/shared/wire/presence';
import { type AwarenessEntry, awarenessFrame } from '../frames.ts';
import { limits } from '../limits.ts';
import { Channel, type Changes } from './channel.ts';
import { type Claim, claimOf, type Entry, isLeft, readEntries } from './claims.ts';
import { Colours } from './colours.ts';

/** Who is here, as one socket says it of itself. The room's presence keeps the speaker's client id in it. */
export interface Speaker {
  identity: Identity;
  /** Taken from the first state that the socket tells; from then on it speaks for this id alone. */
  client: number | undefined;
  /** The journal knows that the client id is this person's: until then nobody is shown it. */
  bound: boolean;
}

export const speakerOf = (identity: Identity): Speaker => ({ identity, client: undefined, bound: false });

interface Present {
  readonly speaker: Speaker;
  clock: number;
  /** The latest that the client said, looked at when it is told. */
  said: Uint8Array | undefined;
  claim: Claim | undefined;
  /** All but the cursor, JSON of it, as our own clients were told it last. */
  told: string | undefined;
}

/** Our own clients are told moves as moves; stock clients know whole states alone. */
export type Audience = 'ours' | 'stock';

export interface PresenceHost {
  /** False if the id is somebody else's; else `then` runs once the journal has bound it to this person. */
  claim(client: number, person: PersonId, then: () => void): boolean;
  send(frame: Uint8Array, to: Audience): void;
  audience(of: Audience): number;
}

/**
 * A room's presence: the latest state of each client, told to all on a tick, encoded once. It never
 * touches the journal's updates; a state carries the identity that the server knows. Clocks are the
 * clients' own, so that nobody takes an echo of themselves for news.
 */
export class Presence {
  readonly #host: PresenceHost;
  readonly #present = new Map<number, Present>();
  readonly #colours = new Colours();
  readonly #channels: readonly Channel[];

  constructor(host: PresenceHost) {
    this.#host = host;
    const channel = (audience: Audience, frames: (changes: Changes) => readonly Uint8Array[]) =>
      new Channel({
        audience: () => host.audience(audience),
        frames,
        send: (frame) => host.send(frame, audience),
        bytesPerSecond: limits.presenceBytesPerSecond,
      });
    this.#channels = [
      channel('ours', (changes) => this.#movesAndStates(changes)),
      channel('stock', (changes) => framed(this.#states(changes))),
    ];
  }

  /**
   * Takes what a socket says of itself; entries of others (stock clients echo them) are passed over unread.
   *
   * @throws MalformedFrame
   */
  take(speaker: Speaker, bytes: Uint8Array): void {
    const entries = readEntries(bytes);
    speaker.client ??= this.#firstOf(speaker, entries);
    for (const { client, clock, said } of entries) {
      if (client === speaker.client && said.length <= limits.presenceBytes) this.#say(speaker, client, clock, said);
    }
  }

  /** Takes the speaker's state away, unless another socket of the same client has taken it over. */
  leave(speaker: Speaker): void {
    if (speaker.client === undefined) return;
    const present = this.#present.get(speaker.client);
    if (present?.speaker === speaker) this.#remove(speaker.client, present);
  }

  /** The speaker's identity has changed. */
  renew(speaker: Speaker): void {
    if (speaker.client !== undefined && this.#present.get(speaker.client)?.speaker === speaker) {
      this.#change(speaker.client);
    }
  }

  /** Everybody who is here, for a newcomer. */
  everybody(): Uint8Array | undefined {
    const entries = [...this.#present.keys()].flatMap((client) => this.#entry(client) ?? []);
    return entries.length > 0 ? awarenessFrame(entries) : undefined;
  }

  stop(): void {
    for (const channel of this.#channels) channel.stop();
    this.#present.clear();
  }

  /** A socket's own id is what its first frame tells of: a stock client begins with just itself. */
  #firstOf(speaker: Speaker, entries: readonly Entry[]): number | undefined {
    const [first, ...others] = entries;
    if (!first || others.length > 0 || isLeft(first.said)) return undefined;
    const { client } = first;
    const before = this.#present.get(client);
    const owner = before?.speaker.identity.id ?? speaker.identity.id;
    const show = () => {
      speaker.bound = true;
      this.#change(client);
    };
    if (owner !== speaker.identity.id || !this.#host.claim(client, speaker.identity.id, show)) return undefined;
    // A client that is back before its old socket was found dead takes its own place over.
    if (before) this.#present.set(client, { ...before, speaker, clock: first.clock - 1 });
    else this.#enter(speaker, client, first.clock - 1);
    return client;
  }

  #enter(speaker: Speaker, client: number, clock: number): Present {
    const present: Present = { speaker, clock, said: undefined, claim: undefined, told: undefined };
    this.#present.set(client, present);
    this.#colours.enter(speaker.identity);
    return present;
  }

  #say(speaker: Speaker, client: number, clock: number, said: Uint8Array): void {
    // Who had left by itself may be back on the same socket.
    const present = this.#present.get(client) ?? this.#enter(speaker, client, clock - 1);
    if (present.speaker !== speaker) return;
    if (clock < present.clock || (clock === present.clock && !isLeft(said))) return;
    present.clock = clock;
    if (isLeft(said)) return this.#remove(client, present);
    present.said = said.slice();
    this.#change(client);
  }

  #remove(client: number, { speaker, clock }: Present): void {
    this.#present.delete(client);
    this.#colours.leave(speaker.identity.id);
    if (speaker.bound) this.#change(client, clock);
  }

  #change(client: number, left?: number): void {
    for (const channel of this.#channels) channel.change(client, left);
  }

  #states(changes: Changes): AwarenessEntry[] {
    return [...changes].flatMap(([client, left]) => {
      if (left !== undefined && !this.#present.has(client)) return [{ client, clock: left, state: 'null' }];
      return this.#entry(client) ?? [];
    });
  }

  #movesAndStates(changes: Changes): Uint8Array[] {
    const moves: CursorMove[] = [];
    const others = new Map<number, number | undefined>();
    for (const [client, left] of changes) {
      const move = this.#moveOf(client);
      if (move) moves.push(move);
      else others.set(client, left);
    }
    return [...framed(this.#states(others)), ...(moves.length > 0 ? [encodeCursorMoves(moves)] : [])];
  }

  /** Undefined where there is more to tell than where the cursor is. */
  #moveOf(client: number): CursorMove | undefined {
    const present = this.#present.get(client);
    const claim = present && this.#claimOf(present);
    if (!present?.speaker.bound || !claim) return undefined;
    const before = present.told;
    present.told = JSON.stringify([claim.key, this.#userOf(present)]);
    const { cursor } = claim;
    return cursor && isEncodable(cursor) && before === present.told
      ? { client, clock: present.clock, x: cursor.x, y: cursor.y }
      : undefined;
  }

  #entry(client: number): AwarenessEntry | undefined {
    const present = this.#present.get(client);
    const claim = present && this.#claimOf(present);
    if (!present?.speaker.bound || !claim) return undefined;
    const { cursor, rest } = claim;
    const user = this.#userOf(present);
    const state = JSON.stringify({ ...(cursor === undefined ? {} : { cursor }), ...rest, user });
    return { client, clock: present.clock, state };
  }

  /** What cannot be read leaves the client the state that it had. */
  #claimOf(present: Present): Claim | undefined {
    if (present.said) present.claim = claimOf(present.said, present.claim) ?? present.claim;
    present.said = undefined;
    return present.claim;
  }

  #userOf({ speaker: { identity } }: Present): Identity {
    return { ...identity, colour: this.#colours.of(identity) };
  }
}

const framed = (entries: readonly AwarenessEntry[]): Uint8Array[] =>
  entries.length > 0 ? [awarenessFrame(entries)] : [];
