import { expect, test, vi } from 'vitest';
import { BoardStatus } from './boardStatus.svelte.ts';

/** Drives a status as a provider that sends when it can, and a server that confirms. */
const createDriver = (waiting = false) => {
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
  const driver = createDriver();
  driver.status.localStoreRead();
  expect([driver.status.connection, driver.status.saving]).toEqual(['connecting', 'saved']);
  driver.connects();
  expect([driver.status.connection, driver.status.saving]).toEqual(['connected', 'saved']);
  driver.closes();
  expect([driver.status.connection, driver.status.saving]).toEqual(['offline', 'saved']);
});

test('an edit is saving until the journal has it', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.connects();
  driver.edits();
  expect(driver.status.saving).toBe('saving');
  expect(driver.status.savedAt).toBeUndefined();

  driver.confirms(1);
  expect(driver.status.saving).toBe('saving');
  driver.confirms(2);

  expect(driver.status.saving).toBe('saved');
  expect(driver.status.savedAt).toBeGreaterThan(0);
  expect(driver.saved).toHaveBeenCalledOnce();
});

test('an edit made while another is being saved waits for its own confirmation', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.connects();
  driver.edits();
  driver.edits();

  driver.confirms(2);
  expect(driver.status.saving).toBe('saving');
  driver.confirms(3);
  expect(driver.status.saving).toBe('saved');
});

test('P6: an edit made offline is unsaved until the next connection has sent it', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.connects();
  driver.confirms();
  driver.closes();
  driver.edits();
  expect(driver.status.saving).toBe('unsaved');

  driver.opens();
  expect(driver.status.saving).toBe('unsaved');
  driver.handshakes();
  expect(driver.status.saving).toBe('saving');
  driver.confirms();
  expect(driver.status.saving).toBe('saved');
});

test('P1: an edit without confirmation is unsaved after the connection is lost', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.connects();
  driver.edits();
  driver.confirms(1);
  driver.closes();

  expect(driver.status.saving).toBe('unsaved');
  driver.connects();
  expect(driver.status.saving).toBe('saving');
  driver.confirms(1);
  expect(driver.status.saving).toBe('saved');
});

test('P1: an edit that a closing socket did not take is not saved by its last confirmation', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.connects();
  driver.breaks();
  driver.edits();

  driver.confirms();
  expect(driver.status.saving).toBe('saving');
  driver.closes();
  expect(driver.status.saving).toBe('unsaved');
  driver.connects();
  driver.confirms();
  expect(driver.status.saving).toBe('saved');
});

test('P1: an edit made before the handshake is saved only after the handshake was sent', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.opens();
  driver.edits();

  driver.confirms(1);
  expect(driver.status.saving).toBe('saving');
  driver.handshakes();
  driver.confirms(2);
  expect(driver.status.saving).toBe('saved');
});

test('P6: edits of an earlier visit are unsaved until they are read, sent and confirmed', () => {
  const driver = createDriver(true);
  expect(driver.status.saving).toBe('saving');
  driver.connects();
  driver.confirms();
  expect(driver.status.saving).toBe('saving');

  // Read late, it goes out as an update like any other.
  driver.status.frameSent('update');
  driver.status.documentChanged({ byHand: false });
  driver.status.localStoreRead();
  expect(driver.status.saving).toBe('saving');
  driver.confirms(2);
  expect(driver.status.saving).toBe('saved');
});

test('a permanent close gives its reason, and later edits are unsaved', () => {
  const driver = createDriver();
  driver.status.localStoreRead();
  driver.connects();
  driver.edits();
  driver.closes();
  driver.status.refused('no-right');

  expect([driver.status.connection, driver.status.refusal, driver.status.saving]).toEqual([
    'refused',
    'no-right',
    'unsaved',
  ]);
});
