import { posix } from 'node:path';
import type { Worksheet } from '@brygga/shared/domain/plan/worksheet';
import { PlanRefusedError } from './planRefusedError.ts';
import { type Archive, withArchiveErrors, openArchive } from './archive.ts';
import { readWorksheet } from './worksheet.ts';
import { readSharedStrings } from './sharedStrings.ts';
import { readDateStyles } from './dateStyles.ts';
import { parseXml } from './parseXml.ts';

const sheetsMax = 50;

interface Relation {
  readonly path: string;
  /** The last segment of its type, such as `styles`. */
  readonly type: string;
}

/** The relationships of an entry by id; those of the package itself for an empty name. */
const relationsOf = async (archive: Archive, folder: string, name: string): Promise<Map<string, Relation>> => {
  const relations = new Map<string, Relation>();
  await parseXml(archive.text(posix.join(folder, '_rels', `${name}.rels`)), {
    open(element, { Id: id, Target: target, Type: type, TargetMode: mode }) {
      if (element !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.set(id, { path, type: type?.split('/').at(-1) ?? '' });
    },
  });
  return relations;
};

interface Contents {
  readonly sheets: readonly { readonly name: string; readonly id: string }[];
  /** Whether days count from 1904, as on old Macs. */
  readonly from1904: boolean;
}

const contentsOf = async (archive: Archive, workbook: string): Promise<Contents> => {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  await parseXml(archive.text(workbook), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1];
      sheets.push({ name: attributes['name'] ?? '', id: id ?? '' });
    },
  });
  return { sheets, from1904 };
};

const readWorksheets = async (bytes: Buffer): Promise<Worksheet[]> => {
  const archive = await openArchive(bytes);
  // Word documents and presentations are archives of the same kind.
  if (!archive.has('_rels/.rels')) throw new PlanRefusedError('not-a-sheet');
  const top = [...(await relationsOf(archive, '', '')).values()].find(({ type }) => type === 'officeDocument');
  if (!top || !/(^|\/)workbook\d*\.xml$/.test(top.path)) throw new PlanRefusedError('not-a-sheet');
  const relations = await relationsOf(archive, posix.dirname(top.path), posix.basename(top.path));
  const pathOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.path;
  const { sheets, from1904 } = await contentsOf(archive, top.path);
  const strings = await readSharedStrings(archive, pathOf('sharedStrings'));
  const dates = await readDateStyles(archive, pathOf('styles'));
  const readSheets: Worksheet[] = [];
  for (const { name, id } of sheets.slice(0, sheetsMax)) {
    const relation = relations.get(id);
    // Chart sheets have no rows.
    if (relation?.type !== 'worksheet') continue;
    readSheets.push({ name, rows: await readWorksheet(archive.text(relation.path), { strings, dates, from1904 }) });
  }
  return readSheets;
};

/**
 * The visible sheets of an Excel workbook. Formulas aren't evaluated: their last results are read.
 *
 * @throws PlanRefusedError
 */
export const readXlsx = (bytes: Buffer): Promise<Worksheet[]> => withArchiveErrors(() => readWorksheets(bytes));
