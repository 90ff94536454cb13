/** Who has changed: undefined, or the clock at which they left. */
export type Changes = ReadonlyMap<number, number | undefined>;

interface ChannelParts {
  /** How many are to be told. */
  audience(): number;
  /** The frames that tell of these, if there is anything to be told. */
  frames(changes: Changes): readonly Uint8Array[];
  send(frame: Uint8Array): void;
  /** How many bytes a second each of the audience is sent at most, over time. */
  readonly bytesPerSecond: number;
}

const tickMs = 30;
/** Up to as many the tick stays as it is. */
const tickAudience = 25;

/**
 * Tells an audience what has changed since it was last told, on a tick that slows down as the room
 * grows: what each is told grows with the room, and so does to how many. It is encoded once for all.
 */
export class Channel {
  readonly #its: ChannelParts;
  readonly #changes = new Map<number, number | undefined>();
  #timer: NodeJS.Timeout | undefined;
  /** How long the bytes that went out last are to last. */
  #spentMs = 0;

  constructor(its: ChannelParts) {
    this.#its = its;
  }

  change(client: number, left?: number): void {
    this.#changes.set(client, left);
    const slower = Math.max(1, Math.sqrt(this.#its.audience() / tickAudience));
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(tickMs * slower, this.#spentMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changes.clear();
  }

  #tell(): void {
    this.#timer = undefined;
    const changes = new Map(this.#changes);
    this.#changes.clear();
    // Who comes in later is told of everybody.
    if (this.#its.audience() === 0) return;
    const frames = this.#its.frames(changes);
    const bytes = frames.reduce((sum, { length }) => sum + length, 0);
    this.#spentMs = (bytes / this.#its.bytesPerSecond) * 1000;
    for (const frame of frames) this.#its.send(frame);
  }
}
