import { PresenceState } from '@brygga/shared/wire/presence';
import * as decoding from 'lib0/decoding';
import { MalformedFrameError, readBytes } from '../transport/frames.ts';

/** One entry of a received awareness frame; its state is not parsed yet. */
export interface ReceivedEntry {
  readonly client: number;
  readonly clock: number;
  readonly stateBytes: Uint8Array;
}

/** A client's parsed state. */
export interface ClientState {
  readonly cursor: { readonly x: number; readonly y: number } | null | undefined;
  /** All other fields that pass their schema. */
  readonly otherFields: Readonly<Record<string, unknown>>;
  /** States with the same key differ in their cursors at most. */
  readonly key: string;
}

/** @throws MalformedFrameError */
export const readEntries = (bytes: Uint8Array): ReceivedEntry[] => {
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    const entries: ReceivedEntry[] = [];
    while (entries.length < count) {
      const client = decoding.readVarUint(decoder);
      entries.push({ client, clock: decoding.readVarUint(decoder), stateBytes: readBytes(decoder) });
    }
    return entries;
  } catch (error) {
    throw new MalformedFrameError('presence cannot be read', { cause: error });
  }
};

const nullState = new TextEncoder().encode('null');

/** Whether the client has left. */
export const isNullState = (stateBytes: Uint8Array): boolean =>
  stateBytes.length === nullState.length && nullState.every((byte, at) => stateBytes[at] === byte);

const decoder = new TextDecoder();
const stateFields = PresenceState.omit({ user: true, cursor: true }).shape;

/**
 * Parses a state; fields that fail their schema are left out. Undefined where it is no JSON object.
 * Cursors change many times a second and the other fields hardly ever, so those are only validated
 * when they differ from the previous state.
 */
export const readClientState = (stateBytes: Uint8Array, previous: ClientState | undefined): ClientState | undefined => {
  try {
    const state: unknown = JSON.parse(decoder.decode(stateBytes));
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return undefined;
    const cursor = readCursor(Reflect.get(state, 'cursor'));
    const key = JSON.stringify(Object.keys(stateFields).map((field): unknown => Reflect.get(state, field) ?? null));
    return { cursor, key, otherFields: previous?.key === key ? previous.otherFields : validFields(state) };
  } catch (error) {
    // Not JSON, or nested too deep for JSON.stringify.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
};

const validFields = (state: object): Record<string, unknown> => {
  const valid: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(stateFields)) {
    const parsed = schema.safeParse(Reflect.get(state, field));
    if (parsed.success && parsed.data !== undefined) valid[field] = parsed.data;
  }
  return valid;
};

const readCursor = (cursor: unknown): ClientState['cursor'] => {
  if (cursor === null) return null;
  if (typeof cursor !== 'object') return undefined;
  const [x, y]: unknown[] = [Reflect.get(cursor, 'x'), Reflect.get(cursor, 'y')];
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x + y) ? { x, y } : undefined;
};
