import type { Worksheet } from '@brygga/shared/domain/plan/worksheet';
import { readCsv } from './readCsv.ts';
import { PlanRefusedError } from './planRefusedError.ts';
import { decodeText } from './decodeText.ts';
import { readXlsx } from './workbook.ts';

const startsWith = (bytes: Uint8Array, start: string): boolean =>
  Buffer.from(bytes.subarray(0, start.length / 2)).toString('hex') === start;

const zipSignature = '504b0304';
/** Excel files before 2007, and today's with a password. */
const compoundFileSignature = 'd0cf11e0a1b11ae1';

const sheetsIn = async (bytes: Buffer): Promise<readonly Worksheet[]> => {
  if (startsWith(bytes, zipSignature)) return readXlsx(bytes);
  if (startsWith(bytes, compoundFileSignature)) throw new PlanRefusedError('old-excel');
  return [readCsv(decodeText(bytes))];
};

/**
 * The sheets of a file that aren't empty. Its bytes tell what kind of file it is, not its name.
 *
 * @throws PlanRefusedError
 */
export const readPlanFile = async (bytes: Buffer): Promise<readonly Worksheet[]> => {
  const sheets = (await sheetsIn(bytes)).filter(({ rows }) => rows.length > 0);
  if (sheets.length === 0) throw new PlanRefusedError('empty');
  return sheets;
};
