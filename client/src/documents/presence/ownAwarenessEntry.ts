import * as decoding from 'lib0/decoding';

/** The state that an awareness update carries for this client, if it does; the others' are not parsed. */
export const ownAwarenessEntry = (update: Uint8Array, client: number): unknown => {
  const decoder = decoding.createDecoder(update);
  const entries = decoding.readVarUint(decoder);
  for (let entry = 0; entry < entries; entry += 1) {
    const of = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state = decoding.readVarString(decoder);
    if (of === client) return JSON.parse(state) ?? undefined;
  }
  return undefined;
};
