import { once } from 'node:events';
import PDFDocument from 'pdfkit';
import type { PrintedDocument } from '../printedDocument.ts';
import { drawBlocks, drawHeading } from './drawBlocks.ts';
import { printable, registerFonts } from './fonts.ts';
import { colours, gap, sizes } from './theme.ts';

type Doc = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

/** pdfkit writes metadata into XML unescaped. */
const xmlSafe = (text: string): string =>
  text
    .replace(/[<>&\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const drawHead = (doc: Doc, root: Element, printed: PrintedDocument): void => {
  const { left } = doc.page.margins;
  root.add(
    doc.struct('H1', {}, [
      () => doc.font('bold').fontSize(sizes.title).fillColor(colours.ink).text(printable(printed.title), left, doc.y),
    ]),
  );
  doc.moveDown(0.2);
  root.add(
    doc.struct('P', {}, [
      () =>
        doc
          .font('regular')
          .fontSize(sizes.small)
          .fillColor(colours.quiet)
          .text(printable(`${printed.asOf}. ${printed.notice}`), left, doc.y),
    ]),
  );
  doc.moveDown(1).fontSize(sizes.text);
  drawBlocks(
    doc,
    root,
    printed.facts.map(({ name, value }) => ({
      is: 'paragraph',
      runs: [{ text: `${name}: `, bold: true }, { text: value }],
    })),
    { left, depth: 1 },
  );
};

/** Drawn last, when the number of pages is known; an artifact, so it isn't read aloud. */
const drawFooters = (doc: Doc, { notice, page }: PrintedDocument): void => {
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    const { margins, width, height } = doc.page;
    const position = { left: margins.left, right: width - margins.right, y: height - margins.bottom + 18 };
    // Below the margin pdfkit would start a new page.
    doc.page.margins = { ...margins, bottom: 0 };
    doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .moveTo(position.left, position.y - 6)
      .lineTo(position.right, position.y - 6)
      .lineWidth(0.5)
      .strokeColor(colours.line)
      .stroke();
    doc.font('regular').fontSize(sizes.foot).fillColor(colours.quiet);
    doc.text(printable(notice), position.left, position.y, { lineBreak: false });
    const number = `${page} ${index - start + 1} / ${count}`;
    doc.text(number, position.right - doc.widthOfString(number), position.y, { lineBreak: false });
    doc.endMarkedContent();
    doc.page.margins = margins;
  }
};

const draw = (doc: Doc, printed: PrintedDocument): void => {
  registerFonts(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  drawHead(doc, root, printed);
  const { left } = doc.page.margins;
  for (const { heading, blocks } of printed.sections) {
    const section = doc.struct('Sect');
    root.add(section);
    drawHeading(doc, section, 'H2', sizes.section, heading);
    drawBlocks(doc, section, blocks, { left, depth: 0 });
    section.end();
  }
  root.end();
  drawFooters(doc, printed);
  doc.end();
};

/** A tagged PDF (PDF/UA): screen readers find its headings, lists, tables and links. */
export const renderPdf = async (printed: PrintedDocument): Promise<Uint8Array> => {
  // The types lack `subset`.
  const accessible: object = { subset: 'PDF/UA' };
  const doc = new PDFDocument({
    ...accessible,
    size: 'A4',
    margin: gap.page,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: printed.language,
    info: { Title: xmlSafe(printed.title), Author: xmlSafe(printed.author) },
  });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = once(doc, 'end');
  draw(doc, printed);
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
};
