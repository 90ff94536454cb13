import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { type ClientNotice, readClientNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** A client's frame, decoded as far as that is possible without the document. */
export type Frame =
  /** The client's state vector: requests what it lacks. */
  | { readonly kind: 'step1'; readonly vector: Uint8Array }
  /** What the server lacked of the client's state when it sent its own SyncStep1. */
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: Uint8Array }
  | { readonly kind: 'queryAwareness' }
  | { readonly kind: 'notice'; readonly notice: ClientNotice };

/** A frame that no correct client sends: it closes its socket and has no other effect. */
export class MalformedFrameError extends Error {
  override readonly name = 'MalformedFrame';
}

/**
 * Reads a whole frame. Lengths are checked against the end of the frame, so that a frame costs no more
 * than its bytes.
 *
 * @throws MalformedFrameError
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
      // Decoded here so that a broken vector counts as a malformed frame, not as an error of the room.
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

/** Bytes with their length in front. lib0 would clip a length beyond the end. */
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
/** The SyncStep1 of a client without any state. */
const emptyStep1 = step1Frame(Y.encodeStateVector(new Y.Doc()));
export const isEmptyStep1 = (bytes: Uint8Array): boolean => Buffer.compare(bytes, emptyStep1) === 0;
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(syncTypes.step2, update);
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(syncTypes.update, update);

/** One entry of an awareness frame; `state` is JSON, `null` for a client that has left. */
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

/** An empty awareness message. y-websocket closes a connection without messages for 30 s; a ping is no message. */
export const keepAliveFrame: Uint8Array = awarenessFrame([]);
