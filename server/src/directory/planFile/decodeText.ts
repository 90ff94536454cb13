import { PlanRefusedError } from './planRefusedError.ts';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

const encodingOf = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    // Excel saves "CSV" so in Western Europe.
    return 'windows-1252';
  }
};

// eslint-disable-next-line no-control-regex -- finds control characters that no text has; tabs and line ends aren't among them
const controlCharacters = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * Decodes a text file of any common encoding.
 *
 * @throws PlanRefusedError where it is no text, or HTML that calls itself a sheet.
 */
export const decodeText = (bytes: Uint8Array): string => {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (controlCharacters.test(text) || text.trimStart().startsWith('<')) throw new PlanRefusedError('not-a-sheet');
  return text;
};
