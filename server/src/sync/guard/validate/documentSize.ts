import * as Y from 'yjs';

/** Limit of a document's encoding: about ten full boards. In memory it takes 17 times as much. */
const documentBytesMax = 16 * 1024 * 1024;
/** Growth after which a document over the limit is measured again, since measuring takes a while. */
const measureEveryBytes = 1024 * 1024;

/** Whether a document has reached its limit. Sizes of updates are added up; the encoding is measured only near the limit. */
export class DocumentSize {
  readonly #doc: Y.Doc;
  #bytes: number;
  #measureAt = documentBytesMax;
  #isFull = false;

  /** @param bytes of the updates that the document was loaded from. */
  constructor(doc: Y.Doc, bytes: number) {
    this.#doc = doc;
    this.#bytes = bytes;
  }

  grow(bytes: number): void {
    this.#bytes += bytes;
  }

  get isFull(): boolean {
    if (this.#bytes < this.#measureAt) return this.#isFull;
    this.#bytes = Y.encodeStateAsUpdate(this.#doc).length;
    this.#isFull = this.#bytes >= documentBytesMax;
    this.#measureAt = Math.max(documentBytesMax, this.#bytes + measureEveryBytes);
    return this.#isFull;
  }
}
