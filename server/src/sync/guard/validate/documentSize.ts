import * as Y from 'yjs';

/** How large a document's encoding may grow: some ten times a full board; in memory it takes 17 times that. */
const documentBytesMax = 16 * 1024 * 1024;
/** How much has to come before a document that seems too large is measured anew, which takes a while. */
const measureEveryBytes = 1024 * 1024;

/** Whether a document is as large as it may be. Updates are added up; what they really take is measured only near the limit. */
export class DocumentSize {
  readonly #doc: Y.Doc;
  #bytes: number;
  #measureAt = documentBytesMax;
  #full = false;

  /** @param bytes of all that the document was read from. */
  constructor(doc: Y.Doc, bytes: number) {
    this.#doc = doc;
    this.#bytes = bytes;
  }

  grow(bytes: number): void {
    this.#bytes += bytes;
  }

  get isFull(): boolean {
    if (this.#bytes < this.#measureAt) return this.#full;
    this.#bytes = Y.encodeStateAsUpdate(this.#doc).length;
    this.#full = this.#bytes >= documentBytesMax;
    this.#measureAt = Math.max(documentBytesMax, this.#bytes + measureEveryBytes);
    return this.#full;
  }
}
