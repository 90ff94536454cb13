import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { z } from 'zod';
import { RevertedChange } from '../document/returnedEdits.ts';
import { frameTypes } from './frames.ts';

/**
 * What the server tells clients that connect with `?notices`: JSON in a frame of type `notice`.
 * - `saved`: the journal has committed the first `frames` document frames (SyncStep2 or update) of this socket.
 * - `refused`: edits of this socket that the guard has reverted, and why; `more` counts those that are
 *   not listed. They wait among the writer's returned edits.
 * - `clock`: the server's time (ms since 1970) when it answered a client's `clock` sent at `asked`.
 */
export const ServerNotice = z.discriminatedUnion('is', [
  z.object({ is: z.literal('saved'), frames: z.number().int().nonnegative() }),
  z.object({ is: z.literal('refused'), undone: z.array(RevertedChange), more: z.number().int().nonnegative() }),
  z.object({ is: z.literal('clock'), asked: z.number(), at: z.number() }),
]);
export type ServerNotice = z.output<typeof ServerNotice>;

/** What a client may ask for: the server's clock, with its own time in `asked`. */
export const ClientNotice = z.object({ is: z.literal('clock'), asked: z.number() });
export type ClientNotice = z.output<typeof ClientNotice>;

/** The query parameter by which a client asks for notices. */
export const noticesParam = 'notices';

/** A whole frame, type included. */
export const encodeNotice = (notice: ServerNotice | ClientNotice): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, frameTypes.notice);
  encoding.writeVarString(encoder, JSON.stringify(notice));
  return encoding.toUint8Array(encoder);
};

/**
 * The notice behind a frame's type, which the caller has read.
 *
 * @throws Error when it is no notice: cut off, no JSON, or of another shape.
 */
export const readServerNotice = (decoder: decoding.Decoder): ServerNotice =>
  ServerNotice.parse(JSON.parse(decoding.readVarString(decoder)));

/** @throws Error when it is no notice: cut off, no JSON, or of another shape. */
export const readClientNotice = (decoder: decoding.Decoder): ClientNotice =>
  ClientNotice.parse(JSON.parse(decoding.readVarString(decoder)));
