import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import { frameTypes, syncTypes } from '../wire/frames.ts';
import { encodeNotice } from '../wire/notices.ts';
import type { SeededRandom } from './seededRandom.ts';

const syncFrame = (type: keyof typeof syncTypes, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.sync);
    encoding.writeVarUint(encoder, syncTypes[type]);
    encoding.writeVarUint8Array(encoder, bytes);
  });

const updateFrame = (update: Uint8Array) => syncFrame('update', update);
const step2Frame = (update: Uint8Array) => syncFrame('step2', update);

/** One person's presence, a clock and JSON. */
export const presenceFrame = (client: number, state: string, clock = 1): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.awareness);
    const entry = encoding.encode((entryEncoder) => {
      for (const number of [1, client, clock]) encoding.writeVarUint(entryEncoder, number);
      encoding.writeVarString(entryEncoder, state);
    });
    encoding.writeVarUint8Array(encoder, entry);
  });

/** Frames as clients send them for this board: broken frames are made from them. */
export const correctFrames = (random: SeededRandom, board: Y.Doc): readonly Uint8Array[] => [
  ...Array.from({ length: 60 }, () => updateFrame(someUpdate(random, board, Y.encodeStateAsUpdate))),
  ...Array.from({ length: 12 }, () => step2Frame(someUpdate(random, board, Y.encodeStateAsUpdate))),
  // Yjs's second format: reading it as the first may never end.
  ...Array.from({ length: 12 }, () => updateFrame(someUpdate(random, board, Y.encodeStateAsUpdateV2))),
  updateFrame(Y.encodeStateAsUpdate(board)),
  step2Frame(Y.encodeStateAsUpdate(board)),
  syncFrame('step1', Y.encodeStateVector(board)),
  syncFrame('step1', Y.encodeStateVector(new Y.Doc())),
  presenceFrame(random.next(), '{"cursor":{"x":1,"y":2}}'),
  presenceFrame(random.next(), 'null'),
  encodeNotice({ is: 'clock', asked: 1 }),
  encodeNotice({ is: 'saved', frames: 1 }),
  Uint8Array.of(3),
];

/** A correct frame, broken in one of many ways, or bytes that never were a frame. */
export const brokenFrame = (random: SeededRandom, correct: readonly Uint8Array[]): Uint8Array => {
  const frame = random.pick(correct);
  switch (random.below(12)) {
    case 0:
      return random.bytes(random.below(200));
    case 1:
      return frame.subarray(0, random.below(frame.length + 1));
    case 2:
      return concatBytes(frame, random.bytes(1 + random.below(8)));
    case 3:
      return concatBytes(frame.subarray(0, random.below(frame.length)), random.pick(correct));
    case 4:
      return withHugeNumber(random, frame);
    case 5:
      return concatBytes(Uint8Array.of(random.below(8), random.below(8)), frame.subarray(Math.min(2, frame.length)));
    case 6:
      return framed(random, random.bytes(random.below(120)));
    case 7:
      return framed(random, handmadeUpdate(random));
    case 8:
      return frame;
    default:
      return withOtherBytes(random, frame);
  }
};

const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const withOtherBytes = (random: SeededRandom, frame: Uint8Array): Uint8Array => {
  const bytes = frame.slice();
  for (let changes = 1 + random.below(4); changes > 0 && bytes.length > 0; changes -= 1) {
    bytes[random.below(bytes.length)] = random.below(2) ? random.below(256) : random.below(8);
  }
  return bytes;
};

const withHugeNumber = (random: SeededRandom, frame: Uint8Array): Uint8Array => {
  const at = random.below(frame.length + 1);
  const huge = random.pick([2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1, 1e7]);
  const number = encoding.encode((encoder) => encoding.writeVarUint(encoder, huge));
  return concatBytes(frame.subarray(0, at), number, frame.subarray(Math.min(frame.length, at + 1)));
};

/** A correct document frame around bytes that are no update, so that the fault is not in the frame. */
const framed = (random: SeededRandom, bytes: Uint8Array): Uint8Array =>
  (random.below(2) ? updateFrame : step2Frame)(bytes);

/** An update written number by number: structs of every kind, with any origin and parent. */
const handmadeUpdate = (random: SeededRandom): Uint8Array =>
  encoding.encode((encoder) => {
    const number = (below: number) => encoding.writeVarUint(encoder, random.below(below));
    const id = () => {
      encoding.writeVarUint(encoder, random.below(3) ? random.below(4) : random.next());
      number(6);
    };
    const sections = random.below(3);
    encoding.writeVarUint(encoder, sections);
    for (let section = 0; section < sections; section += 1) {
      const structs = random.below(5);
      encoding.writeVarUint(encoder, structs);
      id();
      for (let struct = 0; struct < structs; struct += 1) {
        const info = random.below(256);
        encoding.writeUint8(encoder, info);
        if (info & 0x80) id();
        if (info & 0x40) id();
        if (!(info & 0xc0)) {
          const inRoot = random.below(2);
          encoding.writeVarUint(encoder, inRoot);
          if (inRoot)
            encoding.writeVarString(encoder, random.pick(['cards', 'agreements', 'meta', 'people', 'x', '__proto__']));
          else id();
          if (info & 0x20)
            encoding.writeVarString(encoder, random.pick(['decided', 'text', 'x', '__proto__', 'need0000000001']));
        }
        encoding.writeUint8Array(encoder, random.bytes(random.below(6)));
      }
    }
    const clients = random.below(3);
    encoding.writeVarUint(encoder, clients);
    for (let client = 0; client < clients; client += 1) {
      encoding.writeVarUint(encoder, random.next());
      encoding.writeVarUint(encoder, 1);
      number(10);
      number(10);
    }
  });

type Encode = (doc: Y.Doc, since: Uint8Array) => Uint8Array;

const someUpdate = (random: SeededRandom, board: Y.Doc, encode: Encode): Uint8Array => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(board));
  copy.clientID = random.below(10) ? random.next() : random.pick([...board.store.clients.keys()]);
  for (let edits = 1 + random.below(4); edits > 0; edits -= 1) random.pick(randomEdits)(copy, random);
  return encode(copy, random.below(20) ? Y.encodeStateVector(board) : Y.encodeStateVector(new Y.Doc()));
};

const randomEdits: readonly ((doc: Y.Doc, random: SeededRandom) => unknown)[] = [
  (doc, random) => cardsOf(doc).set(`card${random.next()}`, fieldsMap({ kind: 'note', x: random.next() })),
  (doc, random) => cardsOf(doc).delete(someCard(doc, random)),
  (doc, random) => cardsOf(doc).get(someCard(doc, random))?.set('x', random.below(1_000)),
  (doc, random) => cardsOf(doc).get(someCard(doc, random))?.set('title', new Y.Text('other')),
  (doc, random) => {
    const title = cardsOf(doc).get(someCard(doc, random))?.get('title');
    if (title instanceof Y.Text) title.insert(random.below(title.length + 1), 'words');
  },
  (doc, random) =>
    doc.getMap(random.pick(['agreements', 'session', 'people', 'meta', 'workshop'])).set('key', random.next()),
  (doc, random) => doc.getMap(random.pick(['agreements', 'people', 'meta', 'organisations'])).clear(),
  (doc, random) => doc.getMap(`root${random.below(20)}`).set('key', 'value'),
];

/** The id of one, or of none that is there any more. */
const someCard = (doc: Y.Doc, random: SeededRandom): string => random.pick([...cardsOf(doc).keys(), 'gone0000000001']);
