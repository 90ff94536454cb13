/** Changed clients; the value is the clock at which a client left, else undefined. */
export type PresenceChanges = ReadonlyMap<number, number | undefined>;

interface PresenceChannelDeps {
  /** Number of readers. */
  audienceSize(): number;
  /** Frames with the present states of these clients; none where nothing is to be sent. */
  encode(changes: PresenceChanges): readonly Uint8Array[];
  send(frame: Uint8Array): void;
  /** Average bytes a second for each reader. */
  readonly bytesPerSecondMax: number;
}

const tickMs = 30;
/** Beyond this many readers the tick slows down. */
const fullRateAudienceMax = 25;

/**
 * Collects changed clients and broadcasts them on a tick. The tick slows with the square root of the
 * audience, because both message size and recipients grow with the room.
 */
export class PresenceChannel {
  readonly #deps: PresenceChannelDeps;
  readonly #changes = new Map<number, number | undefined>();
  #timer: NodeJS.Timeout | undefined;
  /** Minimum time until the next flush, so that the last one stays within the rate. */
  #cooldownMs = 0;

  constructor(deps: PresenceChannelDeps) {
    this.#deps = deps;
  }

  /** @param leftAtClock the clock at which the client left. */
  change(client: number, leftAtClock?: number): void {
    this.#changes.set(client, leftAtClock);
    const slowdown = Math.max(1, Math.sqrt(this.#deps.audienceSize() / fullRateAudienceMax));
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(tickMs * slowdown, this.#cooldownMs));
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
    // Readers that join later are sent all states.
    if (this.#deps.audienceSize() === 0) return;
    const frames = this.#deps.encode(changes);
    const bytes = frames.reduce((sum, { length }) => sum + length, 0);
    this.#cooldownMs = (bytes / this.#deps.bytesPerSecondMax) * 1000;
    for (const frame of frames) this.#deps.send(frame);
  }
}
