import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { type CursorMove, readCursorMoves } from '@brygga/shared/wire/cursorMoves';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { clientFrame } from './rawSocket.ts';

/** `yjs` is y-websocket's protocol; Hocuspocus puts the document's name before each message, and wants a token first. */
export type Dialect = 'yjs' | 'hocuspocus';

/** Message types of Hocuspocus beside those that it shares with y-websocket. */
const hocuspocusTypes = { auth: 2, syncReply: 4, syncStatus: 8 } as const;
const nobodysVector = Uint8Array.of(0);
const emptyUpdate = Uint8Array.of(0, 0);

const message = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);

/** How one room is spoken to: whole frames to send, and the reading of what comes. */
export class Protocol {
  readonly dialect: Dialect;
  readonly room: string;
  readonly #prefix: Uint8Array;

  constructor(dialect: Dialect, room: string) {
    this.dialect = dialect;
    this.room = room;
    this.#prefix = dialect === 'yjs' ? new Uint8Array() : message((to) => encoding.writeVarString(to, room));
  }

  /** What a client says first: who it is, what it has (nothing), and that it has nothing to add. */
  hello(vector: Uint8Array = nobodysVector): Buffer[] {
    return [...this.#token(), this.#sync(syncTypes.step1, vector), this.#sync(syncTypes.step2, emptyUpdate)];
  }

  update(update: Uint8Array): Buffer {
    return this.#sync(syncTypes.update, update);
  }

  awareness(client: number, clock: number, state: string): Buffer {
    return this.#frame((to) => {
      encoding.writeVarUint(to, frameTypes.awareness);
      const entries = message((inner) => {
        encoding.writeVarUint(inner, 1);
        encoding.writeVarUint(inner, client);
        encoding.writeVarUint(inner, clock);
        encoding.writeVarString(inner, state);
      });
      encoding.writeVarUint8Array(to, entries);
    });
  }

  /** @param frame as it came; what is given back refers to its bytes. */
  read(frame: Uint8Array): ReceivedFrame {
    const decoder = decoding.createDecoder(frame);
    decoder.pos = this.#prefix.length;
    const type = decoding.readVarUint(decoder);
    if (type === frameTypes.awareness) return { kind: 'awareness', entries: decoding.readVarUint8Array(decoder) };
    if (type === frameTypes.cursorMoves) return { kind: 'moves', moves: readCursorMoves(decoder) };
    if (type === frameTypes.notice) return { kind: 'notice', json: decoding.readVarString(decoder) };
    if (this.dialect === 'hocuspocus' && type === hocuspocusTypes.syncStatus) return { kind: 'acknowledged' };
    if (type !== frameTypes.sync && type !== hocuspocusTypes.syncReply) return { kind: 'other' };
    const sync = decoding.readVarUint(decoder);
    if (sync === syncTypes.step1) return { kind: 'other' };
    return { kind: sync === syncTypes.step2 ? 'state' : 'update', update: decoding.readVarUint8Array(decoder) };
  }

  #token(): Buffer[] {
    if (this.dialect === 'yjs') return [];
    const token = this.#frame((to) => {
      encoding.writeVarUint(to, hocuspocusTypes.auth);
      encoding.writeVarUint(to, 0);
      encoding.writeVarString(to, 'anybody');
      encoding.writeVarString(to, '4.7.0');
    });
    return [token];
  }

  #sync(type: number, bytes: Uint8Array): Buffer {
    return this.#frame((to) => {
      encoding.writeVarUint(to, frameTypes.sync);
      encoding.writeVarUint(to, type);
      encoding.writeVarUint8Array(to, bytes);
    });
  }

  #frame(write: (to: encoding.Encoder) => void): Buffer {
    const body = message((to) => {
      encoding.writeUint8Array(to, this.#prefix);
      write(to);
    });
    return clientFrame(body);
  }
}

export type ReceivedFrame =
  /** The answer to the client's state vector. */
  | { readonly kind: 'state'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: Uint8Array }
  | { readonly kind: 'moves'; readonly moves: readonly CursorMove[] }
  /** Brygga's notices. */
  | { readonly kind: 'notice'; readonly json: string }
  /** Hocuspocus's word that one frame has been applied; it is not on disk yet. */
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'other' };
