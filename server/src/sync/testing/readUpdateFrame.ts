import { readFrame } from '../transport/frames.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';

/** The update in a frame, as a client reads it. */
export const readUpdateFrame = ({ message }: EncodedFrame): { readonly kind: string; readonly update: Uint8Array } => {
  const frame = readFrame(message);
  if (frame.kind !== 'step2' && frame.kind !== 'update') throw new Error(`not an update: ${frame.kind}`);
  return frame;
};
