import { PresenceState } from '@brygga/shared/wire/presence';
import * as decoding from 'lib0/decoding';
import { MalformedFrameError, readBytes } from '../transport/frames.ts';

/** One entry of an awareness frame as a client sends it; what it says is not looked at yet. */
export interface ReceivedEntry {
  readonly client: number;
  readonly clock: number;
  readonly stateBytes: Uint8Array;
}

/** What somebody says of themselves. */
export interface ClientState {
  readonly cursor: { readonly x: number; readonly y: number } | null | undefined;
  /** All else, as far as it fits. */
  readonly otherFields: Readonly<Record<string, unknown>>;
  /** Two claims with the same key differ in their cursors at most. */
  readonly key: string;
}

/** @throws MalformedFrame */
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

/** Whether an entry says that its client is gone. */
export const isNullState = (said: Uint8Array): boolean =>
  said.length === nullState.length && nullState.every((byte, at) => said[at] === byte);

const decoder = new TextDecoder();
const stateFields = PresenceState.omit({ user: true, cursor: true }).shape;

/**
 * The fields that fit; undefined for what is no state at all. Cursors move many times a second, and
 * all else hardly ever: it is held against its schema only where it differs from the claim before.
 */
export const readClientState = (said: Uint8Array, before: ClientState | undefined): ClientState | undefined => {
  try {
    const state: unknown = JSON.parse(decoder.decode(said));
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return undefined;
    const cursor = readCursor(Reflect.get(state, 'cursor'));
    const key = JSON.stringify(Object.keys(stateFields).map((field): unknown => Reflect.get(state, field) ?? null));
    return { cursor, key, otherFields: before?.key === key ? before.otherFields : validFields(state) };
  } catch (error) {
    // Not JSON, or nested too deep to be written again.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
};

const validFields = (state: object): Record<string, unknown> => {
  const rest: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(stateFields)) {
    const parsed = schema.safeParse(Reflect.get(state, field));
    if (parsed.success && parsed.data !== undefined) rest[field] = parsed.data;
  }
  return rest;
};

const readCursor = (cursor: unknown): ClientState['cursor'] => {
  if (cursor === null) return null;
  if (typeof cursor !== 'object') return undefined;
  const [x, y]: unknown[] = [Reflect.get(cursor, 'x'), Reflect.get(cursor, 'y')];
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x + y) ? { x, y } : undefined;
};
