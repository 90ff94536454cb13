import type { PersonId } from '@brygga/shared/ids';
import { type Identity, PresenceState } from '@brygga/shared/wire/presence';
import * as decoding from 'lib0/decoding';
import { type AwarenessEntry, awarenessFrame, MalformedFrame, readBytes } from './frames.ts';
import { limits } from './limits.ts';

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
  /** The latest that the client said, not looked at before it is sent: `null` when it has left. */
  said: Uint8Array;
  /** What the others are told, JSON. */
  state: string | undefined;
}

export interface PresenceHost {
  /** False if the id is somebody else's; else `then` runs once the journal has bound it to this person. */
  claim(client: number, person: PersonId, then: () => void): boolean;
  send(frame: Uint8Array): void;
  /** How many are to be told. */
  readonly audience: number;
}

const tickMs = 40;
const tickAudience = 25;
const left = new TextEncoder().encode('null');
const claimed = PresenceState.omit({ user: true }).shape;

/**
 * A room's presence: the latest state of each client, told to all on a tick that slows down as the
 * room grows, encoded once. It never touches the journal's updates; a state carries the identity
 * that the server knows. Clocks are the clients' own, so that nobody takes an echo of themselves for news.
 */
export class Presence {
  readonly #host: PresenceHost;
  readonly #present = new Map<number, Present>();
  readonly #changed = new Set<number>();
  #tick: NodeJS.Timeout | undefined;

  constructor(host: PresenceHost) {
    this.#host = host;
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
    if (present?.speaker !== speaker) return;
    present.said = left;
    this.#change(speaker.client);
  }

  /** The speaker's identity has changed. */
  renew(speaker: Speaker): void {
    if (speaker.client !== undefined) this.#change(speaker.client);
  }

  /** Everybody who is here, for a newcomer. */
  everybody(): Uint8Array | undefined {
    const entries = [...this.#present].flatMap(([client, { clock, state, speaker }]) =>
      speaker.bound && state !== undefined ? [{ client, clock, state }] : [],
    );
    return entries.length > 0 ? awarenessFrame(entries) : undefined;
  }

  stop(): void {
    clearTimeout(this.#tick);
    this.#tick = undefined;
    this.#present.clear();
  }

  /** A socket's own id is what its first frame tells of: a stock client begins with just itself. */
  #firstOf(speaker: Speaker, entries: readonly Entry[]): number | undefined {
    const [first, ...others] = entries;
    if (!first || others.length > 0 || isLeft(first.said)) return undefined;
    const { client } = first;
    const owner = this.#present.get(client)?.speaker.identity.id ?? speaker.identity.id;
    const show = () => {
      speaker.bound = true;
      this.#change(client);
    };
    if (owner !== speaker.identity.id || !this.#host.claim(client, speaker.identity.id, show)) return undefined;
    // A client that is back before its old socket was found dead takes its own place over.
    const state = this.#present.get(client)?.state;
    this.#present.set(client, { speaker, clock: first.clock - 1, said: left, state });
    return client;
  }

  #say(speaker: Speaker, client: number, clock: number, said: Uint8Array): void {
    // Who had left by itself may be back on the same socket.
    const present = this.#present.get(client) ?? { speaker, clock: clock - 1, said: left, state: undefined };
    if (present.speaker !== speaker) return;
    if (clock < present.clock || (clock === present.clock && !isLeft(said))) return;
    present.clock = clock;
    present.said = said.slice();
    this.#present.set(client, present);
    this.#change(client);
  }

  #change(client: number): void {
    this.#changed.add(client);
    const slower = Math.max(1, Math.sqrt(this.#host.audience / tickAudience));
    this.#tick ??= setTimeout(() => this.#tell(), tickMs * slower);
  }

  #tell(): void {
    this.#tick = undefined;
    const entries: AwarenessEntry[] = [];
    for (const client of this.#changed) {
      const present = this.#present.get(client);
      if (!present) continue;
      if (isLeft(present.said)) {
        this.#present.delete(client);
        if (present.speaker.bound) entries.push({ client, clock: present.clock, state: 'null' });
        continue;
      }
      present.state = stateOf(present) ?? present.state;
      if (present.speaker.bound && present.state !== undefined) {
        entries.push({ client, clock: present.clock, state: present.state });
      }
    }
    this.#changed.clear();
    if (entries.length > 0) this.#host.send(awarenessFrame(entries));
  }
}

interface Entry {
  readonly client: number;
  readonly clock: number;
  readonly said: Uint8Array;
}

const readEntries = (bytes: Uint8Array): Entry[] => {
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    const entries: Entry[] = [];
    while (entries.length < count) {
      const client = decoding.readVarUint(decoder);
      entries.push({ client, clock: decoding.readVarUint(decoder), said: readBytes(decoder) });
    }
    return entries;
  } catch (error) {
    throw new MalformedFrame('presence cannot be read', { cause: error });
  }
};

const isLeft = (said: Uint8Array): boolean =>
  said.length === left.length && left.every((byte, at) => said[at] === byte);

/** The fields that fit, with the server's word for who it is; undefined for what is no state at all. */
const stateOf = ({ said, speaker }: Present): string | undefined => {
  const fields: Record<string, unknown> = {};
  try {
    const state: unknown = JSON.parse(new TextDecoder().decode(said));
    if (typeof state !== 'object' || state === null) return undefined;
    for (const [field, schema] of Object.entries(claimed)) {
      const parsed = schema.safeParse(Reflect.get(state, field));
      if (parsed.success && parsed.data !== undefined) fields[field] = parsed.data;
    }
    return JSON.stringify({ ...fields, user: speaker.identity });
  } catch (error) {
    // Not JSON, or nested too deep to be written again: the client keeps the state that it had.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
};
