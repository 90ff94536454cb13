import type { Block, Run, TableCell } from '@brygga/shared/document/text/richText';
import { plainText } from '@brygga/shared/document/text/richText';
import { faceOf, printable } from './fonts.ts';
import { colours, gap, sizes } from './theme.ts';

type Doc = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

interface DrawPosition {
  readonly left: number;
  /** Of nested lists. */
  readonly depth: number;
}

/** A heading with less space than this below it starts a new page. Points. */
const headingSpaceMin = 90;

const rightOf = (doc: Doc): number => doc.page.width - doc.page.margins.right;
const bottomOf = (doc: Doc): number => doc.page.height - doc.page.margins.bottom;

/** Starts a new page where less than this is left. */
export const ensureSpace = (doc: Doc, points: number): void => {
  if (doc.y + points > bottomOf(doc)) doc.addPage();
};

/** Draws runs as one paragraph; each link is a structure element within it. */
const drawRuns = (doc: Doc, parent: Element, runs: readonly Run[], position: DrawPosition): void => {
  const width = rightOf(doc) - position.left;
  const printableRuns = runs.map((run) => ({ ...run, text: printable(run.text) })).filter(({ text }) => text !== '');
  printableRuns.forEach((run, index) => {
    const draw = (): void => {
      doc.font(faceOf(run)).fillColor(run.link === undefined ? colours.ink : colours.link);
      const options = {
        width,
        lineGap: 3,
        continued: index < printableRuns.length - 1,
        underline: run.link !== undefined,
        link: run.link ?? null,
      };
      if (index === 0) doc.text(run.text, position.left, doc.y, options);
      else doc.text(run.text, options);
    };
    parent.add(run.link === undefined ? draw : doc.struct('Link', { alt: run.link }, [draw]));
  });
};

const headingTags = ['H2', 'H3', 'H4'] as const;

export const drawHeading = (doc: Doc, parent: Element, tag: string, size: number, text: string): void => {
  ensureSpace(doc, headingSpaceMin);
  doc.moveDown(0.6);
  parent.add(
    doc.struct(tag, {}, [
      () => doc.font('bold').fontSize(size).fillColor(colours.ink).text(printable(text), doc.page.margins.left, doc.y),
    ]),
  );
  doc.moveDown(0.3).fontSize(sizes.text);
};

const drawList = (doc: Doc, parent: Element, block: Extract<Block, { is: 'list' }>, position: DrawPosition): void => {
  const list = doc.struct('L');
  parent.add(list);
  const inner = { left: position.left + gap.list, depth: position.depth + 1 };
  block.items.forEach((blocks, index) => {
    const item = doc.struct('LI');
    list.add(item);
    ensureSpace(doc, doc.currentLineHeight(true) * 2);
    const top = doc.y;
    const mark = block.ordered ? `${index + 1}.` : '•';
    item.add(
      doc.struct('Lbl', {}, [
        () => doc.font('regular').fillColor(colours.ink).text(mark, position.left, top, { lineBreak: false }),
      ]),
    );
    doc.y = top;
    const body = doc.struct('LBody');
    item.add(body);
    drawBlocks(doc, body, blocks, inner);
    body.end();
    item.end();
  });
  list.end();
};

const columnsMax = 8;
const cellCharactersMax = 1_200;
/** What a column counts for when the width is shared out. */
const columnCharactersMin = 6;
const columnCharactersMax = 48;

/** A table that doesn't fit is drawn as paragraphs, one a row. */
const fitsPage = (rows: readonly (readonly TableCell[])[]): boolean =>
  rows.every(
    (row) => row.length <= columnsMax && row.every(({ blocks }) => plainText(blocks).length <= cellCharactersMax),
  );

const rowsAsParagraphs = (rows: readonly (readonly TableCell[])[]): Block[] =>
  rows.map((row) => ({
    is: 'paragraph',
    runs: [{ text: row.map(({ blocks }) => plainText(blocks)).join(' | ') }],
  }));

/** Shares out the width by the columns' longest texts, within bounds, so that long texts wrap first. */
const columnWidths = (rows: readonly (readonly string[])[], total: number): number[] => {
  const columns = rows[0]?.length ?? 0;
  const weights = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => Math.min(columnCharactersMax, (row[column] ?? '').length + columnCharactersMin))),
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (total * weight) / sum);
};

const drawTable = (
  doc: Doc,
  parent: Element,
  rows: readonly (readonly TableCell[])[],
  position: DrawPosition,
): void => {
  if (rows.length === 0) return;
  // Rows are filled up to the widest: else their columns would not line up.
  const columns = Math.max(...rows.map((row) => row.length));
  const data = rows.map((row, index) =>
    Array.from({ length: columns }, (_, column) => {
      const cell = row[column];
      const text = printable(plainText(cell?.blocks ?? []));
      return cell?.heading
        ? {
            text,
            type: 'TH' as const,
            scope: index === 0 ? ('Column' as const) : ('Row' as const),
            font: { src: 'bold' },
          }
        : { text, type: 'TD' as const };
    }),
  );
  doc.font('regular').fontSize(sizes.small);
  doc.x = position.left;
  // The types lack `structParent`, so a literal can't hold it.
  const tagged = { structParent: parent, data };
  doc.table({
    ...tagged,
    position: { x: position.left, y: doc.y },
    maxWidth: rightOf(doc) - position.left,
    columnStyles: columnWidths(
      data.map((row) => row.map(({ text }) => text)),
      rightOf(doc) - position.left,
    ).map((width) => ({ width })),
    defaultStyle: { border: [0, 0, 0.5, 0], borderColor: colours.line, padding: [5, 6, 5, 0], textColor: colours.ink },
  });
  doc.fontSize(sizes.text);
  doc.moveDown(0.5);
};

const drawBlock = (doc: Doc, parent: Element, block: Block, position: DrawPosition): void => {
  switch (block.is) {
    case 'paragraph': {
      const paragraph = doc.struct('P');
      parent.add(paragraph);
      drawRuns(doc, paragraph, block.runs, position);
      paragraph.end();
      doc.moveDown(position.depth > 0 ? 0.15 : 0.5);
      return;
    }
    case 'heading': {
      const level = Math.min(Math.max(block.level, 1), headingTags.length) - 1;
      const text = block.runs.map((run) => run.text).join('');
      return drawHeading(doc, parent, headingTags[level] ?? 'H4', sizes.headings[level] ?? sizes.text, text);
    }
    case 'quote': {
      const quote = doc.struct('BlockQuote');
      parent.add(quote);
      drawBlocks(doc, quote, block.blocks, { ...position, left: position.left + gap.list });
      return quote.end();
    }
    case 'list':
      drawList(doc, parent, block, position);
      if (position.depth === 0) doc.moveDown(0.4);
      return;
    case 'table':
      return fitsPage(block.rows)
        ? drawTable(doc, parent, block.rows, position)
        : drawBlocks(doc, parent, rowsAsParagraphs(block.rows), position);
  }
};

export const drawBlocks = (doc: Doc, parent: Element, blocks: readonly Block[], position: DrawPosition): void => {
  for (const block of blocks) drawBlock(doc, parent, block, position);
};
