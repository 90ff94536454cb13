import * as Y from 'yjs';
import type { LoadedDocument } from '../../storage/contract.ts';
import { step2Frame, updateFrame } from '../transport/frames.ts';
import { emptyUpdate, mergeUpdates } from './mergeUpdates.ts';
import { EncodedFrame } from '../transport/encodedFrame.ts';

/** The answer to one state vector at one moment. */
interface CachedState {
  readonly messages: readonly EncodedFrame[];
  /** How many of the cached changes the messages include. */
  readonly changesIncluded: number;
}

/** Merging up to this many changes is cheaper than encoding a large document. */
const cachedChangesMax = 64;
/** Merging a longer tail takes longer than encoding the document. */
const mergedTailRowsMax = 1_000;
const cachedStatesMax = 16;
/** A smaller document is encoded so fast that its cached answers are not worth the memory in a thousand rooms. */
const cachedDocumentBytesMin = 32 * 1024;
/** Larger state vectors are not shared by several clients. */
const stateVectorBytesMax = 64 * 1024;

/** The answer to an empty state vector, made of the journal's bytes when it is first requested. */
export class InitialState {
  readonly bytes: number;
  #loaded: LoadedDocument | undefined;
  #messages: readonly EncodedFrame[] | undefined;

  constructor(loaded: LoadedDocument) {
    const { snapshot, updates } = loaded;
    this.bytes = updates.reduce((sum, { length }) => sum + length, snapshot?.length ?? 0);
    this.#loaded = updates.length > mergedTailRowsMax ? undefined : loaded;
  }

  /** Updates in order; undefined where encoding the document is faster than merging the journal's tail. */
  get messages(): readonly EncodedFrame[] | undefined {
    if (this.#loaded) this.#messages = encodeUpdates(this.#loaded.snapshot, mergeUpdates(this.#loaded.updates));
    this.#loaded = undefined;
    return this.#messages;
  }
}

/**
 * Answers to SyncStep1, cached by state vector: joiners arrive in crowds with the same state. A cached
 * answer stays valid while up to `cachedChangesMax` later updates are appended to it. For empty
 * clients the journal's own bytes are the first answer, so that opening a document encodes nothing.
 */
export class StateCache {
  readonly #doc: Y.Doc;
  #initialState: InitialState | undefined;
  #states = new Map<string, CachedState>();
  #changes: Uint8Array[] = [];
  /** Final messages by the number of changes that the cached state includes; cleared by every change. */
  #endings = new Map<number, EncodedFrame>();
  /** Bytes that the document was loaded from plus those of all changes. */
  #bytes: number;

  /** @param initialState what the document was loaded from. */
  constructor(doc: Y.Doc, initialState: InitialState) {
    this.#doc = doc;
    this.#initialState = initialState;
    this.#bytes = initialState.bytes;
  }

  /** Call for every change of the document. */
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

  /** Everything that a client with this state vector lacks; the last message is a SyncStep2. */
  messagesSince(vector: Uint8Array): readonly EncodedFrame[] {
    const { messages, changesIncluded } = this.#stateFor(vector);
    return [...messages, this.#endingFrom(changesIncluded)];
  }

  #stateFor(vector: Uint8Array): CachedState {
    const key = Buffer.from(vector).toString('latin1');
    const cached = this.#states.get(key);
    if (cached) return cached;
    const state = (isEmptyVector(vector) ? this.#loadedState() : undefined) ?? this.#encodeState(vector);
    if (this.#bytes >= cachedDocumentBytesMin && vector.length <= stateVectorBytesMax) this.#cache(key, state);
    return state;
  }

  #encodeState(vector: Uint8Array): CachedState {
    return { messages: encodeUpdates(Y.encodeStateAsUpdate(this.#doc, vector)), changesIncluded: this.#changes.length };
  }

  #loadedState(): CachedState | undefined {
    const messages = this.#initialState?.messages;
    this.#initialState = undefined;
    return messages && { messages, changesIncluded: 0 };
  }

  #cache(key: string, state: CachedState): void {
    const [oldest] = this.#states.keys();
    if (oldest !== undefined && this.#states.size >= cachedStatesMax) this.#states.delete(oldest);
    this.#states.set(key, state);
  }

  #endingFrom(changesIncluded: number): EncodedFrame {
    if (changesIncluded === this.#changes.length) return emptyStep2;
    const cached = this.#endings.get(changesIncluded);
    if (cached) return cached;
    const ending = new EncodedFrame(step2Frame(mergeUpdates(this.#changes.slice(changesIncluded))));
    this.#endings.set(changesIncluded, ending);
    return ending;
  }
}

/** Ends an answer whose updates are complete. */
export const emptyStep2 = new EncodedFrame(step2Frame(emptyUpdate));

const isEmptyVector = (vector: Uint8Array): boolean => vector.length === 1 && vector[0] === 0;

/** As update messages, which clients accept before the SyncStep2 too. */
const encodeUpdates = (...updates: readonly (Uint8Array | undefined)[]): EncodedFrame[] =>
  updates.flatMap((update) => (update && isNonEmptyUpdate(update) ? new EncodedFrame(updateFrame(update)) : []));

const isNonEmptyUpdate = (update: Uint8Array): boolean => update.length > emptyUpdate.length;
