/** Who has changed: undefined, or the clock at which they left. */
export type PresenceChanges = ReadonlyMap<number, number | undefined>;

interface PresenceChannelDeps {
  /** How many are to be told. */
  audienceSize(): number;
  /** The frames that tell of these, if there is anything to be told. */
  encode(changes: PresenceChanges): readonly Uint8Array[];
  send(frame: Uint8Array): void;
  /** How many bytes a second each of the audience is sent at most, over time. */
  readonly bytesPerSecondMax: number;
}

const tickMs = 30;
/** Up to as many the tick stays as it is. */
const fullRateAudienceMax = 25;

/**
 * Tells an audience what has changed since it was last told, on a tick that slows down as the room
 * grows: what each is told grows with the room, and so does to how many. It is encoded once for all.
 */
export class PresenceChannel {
  readonly #deps: PresenceChannelDeps;
  readonly #changes = new Map<number, number | undefined>();
  #timer: NodeJS.Timeout | undefined;
  /** How long the bytes that went out last are to last. */
  #cooldownMs = 0;

  constructor(its: PresenceChannelDeps) {
    this.#deps = its;
  }

  change(client: number, left?: number): void {
    this.#changes.set(client, left);
    const slower = Math.max(1, Math.sqrt(this.#deps.audienceSize() / fullRateAudienceMax));
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(tickMs * slower, this.#cooldownMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changes.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const changes = new Map(this.#changes);
    this.#changes.clear();
    // Who comes in later is told of everybody.
    if (this.#deps.audienceSize() === 0) return;
    const frames = this.#deps.encode(changes);
    const bytes = frames.reduce((sum, { length }) => sum + length, 0);
    this.#cooldownMs = (bytes / this.#deps.bytesPerSecondMax) * 1000;
    for (const frame of frames) this.#deps.send(frame);
  }
}
