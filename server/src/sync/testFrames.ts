import { readFrame } from './frames.ts';
import type { Preframed } from './preframed.ts';

/** What a client reads of it. */
export const sentIn = ({ message }: Preframed): { readonly is: string; readonly update: Uint8Array } => {
  const frame = readFrame(message);
  if (frame.is !== 'step2' && frame.is !== 'update') throw new Error(`brings no update: ${frame.is}`);
  return frame;
};
