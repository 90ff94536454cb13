import { readSession } from '@brygga/shared/agreements/board';
import type { Session } from '@brygga/shared/agreements/session/state';
import { fieldsOf } from '@brygga/shared/document/roots';
import { equalityDeep } from 'lib0/function';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { followKeys } from './followRecords.ts';
import { deepFreeze } from './deepFreeze.ts';

/** The session as it runs; who reads one part runs again when that part changes. */
export class LiveSession implements Session {
  #agenda = $state.raw<Session['agenda']>([]);
  #step = $state.raw<Session['step']>(null);
  #timer = $state.raw<Session['timer']>(null);
  #spotlight = $state.raw<Session['spotlight']>(null);
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    this.stop = followKeys(fieldsOf(doc, 'session'), () => untrack(() => this.#take(deepFreeze(readSession(doc)))));
  }

  get agenda(): Session['agenda'] {
    return this.#agenda;
  }

  get step(): Session['step'] {
    return this.#step;
  }

  get timer(): Session['timer'] {
    return this.#timer;
  }

  get spotlight(): Session['spotlight'] {
    return this.#spotlight;
  }

  #take({ agenda, step, timer, spotlight }: Session): void {
    if (!equalityDeep(agenda, this.#agenda)) this.#agenda = agenda;
    if (!equalityDeep(timer, this.#timer)) this.#timer = timer;
    if (!equalityDeep(spotlight, this.#spotlight)) this.#spotlight = spotlight;
    this.#step = step;
  }
}
