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
    const entry = encoding.encode((its) => {
      for (const number of [1, client, clock]) encoding.writeVarUint(its, number);
      encoding.writeVarString(its, state);
    });
    encoding.writeVarUint8Array(encoder, entry);
  });

/** Frames as clients send them, for this board: the ground that broken ones grow from. */
export const correctFrames = (chance: SeededRandom, board: Y.Doc): readonly Uint8Array[] => [
  ...Array.from({ length: 60 }, () => updateFrame(someUpdate(chance, board, Y.encodeStateAsUpdate))),
  ...Array.from({ length: 12 }, () => step2Frame(someUpdate(chance, board, Y.encodeStateAsUpdate))),
  // A client that speaks Yjs's other format: read as this one such an update may never end.
  ...Array.from({ length: 12 }, () => updateFrame(someUpdate(chance, board, Y.encodeStateAsUpdateV2))),
  updateFrame(Y.encodeStateAsUpdate(board)),
  step2Frame(Y.encodeStateAsUpdate(board)),
  syncFrame('step1', Y.encodeStateVector(board)),
  syncFrame('step1', Y.encodeStateVector(new Y.Doc())),
  presenceFrame(chance.next(), '{"cursor":{"x":1,"y":2}}'),
  presenceFrame(chance.next(), 'null'),
  encodeNotice({ is: 'clock', asked: 1 }),
  encodeNotice({ is: 'saved', frames: 1 }),
  Uint8Array.of(3),
];

/** One of them broken in one of many ways, or something that never was a frame. */
export const brokenFrame = (chance: SeededRandom, correct: readonly Uint8Array[]): Uint8Array => {
  const frame = chance.pick(correct);
  switch (chance.below(12)) {
    case 0:
      return chance.bytes(chance.below(200));
    case 1:
      return frame.subarray(0, chance.below(frame.length + 1));
    case 2:
      return concatBytes(frame, chance.bytes(1 + chance.below(8)));
    case 3:
      return concatBytes(frame.subarray(0, chance.below(frame.length)), chance.pick(correct));
    case 4:
      return withHugeNumber(chance, frame);
    case 5:
      return concatBytes(Uint8Array.of(chance.below(8), chance.below(8)), frame.subarray(Math.min(2, frame.length)));
    case 6:
      return inAnEnvelope(chance, chance.bytes(chance.below(120)));
    case 7:
      return inAnEnvelope(chance, handmadeUpdate(chance));
    case 8:
      return frame;
    default:
      return withOtherBytes(chance, frame);
  }
};

const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const withOtherBytes = (chance: SeededRandom, frame: Uint8Array): Uint8Array => {
  const bytes = frame.slice();
  for (let changes = 1 + chance.below(4); changes > 0 && bytes.length > 0; changes -= 1) {
    bytes[chance.below(bytes.length)] = chance.below(2) ? chance.below(256) : chance.below(8);
  }
  return bytes;
};

const withHugeNumber = (chance: SeededRandom, frame: Uint8Array): Uint8Array => {
  const at = chance.below(frame.length + 1);
  const huge = chance.pick([2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1, 1e7]);
  const number = encoding.encode((encoder) => encoding.writeVarUint(encoder, huge));
  return concatBytes(frame.subarray(0, at), number, frame.subarray(Math.min(frame.length, at + 1)));
};

/** A whole document frame around bytes that are no update, so that the fault lies deeper than in the frame. */
const inAnEnvelope = (chance: SeededRandom, bytes: Uint8Array): Uint8Array =>
  (chance.below(2) ? updateFrame : step2Frame)(bytes);

/** An update from its own numbers: structs of every kind that lie and lean anywhere. */
const handmadeUpdate = (chance: SeededRandom): Uint8Array =>
  encoding.encode((encoder) => {
    const number = (below: number) => encoding.writeVarUint(encoder, chance.below(below));
    const id = () => {
      encoding.writeVarUint(encoder, chance.below(3) ? chance.below(4) : chance.next());
      number(6);
    };
    const sections = chance.below(3);
    encoding.writeVarUint(encoder, sections);
    for (let section = 0; section < sections; section += 1) {
      const structs = chance.below(5);
      encoding.writeVarUint(encoder, structs);
      id();
      for (let struct = 0; struct < structs; struct += 1) {
        const info = chance.below(256);
        encoding.writeUint8(encoder, info);
        if (info & 0x80) id();
        if (info & 0x40) id();
        if (!(info & 0xc0)) {
          const inRoot = chance.below(2);
          encoding.writeVarUint(encoder, inRoot);
          if (inRoot)
            encoding.writeVarString(encoder, chance.pick(['cards', 'agreements', 'meta', 'people', 'x', '__proto__']));
          else id();
          if (info & 0x20)
            encoding.writeVarString(encoder, chance.pick(['decided', 'text', 'x', '__proto__', 'need0000000001']));
        }
        encoding.writeUint8Array(encoder, chance.bytes(chance.below(6)));
      }
    }
    const clients = chance.below(3);
    encoding.writeVarUint(encoder, clients);
    for (let client = 0; client < clients; client += 1) {
      encoding.writeVarUint(encoder, chance.next());
      encoding.writeVarUint(encoder, 1);
      number(10);
      number(10);
    }
  });

type Encode = (doc: Y.Doc, since: Uint8Array) => Uint8Array;

const someUpdate = (chance: SeededRandom, board: Y.Doc, encode: Encode): Uint8Array => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(board));
  copy.clientID = chance.below(10) ? chance.next() : chance.pick([...board.store.clients.keys()]);
  for (let edits = 1 + chance.below(4); edits > 0; edits -= 1) chance.pick(randomEdits)(copy, chance);
  return encode(copy, chance.below(20) ? Y.encodeStateVector(board) : Y.encodeStateVector(new Y.Doc()));
};

const randomEdits: readonly ((doc: Y.Doc, chance: SeededRandom) => unknown)[] = [
  (doc, chance) => cardsOf(doc).set(`card${chance.next()}`, fieldsMap({ kind: 'note', x: chance.next() })),
  (doc, chance) => cardsOf(doc).delete(someCard(doc, chance)),
  (doc, chance) => cardsOf(doc).get(someCard(doc, chance))?.set('x', chance.below(1_000)),
  (doc, chance) => cardsOf(doc).get(someCard(doc, chance))?.set('title', new Y.Text('other')),
  (doc, chance) => {
    const title = cardsOf(doc).get(someCard(doc, chance))?.get('title');
    if (title instanceof Y.Text) title.insert(chance.below(title.length + 1), 'words');
  },
  (doc, chance) =>
    doc.getMap(chance.pick(['agreements', 'session', 'people', 'meta', 'workshop'])).set('key', chance.next()),
  (doc, chance) => doc.getMap(chance.pick(['agreements', 'people', 'meta', 'organisations'])).clear(),
  (doc, chance) => doc.getMap(`root${chance.below(20)}`).set('key', 'value'),
];

/** The id of one, or of none that is there any more. */
const someCard = (doc: Y.Doc, chance: SeededRandom): string => chance.pick([...cardsOf(doc).keys(), 'gone0000000001']);
