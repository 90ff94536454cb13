import { cardsOf } from '@brygga/shared/document/cards/index';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { contentsText } from '@brygga/shared/testing/documentContents';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { stockClient } from '../interop/stockClient.ts';
import { register } from '../world/people.ts';
import { attack, deletionOf, syncFrame, updateOf } from './attacker.ts';
import { openAttackedBoard, itemOf, type AttackedBoard } from './attackedBoard.ts';

let attacked: AttackedBoard;
let before: string;

beforeAll(async () => {
  attacked = await openAttackedBoard();
});
afterAll(() => attacked.end());
beforeEach(() => {
  before = contentsText(attacked.witness.doc);
});
afterEach(async () => {
  expect(contentsText(attacked.witness.doc)).toBe(before);
  await attacked.expectWell();
});

describe('P5: a socket is closed for', () => {
  const expectClosed = async (frame: Uint8Array | string, code = 4400) => {
    const { send, closed } = await attack(attacked.mallory, attacked.workshop);
    send(frame);
    expect(await closed).toBe(code);
  };
  const noise = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 89 + 77) % 256);

  test('text', () => expectClosed('{"hello": "world"}'));

  test('garbage', async () => {
    for (const frame of [noise(100), Uint8Array.of(), syncFrame('update', noise(500))]) await expectClosed(frame);
  });

  test('truncated frames', async () => {
    const doc = new Y.Doc();
    const whole = syncFrame(
      'update',
      updateOf(doc, (copy) => copy.getMap('cards').set('a', 1)),
    );
    for (let length = 1; length < whole.length; length += 3) await expectClosed(whole.subarray(0, length));
  });

  test('huge lengths', async () => {
    const huge = [255, 255, 255, 255, 127];
    await expectClosed(Uint8Array.of(0, 2, ...huge));
    await expectClosed(Uint8Array.of(1, 4, ...huge.slice(1)));
    await expectClosed(syncFrame('update', Uint8Array.of(...huge)));
    await expectClosed(syncFrame('update', Uint8Array.of(1, ...huge, 7, 0)));
    await expectClosed(syncFrame('step1', Uint8Array.of(...huge)));
  });

  test('a frame larger than any edit', () => expectClosed(new Uint8Array(5_000_000), 1009));

  test('a hundred thousand unknown roots', async () => {
    const many = updateBelowRoots(100_000);
    await expectClosed(syncFrame('update', many));
    const one = updateOf(new Y.Doc(), (copy) => copy.getMap('secrets').set('a', 1));
    await expectClosed(syncFrame('update', one));
  });

  test('endlessly nested types, and a subdocument', async () => {
    const deep = updateOf(new Y.Doc(), (copy) => {
      let map: Y.Map<unknown> = copy.getMap('cards');
      for (let depth = 0; depth < 5_000; depth += 1) {
        const inner = new Y.Map<unknown>();
        map.set('in', inner);
        map = inner;
      }
    });
    await expectClosed(syncFrame('update', deep));
    const within = updateOf(new Y.Doc(), (copy) => copy.getMap('cards').set('a', new Y.Doc()));
    await expectClosed(syncFrame('update', within));
  });

  test('a struct whose neighbours have different parents', async () => {
    const { doc, send, closed } = await attack(attacked.mallory, attacked.workshop);
    const card = itemOf(doc.getMap('cards'), attacked.note);
    const text = cardsOf(doc).get(attacked.note)?.get('text');
    const letters = text instanceof Y.Text ? text._start?.id : undefined;
    if (!letters) throw new Error('The note has no letters');
    const forged = new Y.Doc();
    const item = new Y.Item(
      Y.createID(forged.clientID, 0),
      null,
      card,
      null,
      letters,
      null,
      null,
      new Y.ContentString('x'),
    );
    forged.store.clients.set(forged.clientID, [item]);
    send(syncFrame('update', Y.encodeStateAsUpdate(forged)));
    expect(await closed).toBe(4400);
  });

  test('updates that depend on what never arrives', async () => {
    const doc = new Y.Doc();
    doc.getMap('cards').set('a', 1);
    const second = updateOf(doc, (copy) => copy.getMap('cards').set('a', 2));
    await expectClosed(syncFrame('update', second));
    await expectClosed(syncFrame('update', deletionOf(Y.createID(4_711, 0))));
  });

  test('64 KB of updates out of order, before any is applied', async () => {
    const doc = new Y.Doc();
    const updates = Array.from({ length: 3_000 }, (_, edit) =>
      updateOf(doc, (copy) => copy.getMap('cards').set('a', edit)),
    );
    const { send, closed } = await attack(attacked.mallory, attacked.workshop);
    for (const update of updates.slice(1).reverse()) send(syncFrame('update', update));
    expect(await closed).toBe(4400);
    await expectClosed(syncFrame('update', Y.mergeUpdates(updates.filter((_, at) => at % 2 === 1))));
  });
});

describe('P5: updates in Yjs’s second format', () => {
  test('neither hang the server nor change the board', async () => {
    for (let round = 0; round < 30; round += 1) {
      const doc = new Y.Doc();
      const agreements = doc.getMap('agreements');
      for (let card = 0; card <= round % 5; card += 1) agreements.set(`card${card}`, new Y.Text(`text ${round}`));
      const attacker = await attack(attacked.mallory, attacked.workshop);
      attacker.send(syncFrame('update', Y.encodeStateAsUpdateV2(doc)));
      attacker.socket.close();
      await attacker.closed;
    }
  });
});

describe('P3: another client’s id', () => {
  const edits = 20;

  test.each([
    ['that has written', true],
    ['that was only seen in presence', false],
  ])("%s does not take the place of the victim's offline edits", async (_which, hasWritten) => {
    const { victim, workshop, note, witness, mallory } = attacked;
    const window = stockClient(victim, workshop, { notices: true });
    await window.until('sync', () => window.provider.synced);
    window.provider.awareness.setLocalStateField('cursor', { x: 1, y: 1 });
    await witness.until('the victim', () => witness.provider.awareness.getStates().has(window.doc.clientID));
    const text = cardsOf(window.doc).get(note)?.get('text');
    if (!(text instanceof Y.Text)) throw new Error('There is no note');
    if (hasWritten) {
      text.insert(0, '.');
      await window.saved();
    }
    window.provider.disconnect();
    const forged = await attack(mallory, workshop);
    forged.doc.clientID = window.doc.clientID;
    for (let edit = 0; edit < edits; edit += 1) text.insert(0, `(${edit})`);
    const forgery = updateOf(forged.doc, (copy) => {
      const text = cardsOf(copy).get(note)?.get('text');
      if (text instanceof Y.Text) text.insert(0, 'forged '.repeat(edits));
    });
    forged.send(syncFrame('update', forgery));
    expect(await forged.closed).toBe(4409);
    window.provider.connect();
    const content = () => JSON.stringify(cardsOf(witness.doc).get(note)?.get('text'));
    await witness.until('all offline edits', () =>
      Array.from({ length: edits }, (_, edit) => `(${edit})`).every((each) => content().includes(each)),
    );
    expect(content()).not.toContain('forged');
    text.delete(0, text.length - 'Trees first'.length);
    await witness.until('the note as it was', () => contentsText(witness.doc) === before);
    window.close();
  });

  test('cannot be the server’s', async () => {
    const { doc, send, closed } = await attack(attacked.mallory, attacked.workshop);
    doc.clientID = itemOf(doc.getMap('agreements'), attacked.consortium).client;
    const forgery = updateOf(doc, (copy) => cardsOf(copy).get(attacked.note)?.set('x', 1));
    send(syncFrame('update', forgery));
    expect(await closed).toBe(4409);
  });
});

describe('the upgrade to a socket', () => {
  const codeOf = (url: string, headers: Record<string, string> = {}): Promise<number> => {
    const socket = new WebSocket(url, { headers });
    socket.on('error', () => undefined);
    return new Promise((resolve) => socket.on('close', resolve));
  };
  const syncUrl = () => `${attacked.server.url.replace('http', 'ws')}/sync/${attacked.workshop}`;

  test('is refused without a cookie and with a wrong one', async () => {
    expect(await codeOf(syncUrl())).toBe(4401);
    expect(await codeOf(syncUrl(), { cookie: 'session=made-up' })).toBe(4401);
  });

  test('is refused to strangers of the workshop, and for none that exists', async () => {
    const stranger = await register(attacked.server.url, { kind: 'company' });
    expect(await codeOf(syncUrl(), { cookie: stranger.cookie })).toBe(4403);
    expect(await codeOf(`${syncUrl()}x`, { cookie: attacked.victim.cookie })).toBe(4404);
    expect(await codeOf(`${syncUrl()}/room`, { cookie: attacked.victim.cookie })).toBe(4404);
  });

  test('is refused to pages of other sites', async () => {
    for (const origin of ['https://evil.example', 'null', `${attacked.server.url}.evil.example`]) {
      const socket = new WebSocket(syncUrl(), { headers: { cookie: attacked.victim.cookie }, origin });
      socket.on('error', () => undefined);
      const status = await new Promise((resolve) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('open', () => resolve('let in'));
      });
      expect(status, origin).toBe(403);
      socket.terminate();
    }
  });
});

/** A handmade update with a value below each of so many roots: Yjs takes a minute to write them. */
const updateBelowRoots = (count: number): Uint8Array =>
  encoding.encode((encoder) => {
    const [anyWithKey, inRoot] = [0x28, 1];
    for (const number of [1, count, 4_711, 0]) encoding.writeVarUint(encoder, number);
    for (let root = 0; root < count; root += 1) {
      encoding.writeUint8(encoder, anyWithKey);
      encoding.writeVarUint(encoder, inRoot);
      encoding.writeVarString(encoder, `root${root}`);
      encoding.writeVarString(encoder, 'a');
      encoding.writeVarUint(encoder, 1);
      encoding.writeAny(encoder, 1);
    }
    encoding.writeVarUint(encoder, 0);
  });
