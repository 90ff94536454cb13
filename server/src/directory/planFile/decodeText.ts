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
    // What is no UTF-8 is what Excel saves as "CSV" where people write å, ä and ö.
    return 'windows-1252';
  }
};

// eslint-disable-next-line no-control-regex -- what no text has, but tabs, line ends and the like
const controlCharacters = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * A text file's text, whatever it was saved with.
 *
 * @throws PlanRefused where it is no text, or a page of a browser's that only calls itself a sheet.
 */
export const decodeText = (bytes: Uint8Array): string => {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (controlCharacters.test(text) || text.trimStart().startsWith('<')) throw new PlanRefusedError('not-a-sheet');
  return text;
};
