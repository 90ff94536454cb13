import * as Y from 'yjs';
import type { LoadedDocument } from '../storage/contract.ts';
import { step2Frame, updateFrame } from './frames.ts';
import { mergedUpdate } from './merging.ts';
import { Preframed } from './preframed.ts';

/** What those with one state vector lacked at one moment, ready to be sent. */
interface Base {
  readonly messages: readonly Preframed[];
  /** How many of the changes that are kept it holds already. */
  readonly holds: number;
}

/** So many changes are cheaper to merge than a large document is to encode. */
const mostChanges = 64;
/** A journal's tail that is longer takes longer to merge than the document to encode. */
const mostRows = 1_000;
const mostBases = 16;
/** A smaller document is encoded in less time than its answers are worth the memory, in a thousand rooms at once. */
const smallBytes = 32 * 1024;
/** Who comes with a larger vector is nobody's twin. */
const longestVector = 64 * 1024;

/** What newcomers are sent of a document as the journal holds it; made when it is first asked for. */
export class Beginning {
  readonly bytes: number;
  #loaded: LoadedDocument | undefined;
  #messages: readonly Preframed[] | undefined;

  constructor(loaded: LoadedDocument) {
    const { snapshot, updates } = loaded;
    this.bytes = updates.reduce((sum, { length }) => sum + length, snapshot?.length ?? 0);
    this.#loaded = updates.length > mostRows ? undefined : loaded;
  }

  /** Updates in their order; undefined where the document is encoded sooner than its journal's tail is merged. */
  get messages(): readonly Preframed[] | undefined {
    if (this.#loaded) this.#messages = framed(this.#loaded.snapshot, mergedUpdate(this.#loaded.updates));
    this.#loaded = undefined;
    return this.#messages;
  }
}

/**
 * What joiners are sent. People come in crowds, when a workshop begins and when the network or the
 * server comes back, and most of a crowd has the same state: so an answer is made once for all who
 * lack the same, and stays good while the document changes a little, as what they lacked then and,
 * merged, the changes since. For newcomers the very bytes that the journal has loaded are the first
 * answer, so that opening a document encodes nothing.
 */
export class States {
  readonly #doc: Y.Doc;
  #beginning: Beginning | undefined;
  #bases = new Map<string, Base>();
  #changes: Uint8Array[] = [];
  /** The end of an answer by how many changes its base holds, as long as the document is the same. */
  #ends = new Map<number, Preframed>();
  /** What the document was read from and has grown by. */
  #bytes: number;

  /** @param beginning of what the document was read from. */
  constructor(doc: Y.Doc, beginning: Beginning) {
    this.#doc = doc;
    this.#beginning = beginning;
    this.#bytes = beginning.bytes;
  }

  /** The document has changed by this. */
  note(change: Uint8Array): void {
    this.#bytes += change.length;
    if (this.#bytes < smallBytes) this.#beginning = undefined;
    if (!this.#beginning && this.#bases.size === 0) return;
    this.#ends.clear();
    if (this.#changes.length < mostChanges) {
      this.#changes.push(change);
      return;
    }
    this.#beginning = undefined;
    this.#bases.clear();
    this.#changes = [];
  }

  /** The messages that bring whoever has this state vector up to now; the last is a SyncStep2. */
  since(vector: Uint8Array): readonly Preframed[] {
    const { messages, holds } = this.#baseOf(vector);
    return [...messages, this.#endFrom(holds)];
  }

  #baseOf(vector: Uint8Array): Base {
    const key = Buffer.from(vector).toString('latin1');
    const known = this.#bases.get(key);
    if (known) return known;
    const base = (isEmpty(vector) ? this.#loadedBase() : undefined) ?? this.#baseNow(vector);
    if (this.#bytes >= smallBytes && vector.length <= longestVector) this.#keep(key, base);
    return base;
  }

  #baseNow(vector: Uint8Array): Base {
    return { messages: framed(Y.encodeStateAsUpdate(this.#doc, vector)), holds: this.#changes.length };
  }

  #loadedBase(): Base | undefined {
    const messages = this.#beginning?.messages;
    this.#beginning = undefined;
    return messages && { messages, holds: 0 };
  }

  #keep(key: string, base: Base): void {
    const [oldest] = this.#bases.keys();
    if (oldest !== undefined && this.#bases.size >= mostBases) this.#bases.delete(oldest);
    this.#bases.set(key, base);
  }

  #endFrom(holds: number): Preframed {
    if (holds === this.#changes.length) return endOfAnswer;
    const known = this.#ends.get(holds);
    if (known) return known;
    const end = new Preframed(step2Frame(mergedUpdate(this.#changes.slice(holds))));
    this.#ends.set(holds, end);
    return end;
  }
}

/** Ends an answer that says all by itself. */
export const endOfAnswer = new Preframed(step2Frame(mergedUpdate([])));

const isEmpty = (vector: Uint8Array): boolean => vector.length === 1 && vector[0] === 0;

/** Updates before the SyncStep2: to a client there is no difference between them and any others. */
const framed = (...updates: readonly (Uint8Array | undefined)[]): Preframed[] =>
  updates.flatMap((update) => (update && saysAnything(update) ? new Preframed(updateFrame(update)) : []));

/** No structs and no deletions are two zeros. */
const saysAnything = (update: Uint8Array): boolean => update.length > 2;
