import * as Y from 'yjs';
import type { LoadedDocument } from '../../storage/contract.ts';
import { step2Frame, updateFrame } from '../transport/frames.ts';
import { mergeUpdates } from './mergeUpdates.ts';
import { EncodedFrame } from '../transport/encodedFrame.ts';

/** What those with one state vector lacked at one moment, ready to be sent. */
interface CachedState {
  readonly messages: readonly EncodedFrame[];
  /** How many of the changes that are kept it holds already. */
  readonly changesIncluded: number;
}

/** So many changes are cheaper to merge than a large document is to encode. */
const cachedChangesMax = 64;
/** A journal's tail that is longer takes longer to merge than the document to encode. */
const mergedTailRowsMax = 1_000;
const cachedStatesMax = 16;
/** A smaller document is encoded in less time than its answers are worth the memory, in a thousand rooms at once. */
const cachedDocumentBytesMin = 32 * 1024;
/** Who comes with a larger vector is nobody's twin. */
const stateVectorBytesMax = 64 * 1024;

/** What newcomers are sent of a document as the journal holds it; made when it is first asked for. */
export class InitialState {
  readonly bytes: number;
  #loaded: LoadedDocument | undefined;
  #messages: readonly EncodedFrame[] | undefined;

  constructor(loaded: LoadedDocument) {
    const { snapshot, updates } = loaded;
    this.bytes = updates.reduce((sum, { length }) => sum + length, snapshot?.length ?? 0);
    this.#loaded = updates.length > mergedTailRowsMax ? undefined : loaded;
  }

  /** Updates in their order; undefined where the document is encoded sooner than its journal's tail is merged. */
  get messages(): readonly EncodedFrame[] | undefined {
    if (this.#loaded) this.#messages = encodeUpdates(this.#loaded.snapshot, mergeUpdates(this.#loaded.updates));
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
export class StateCache {
  readonly #doc: Y.Doc;
  #initialState: InitialState | undefined;
  #states = new Map<string, CachedState>();
  #changes: Uint8Array[] = [];
  /** The end of an answer by how many changes its base holds, as long as the document is the same. */
  #endings = new Map<number, EncodedFrame>();
  /** What the document was read from and has grown by. */
  #bytes: number;

  /** @param beginning of what the document was read from. */
  constructor(doc: Y.Doc, beginning: InitialState) {
    this.#doc = doc;
    this.#initialState = beginning;
    this.#bytes = beginning.bytes;
  }

  /** The document has changed by this. */
  addChange(change: Uint8Array): void {
    this.#bytes += change.length;
    if (this.#bytes < cachedDocumentBytesMin) this.#initialState = undefined;
    if (!this.#initialState && this.#states.size === 0) return;
    this.#endings.clear();
    if (this.#changes.length < cachedChangesMax) {
      this.#changes.push(change);
      return;
    }
    this.#initialState = undefined;
    this.#states.clear();
    this.#changes = [];
  }

  /** The messages that bring whoever has this state vector up to now; the last is a SyncStep2. */
  messagesSince(vector: Uint8Array): readonly EncodedFrame[] {
    const { messages, changesIncluded } = this.#stateFor(vector);
    return [...messages, this.#endingFrom(changesIncluded)];
  }

  #stateFor(vector: Uint8Array): CachedState {
    const key = Buffer.from(vector).toString('latin1');
    const known = this.#states.get(key);
    if (known) return known;
    const base = (isEmptyVector(vector) ? this.#loadedState() : undefined) ?? this.#encodeState(vector);
    if (this.#bytes >= cachedDocumentBytesMin && vector.length <= stateVectorBytesMax) this.#cache(key, base);
    return base;
  }

  #encodeState(vector: Uint8Array): CachedState {
    return { messages: encodeUpdates(Y.encodeStateAsUpdate(this.#doc, vector)), changesIncluded: this.#changes.length };
  }

  #loadedState(): CachedState | undefined {
    const messages = this.#initialState?.messages;
    this.#initialState = undefined;
    return messages && { messages, changesIncluded: 0 };
  }

  #cache(key: string, base: CachedState): void {
    const [oldest] = this.#states.keys();
    if (oldest !== undefined && this.#states.size >= cachedStatesMax) this.#states.delete(oldest);
    this.#states.set(key, base);
  }

  #endingFrom(holds: number): EncodedFrame {
    if (holds === this.#changes.length) return emptyStep2;
    const known = this.#endings.get(holds);
    if (known) return known;
    const end = new EncodedFrame(step2Frame(mergeUpdates(this.#changes.slice(holds))));
    this.#endings.set(holds, end);
    return end;
  }
}

/** Ends an answer that says all by itself. */
export const emptyStep2 = new EncodedFrame(step2Frame(mergeUpdates([])));

const isEmptyVector = (vector: Uint8Array): boolean => vector.length === 1 && vector[0] === 0;

/** Updates before the SyncStep2: to a client there is no difference between them and any others. */
const encodeUpdates = (...updates: readonly (Uint8Array | undefined)[]): EncodedFrame[] =>
  updates.flatMap((update) => (update && isNonEmptyUpdate(update) ? new EncodedFrame(updateFrame(update)) : []));

/** No structs and no deletions are two zeros. */
const isNonEmptyUpdate = (update: Uint8Array): boolean => update.length > 2;
