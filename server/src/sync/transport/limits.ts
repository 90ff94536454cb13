/** What one socket may cost the server: generous for people, tight for machines. */
export const limits = {
  /**
   * Bytes of one incoming frame; beyond it `ws` closes the socket with 1009. A stock client sends all
   * its offline edits in one frame, and a copy of a whole board too (some 700 bytes a card); ours
   * splits large updates (`wire/syncChunks.ts`).
   */
  frameBytesMax: 4 * 1024 * 1024,
  /** Incoming frames a second, with a burst: stock clients echo everybody's presence. */
  framesPerSecondMax: 400,
  framesBurstMax: 2_000,
  /** Incoming bytes a second, with a burst. */
  bytesPerSecondMax: 2 * 1024 * 1024,
  bytesBurstMax: 16 * 1024 * 1024,
  /** SyncStep1 frames: each costs an encoding of the document. */
  stateRequestsPerSecondMax: 1,
  stateRequestsBurstMax: 20,
  /**
   * Edits that the guard reverts: more than a person makes while a board is locked, or brings back from
   * a long time offline. Beyond it the socket is closed for good.
   */
  revertsPerSecondMax: 5,
  revertsBurstMax: 1_000,
  /** How many reverted edits one notice lists. */
  revertsPerNoticeMax: 50,
  /** Frames and bytes that are queued while the room opens or the handshake runs. */
  queuedFramesMax: 256,
  queuedBytesMax: 5 * 1024 * 1024,
  /** Bytes that wait for a slow reader: beyond the first it is sent no more updates, below the second it is sent what it missed. */
  backlogBytesMax: 1024 * 1024,
  backlogResumeBytesMax: 64 * 1024,
  /** JSON bytes of one client's presence state. */
  presenceBytesMax: 8 * 1024,
  /** Average bytes a second of presence for one reader. */
  presenceBytesPerSecondMax: 100 * 1024,
} as const;
