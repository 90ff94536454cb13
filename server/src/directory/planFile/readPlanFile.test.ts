import { Buffer } from 'node:buffer';
import { planColumnsMax, planRowsMax } from '@brygga/shared/api/library';
import { type Zippable, strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { readPlanFile } from './readPlanFile.ts';
import { PlanRefusedError } from './planRefusedError.ts';

const text = (written: string, encoding: BufferEncoding = 'utf-8') => readPlanFile(Buffer.from(written, encoding));
const rowsOf = async (bytes: Buffer) => (await readPlanFile(bytes))[0]?.rows;
const refusalOf = async (bytes: Buffer) => {
  try {
    await readPlanFile(bytes);
  } catch (error) {
    return error instanceof PlanRefusedError ? error.refusal : error;
  }
  return 'read';
};

const relationships = (...rows: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

/** A workbook written by hand, with these parts in place of ours. */
const workbook = (sheet: string, parts: Record<string, string> = {}): Buffer => {
  const files: Record<string, string> = {
    '_rels/.rels': relationships(relation('a', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relationships(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('r2', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('r3', 'styles', 'styles.xml'),
    ),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': '<sst/>',
    'xl/styles.xml': '<styleSheet/>',
    ...parts,
  };
  const zippable: Zippable = Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)]));
  return Buffer.from(zipSync(zippable));
};

describe('a workbook of Excel’s', () => {
  test('is read sheet by sheet, with its texts, numbers, days and what formulas gave', async () => {
    const bytes = await writeXlsx([
      {
        sheet: 'Åtgärder',
        data: [
          [{ value: 'Titel' }, { value: 'Kostnad' }, { value: 'Klart' }, { value: 'Beslutad' }],
          [
            { value: 'Träd & skugga' },
            { value: 12.5 },
            { value: new Date('2030-06-01T00:00:00Z'), format: 'yyyy-mm-dd' },
            { value: true },
          ],
          [{ value: '=1+1' }, null, null, null],
        ],
      },
      { sheet: 'Empty', data: [] },
    ]).toBuffer();

    expect(await readPlanFile(bytes)).toEqual([
      {
        name: 'Åtgärder',
        rows: [['Titel', 'Kostnad', 'Klart', 'Beslutad'], ['Träd & skugga', 12.5, '2030-06-01', 'TRUE'], ['=1+1']],
      },
    ]);
  });

  test('gives rich texts in one piece, formulas’ results, errors as they show, and rows where they lie', async () => {
    const rows = await rowsOf(
      workbook(
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="str"><f>A1&amp;"x"</f><v>sum</v></c></row>' +
          '<row r="4"><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="inlineStr"><is><t>in</t><t>line</t></is></c><c s="1"><v>45000</v></c></row>',
        {
          'xl/sharedStrings.xml':
            '<sst><si><r><t>Cool </t></r><r><t>yards_x0021_</t></r><rPh><t>aloud</t></rPh></si></sst>',
          'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        },
      ),
    );

    expect(rows).toEqual([[], ['', 'Cool yards!', '', 'sum'], [], ['#DIV/0!', 'inline', '2023-03-15']]);
  });

  test('leaves hidden sheets alone', async () => {
    const hidden = workbook('<row><c><v>1</v></c></row>', {
      'xl/workbook.xml': '<workbook><sheets><sheet name="Plan" r:id="r1" state="hidden"/></sheets></workbook>',
    });
    expect(await refusalOf(hidden)).toBe('empty');
  });

  test('may be formatted to its end, as long as nothing is written there', async () => {
    expect(
      await rowsOf(workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>')),
    ).toEqual([[1]]);
  });
});

describe('a hostile workbook', () => {
  const unpacked = 1024 * 1024 + 7;
  /** A workbook whose sheet unpacks to a megabyte, and says that it is this long, in both of the archive's lists. */
  const stating = (size: number): Buffer => {
    const frame = '<worksheet><sheetData></sheetData></worksheet>'.length;
    const bytes = workbook(' '.repeat(unpacked - frame));
    for (let at = 0; at < bytes.length - 4; at += 1) {
      if (bytes.readUInt32LE(at) === unpacked) bytes.writeUInt32LE(size, at);
    }
    return bytes;
  };

  test('that unpacks to more than is read is refused before it is unpacked', async () => {
    expect(stating(unpacked).length).toBeLessThan(10_000);
    expect(await refusalOf(stating(unpacked))).toBe('empty');
    expect(await refusalOf(stating(1024 ** 3))).toBe('unpacks-too-large');
  });

  test('that lies about what it unpacks to is refused as soon as that shows', async () => {
    expect(await refusalOf(stating(10))).toBe('broken');
    expect(await refusalOf(stating(unpacked + 1))).toBe('broken');
  });

  test.each([
    ['a row beyond all', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', 'too-many-rows'],
    ['a column beyond all', '<row r="1"><c r="XFD1"><v>1</v></c></row>', 'too-many-columns'],
    ['rows without end', '<row><c><v>1</v></c></row>'.repeat(planRowsMax + 1), 'too-many-rows'],
    ['columns without end', `<row>${'<c><v>1</v></c>'.repeat(planColumnsMax + 1)}</row>`, 'too-many-columns'],
    ['XML that breaks off', '<row><c><v>1', 'broken'],
    ['an entity that grows', '<row><c t="inlineStr"><is><t>&lol;</t></is></c></row>', 'broken'],
  ])('with %s is refused', async (_what, sheet, refusal) => {
    expect(await refusalOf(workbook(sheet))).toBe(refusal);
  });

  test('with entities of its own, or files of ours by them, is refused', async () => {
    const xxe = workbook('', {
      'xl/worksheets/sheet1.xml':
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>',
    });
    expect(await refusalOf(xxe)).toBe('broken');
  });

  test('whose parts point out of it, or to nothing, is refused', async () => {
    const pointing = (target: string) =>
      workbook('', { '_rels/.rels': relationships(relation('a', 'officeDocument', target)) });
    expect(await refusalOf(pointing('../../etc/workbook.xml'))).toBe('broken');
    expect(await refusalOf(pointing('xl/nothing/workbook.xml'))).toBe('broken');
  });
});

describe('a file that is not what it says', () => {
  const zipOf = (path: string) => Buffer.from(zipSync({ [path]: strToU8('<x/>') }));
  test.each([
    ['a document', zipOf('word/document.xml'), 'not-a-sheet'],
    ['an archive cut short', workbook('').subarray(0, 200), 'broken'],
    ['Excel’s old format', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'old-excel'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'not-a-sheet'],
    ['a PDF', Buffer.from('%PDF-1.7\n\u0000\u0001'), 'not-a-sheet'],
    ['a page of a browser’s', Buffer.from('<html><table><tr><td>1'), 'not-a-sheet'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['empty lines', Buffer.from('\n\n ; \n'), 'empty'],
    ['a quote that never closes', Buffer.from(`Title\n"${'x\n'.repeat(600_000)}`), 'broken'],
    ['rows without end', Buffer.from('a;b\n'.repeat(planRowsMax + 1)), 'too-many-rows'],
    ['columns without end', Buffer.from('a,'.repeat(1_000)), 'too-many-columns'],
  ])('%s is refused', async (_what, bytes, refusal) => {
    expect(await refusalOf(bytes)).toBe(refusal);
  });
});

describe('a CSV file', () => {
  test.each([
    ['semicolons', 'Titel;Mål\nTräd;"5;6"\n'],
    ['commas', 'Titel,Mål\nTräd,5;6\n'],
    ['tabs', 'Titel\tMål\r\nTräd\t5;6'],
    ['what its first line says', 'sep=|\nTitel|Mål\nTräd|5;6'],
  ])('may be delimited by %s', async (_by, written) => {
    const [sheet] = await text(written);
    expect(sheet?.rows.slice(-2)).toEqual([
      ['Titel', 'Mål'],
      ['Träd', '5;6'],
    ]);
  });

  test('may be saved in whatever Excel saves in', async () => {
    const written = 'Titel;Mål\nTräd åäö;5';
    const rows = [
      ['Titel', 'Mål'],
      ['Träd åäö', '5'],
    ];
    expect(await rowsOf(Buffer.from(`\ufeff${written}`))).toEqual(rows);
    expect(await rowsOf(Buffer.from(written, 'latin1'))).toEqual(rows);
    expect(await rowsOf(Buffer.from(`\ufeff${written}`, 'utf16le'))).toEqual(rows);
  });

  test('has its rows where an editor counts them, lines within quotes too', async () => {
    const [sheet] = await text('a,b\n"one\ntwo",2\n\nlast,3\n');
    expect(sheet?.rows).toEqual([['a', 'b'], ['one\ntwo', '2'], [], ['last', '3']]);
  });
});
