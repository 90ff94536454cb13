import { expect, test, vi } from 'vitest';
import { BoardStatus } from './boardStatus.svelte.ts';

/** A status as the parts around it drive it: a provider that sends when it can, a server that confirms. */
const driven = (waiting = false) => {
  const saved = vi.fn();
  const status = new BoardStatus(waiting, saved);
  let open = false;
  let frames = 0;
  return {
    status,
    saved,
    opens() {
      status.socketCreated();
      frames = 0;
      open = true;
    },
    /** The server's SyncStep1 is answered with all that it lacks, then the server sends what is missing here. */
    handshakes() {
      status.frameSent('step2');
      frames += 1;
      status.synced();
    },
    connects() {
      this.opens();
      this.handshakes();
    },
    /** The socket can send no more, though nobody has said so yet. */
    breaks() {
      open = false;
    },
    closes() {
      open = false;
      status.closed();
    },
    edits() {
      if (open) {
        status.frameSent('update');
        frames += 1;
      }
      status.documentChanged({ byHand: true });
    },
    confirms: (upTo = frames) => status.framesConfirmed(upTo),
  };
};

test('a board that nobody has edited here is saved, connected or not', () => {
  const it = driven();
  it.status.localStoreRead();
  expect([it.status.connection, it.status.saving]).toEqual(['connecting', 'saved']);
  it.connects();
  expect([it.status.connection, it.status.saving]).toEqual(['connected', 'saved']);
  it.closes();
  expect([it.status.connection, it.status.saving]).toEqual(['offline', 'saved']);
});

test('an edit is saving until the journal has it', () => {
  const it = driven();
  it.status.localStoreRead();
  it.connects();
  it.edits();
  expect(it.status.saving).toBe('saving');
  expect(it.status.savedAt).toBeUndefined();

  it.confirms(1);
  expect(it.status.saving).toBe('saving');
  it.confirms(2);

  expect(it.status.saving).toBe('saved');
  expect(it.status.savedAt).toBeGreaterThan(0);
  expect(it.saved).toHaveBeenCalledOnce();
});

test('an edit made while an earlier one is being saved waits for its own confirmation', () => {
  const it = driven();
  it.status.localStoreRead();
  it.connects();
  it.edits();
  it.edits();

  it.confirms(2);
  expect(it.status.saving).toBe('saving');
  it.confirms(3);
  expect(it.status.saving).toBe('saved');
});

test('an edit made offline is unsaved, and saved when the next connection has brought it', () => {
  const it = driven();
  it.status.localStoreRead();
  it.connects();
  it.confirms();
  it.closes();
  it.edits();
  expect(it.status.saving).toBe('unsaved');

  it.opens();
  expect(it.status.saving).toBe('unsaved');
  it.handshakes();
  expect(it.status.saving).toBe('saving');
  it.confirms();
  expect(it.status.saving).toBe('saved');
});

test('an edit whose confirmation never came counts as unsaved after the connection is lost', () => {
  const it = driven();
  it.status.localStoreRead();
  it.connects();
  it.edits();
  it.confirms(1);
  it.closes();

  expect(it.status.saving).toBe('unsaved');
  it.connects();
  expect(it.status.saving).toBe('saving');
  it.confirms(1);
  expect(it.status.saving).toBe('saved');
});

test('an edit that a dying socket did not take is not saved by that socket’s last word', () => {
  const it = driven();
  it.status.localStoreRead();
  it.connects();
  it.breaks();
  it.edits();

  it.confirms();
  expect(it.status.saving).toBe('saving');
  it.closes();
  expect(it.status.saving).toBe('unsaved');
  it.connects();
  it.confirms();
  expect(it.status.saving).toBe('saved');
});

test('an edit made before the handshake is saved only once the handshake has gone out as well', () => {
  const it = driven();
  it.status.localStoreRead();
  it.opens();
  it.edits();

  it.confirms(1);
  expect(it.status.saving).toBe('saving');
  it.handshakes();
  it.confirms(2);
  expect(it.status.saving).toBe('saved');
});

test('what an earlier visit left unsaved is unsaved until it has been read, sent and confirmed', () => {
  const it = driven(true);
  expect(it.status.saving).toBe('saving');
  it.connects();
  it.confirms();
  expect(it.status.saving).toBe('saving');

  // Read late, it goes out as an update like any other.
  it.status.frameSent('update');
  it.status.documentChanged({ byHand: false });
  it.status.localStoreRead();
  expect(it.status.saving).toBe('saving');
  it.confirms(2);
  expect(it.status.saving).toBe('saved');
});

test('a refusal says why, and what was typed is unsaved', () => {
  const it = driven();
  it.status.localStoreRead();
  it.connects();
  it.edits();
  it.closes();
  it.status.refused('no-right');

  expect([it.status.connection, it.status.refusal, it.status.saving]).toEqual(['refused', 'no-right', 'unsaved']);
});
