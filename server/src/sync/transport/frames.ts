import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { type ClientNotice, readClientNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** A frame from a client, taken apart as far as it can be without the document. */
export type Frame =
  /** The client's state vector: what it has, asking for the rest. */
  | { readonly kind: 'step1'; readonly vector: Uint8Array }
  /** What the client has and the server lacked when it asked. */
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: Uint8Array }
  | { readonly kind: 'queryAwareness' }
  | { readonly kind: 'notice'; readonly notice: ClientNotice };

/** A frame that no correct client sends: it closes its socket, and nothing else happens. */
export class MalformedFrameError extends Error {
  override readonly name = 'MalformedFrame';
}

/**
 * Reads a whole frame. Lengths are checked against the frame's own end, so that a frame costs no
 * more than its bytes.
 *
 * @throws MalformedFrame
 */
export const readFrame = (bytes: Uint8Array): Frame => {
  const decoder = decoding.createDecoder(bytes);
  let frame: Frame;
  try {
    frame = readFrameBody(decoder);
  } catch (error) {
    throw error instanceof MalformedFrameError
      ? error
      : new MalformedFrameError('frame cannot be read', { cause: error });
  }
  if (decoding.hasContent(decoder)) throw new MalformedFrameError('frame is longer than its content');
  return frame;
};

const readFrameBody = (decoder: decoding.Decoder): Frame => {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case frameTypes.sync:
      return readSync(decoder);
    case frameTypes.awareness:
      return { kind: 'awareness', entries: readBytes(decoder) };
    case frameTypes.queryAwareness:
      return { kind: 'queryAwareness' };
    case frameTypes.notice:
      return { kind: 'notice', notice: readClientNotice(decoder) };
    default:
      throw new MalformedFrameError(`unknown frame type ${type}`);
  }
};

const readSync = (decoder: decoding.Decoder): Frame => {
  const type = decoding.readVarUint(decoder);
  const bytes = readBytes(decoder);
  switch (type) {
    case syncTypes.step1:
      // Read once here, so that what cannot be read is the frame's fault and not the room's.
      Y.decodeStateVector(bytes);
      return { kind: 'step1', vector: bytes };
    case syncTypes.step2:
      return { kind: 'step2', update: bytes };
    case syncTypes.update:
      return { kind: 'update', update: bytes };
    default:
      throw new MalformedFrameError(`unknown sync type ${type}`);
  }
};

/** Bytes after their length. lib0 would clip a length that lies beyond the end. */
export const readBytes = (decoder: decoding.Decoder): Uint8Array => {
  const length = decoding.readVarUint(decoder);
  if (length > decoder.arr.length - decoder.pos) throw new MalformedFrameError('length beyond the end of the frame');
  return decoding.readUint8Array(decoder, length);
};

const syncFrame = (type: number, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.sync);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, bytes);
  });

export const step1Frame = (vector: Uint8Array): Uint8Array => syncFrame(syncTypes.step1, vector);
/** A SyncStep1 of somebody who has nothing. */
const emptyStep1 = step1Frame(Y.encodeStateVector(new Y.Doc()));
export const isEmptyStep1 = (bytes: Uint8Array): boolean => Buffer.compare(bytes, emptyStep1) === 0;
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(syncTypes.step2, update);
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(syncTypes.update, update);

/** One entry of an awareness frame; a state is JSON, `null` for somebody who has left. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

export const awarenessFrame = (entries: readonly AwarenessEntry[]): Uint8Array => {
  const content = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.awareness);
    encoding.writeVarUint8Array(encoder, content);
  });
};

/** Says nothing. y-websocket takes a connection for dead that brings no message in 30 s; a ping is none. */
export const keepAliveFrame: Uint8Array = awarenessFrame([]);
