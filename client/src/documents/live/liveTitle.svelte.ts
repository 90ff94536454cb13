import { fieldsOf } from '@brygga/shared/document/roots';
import type * as Y from 'yjs';
import { followKeys } from './followRecords.ts';

/** The workshop's title; empty until it is known. */
export class LiveTitle {
  #current = $state('');
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    const workshop = fieldsOf(doc, 'workshop');
    this.stop = followKeys(workshop, () => {
      // A title may be written as a plain value or, later, be typed together.
      this.#current = String(workshop.get('title') ?? '');
    });
  }

  get current(): string {
    return this.#current;
  }
}
