import { type PlanField, planFields } from './action.ts';
import type { ColumnMapping, Reading, Worksheet } from './worksheet.ts';
import { cellText, isEmptyRow, normaliseWords } from './worksheet.ts';
import { likelyDecimalMark } from './numbers.ts';

/**
 * Words that headings of plans use, in English and Swedish, the most certain first. A heading that is the
 * word fits better than one that begins with it, and that one better than one that contains it.
 */
const headingWords: Readonly<Record<PlanField, readonly string[]>> = {
  title: ['title', 'titel', 'action', 'åtgärd', 'measure', 'insats', 'aktivitet', 'activity', 'name', 'namn', 'rubrik'],
  code: ['id', 'code', 'kod', 'nr', 'no', 'number', 'nummer', 'ref', 'reference', 'beteckning', 'action id'],
  description: ['description', 'beskrivning', 'summary', 'sammanfattning', 'details', 'detaljer', 'text'],
  sector: [
    'sector',
    'sektor',
    'area',
    'område',
    'insatsområde',
    'theme',
    'tema',
    'fokusområde',
    'category',
    'kategori',
  ],
  goal: ['goal', 'mål', 'target', 'outcome', 'effektmål', 'objective', 'resultat'],
  place: ['place', 'plats', 'location', 'district', 'stadsdel', 'site', 'geografi'],
  department: ['department', 'förvaltning', 'responsible', 'ansvarig', 'owner', 'ansvar', 'unit', 'nämnd', 'lead'],
  status: ['status', 'läge', 'progress', 'stage', 'genomförandegrad'],
  from: ['from', 'start', 'startår', 'start year', 'från', 'begins', 'startdatum', 'start date'],
  until: [
    'until',
    'end',
    'slut',
    'slutår',
    'end year',
    'till',
    'deadline',
    'klart',
    'slutdatum',
    'end date',
    'year',
    'år',
  ],
  cost: ['cost', 'kostnad', 'budget', 'investment', 'investering', 'investeringskostnad', 'total cost'],
  currency: ['currency', 'valuta'],
  reduction: ['reduction', 'minskning', 'utsläppsminskning', 'emissions', 'co2', 'co₂', 'ghg', 'tco2e', 'klimateffekt'],
  link: ['link', 'länk', 'url', 'web', 'webb', 'source', 'källa'],
};

/** How well a heading fits a field; 0 where it doesn't. */
const headingFit = (heading: string, field: PlanField): number => {
  const wordsOfHeading = normaliseWords(heading);
  const fits = headingWords[field].map((word, index) => {
    const certainty = 1 - index / 100;
    if (wordsOfHeading === word) return 3 * certainty;
    if (wordsOfHeading.startsWith(`${word} `)) return 2 * certainty;
    return ` ${wordsOfHeading} `.includes(` ${word} `) ? certainty : 0;
  });
  return Math.max(...fits);
};

/** Which column is likely which field: each column and each field once, the best fits first. */
export const suggestMapping = (headings: readonly string[]): ColumnMapping => {
  const pairs = planFields.flatMap((field) =>
    headings.map((heading, column) => ({ field, column, fit: headingFit(heading, field) })),
  );
  const mapping: ColumnMapping = {};
  const taken = new Set<number>();
  for (const pair of pairs.filter((each) => each.fit > 0).sort((a, b) => b.fit - a.fit)) {
    if (mapping[pair.field] !== undefined || taken.has(pair.column)) continue;
    mapping[pair.field] = pair.column;
    taken.add(pair.column);
  }
  return mapping;
};

/** How far down headings are searched, since plans often begin with a title and a date. */
const headingRowsMax = 15;

const headingsOf = (sheet: Worksheet, row: number): string[] => (sheet.rows[row] ?? []).map(cellText);

/** The row whose cells are most like headings, the first where several are. */
const likelyHeadings = (sheet: Worksheet): number => {
  const rows = sheet.rows.slice(0, headingRowsMax);
  const scores = rows.map((row, index) => {
    const filled = row.filter((cell) => typeof cell === 'string' && cell.trim() !== '').length;
    return filled < 2 ? 0 : Object.keys(suggestMapping(headingsOf(sheet, index))).length + filled / 1_000;
  });
  const best = Math.max(0, ...scores);
  return best > 0
    ? scores.indexOf(best)
    : Math.max(
        0,
        rows.findIndex((row) => !isEmptyRow(row)),
      );
};

/** How many rows the decimal mark is derived from: more would only take time. */
const decimalSamplesMax = 1_000;

const likelyDecimal = (sheet: Worksheet, headings: number, mapping: ColumnMapping): Reading['decimal'] => {
  const columns = [mapping.cost, mapping.reduction].filter((column) => column !== undefined);
  const cells = sheet.rows.slice(headings + 1, headings + 1 + decimalSamplesMax).flatMap((row) =>
    // A cell that is a number in the sheet has no mark.
    columns.map((column) => row[column]).filter((cell) => typeof cell === 'string'),
  );
  return likelyDecimalMark(cells) ?? '.';
};

/** How a sheet is most likely to be read; people can correct it. */
export const suggestReading = (sheet: Worksheet, index: number): Reading => {
  const headings = likelyHeadings(sheet);
  const mapping = suggestMapping(headingsOf(sheet, headings));
  return { sheet: index, headings, mapping, decimal: likelyDecimal(sheet, headings, mapping) };
};
