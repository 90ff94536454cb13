import type { Block, Run, TableCell as Cell } from '@brygga/shared/document/text/richText';
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  type ILevelsOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { PrintedDocument } from './printedDocument.ts';

/** Atkinson Hyperlegible is on few machines; this font is on those that open Word documents. */
const font = 'Calibri';
/** In half-points. */
const sizes = { text: 22, small: 18 };
const ink = '13212B';
const mutedInk = '51616B';
const ruleColour = 'C9D1CF';
const indentTwips = 360;
const depthMax = 9;

/** Sections of the document are level 1; headings in people's texts begin below. */
const headings = [HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const;
const headingOf = (level: number) => headings[Math.min(Math.max(level, 1), headings.length) - 1] ?? headings[0];

type RunStyle = Omit<Run, 'bold' | 'italic'> & {
  readonly bold?: boolean | undefined;
  readonly italic?: boolean | undefined;
};

const textRuns = ({ text, bold = false, italic: italics = false, link }: RunStyle): TextRun[] =>
  text.split('\n').map(
    (line, index) =>
      new TextRun({
        text: line,
        bold,
        italics,
        ...(index > 0 ? { break: 1 } : {}),
        ...(link === undefined ? {} : { style: 'Hyperlink' }),
      }),
  );

const childrenOf = (runs: readonly Run[]): ParagraphChild[] =>
  runs.flatMap((run): ParagraphChild[] =>
    run.link === undefined ? textRuns(run) : [new ExternalHyperlink({ link: run.link, children: textRuns(run) })],
  );

interface BlockContext {
  /** Undefined outside of lists. */
  readonly list?: { readonly reference: 'bullets' | 'numbers'; readonly level: number; readonly instance: number };
  readonly quoted?: boolean;
}

/** Each list is an instance of its own: else Word's numbers run on from list to list. */
class BlockRenderer {
  #instances = 0;

  of(blocks: readonly Block[], where: BlockContext = {}): (Paragraph | Table)[] {
    return blocks.flatMap((block, index) => this.#block(block, where, index === 0));
  }

  #block(block: Block, where: BlockContext, isFirst: boolean): (Paragraph | Table)[] {
    switch (block.is) {
      case 'paragraph':
        return [new Paragraph({ children: childrenOf(block.runs), ...paragraphLayout(where, isFirst) })];
      case 'heading':
        return [new Paragraph({ children: childrenOf(block.runs), heading: headingOf(block.level) })];
      case 'quote':
        return this.of(block.blocks, { ...where, quoted: true });
      case 'list': {
        this.#instances += 1;
        const level = Math.min((where.list?.level ?? -1) + 1, depthMax - 1);
        const reference = block.ordered ? 'numbers' : 'bullets';
        const list = { reference, level, instance: this.#instances } as const;
        return block.items.flatMap((item) => this.of(item, { ...where, list }));
      }
      case 'table':
        return [this.#table(block.rows)];
    }
  }

  #table(rows: readonly (readonly Cell[])[]): Table {
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: rows.map(
        (cells, index) =>
          new TableRow({
            tableHeader: index === 0 && cells.every(({ heading }) => heading),
            cantSplit: true,
            children: cells.map(
              ({ heading, blocks }) =>
                new TableCell({
                  margins: { top: 60, bottom: 60, left: 100, right: 100 },
                  ...(heading ? { shading: { fill: 'F4F6F4' } } : {}),
                  // Word reports a file as broken whose cell doesn't end with a paragraph.
                  children: [
                    ...this.of(heading ? blocks.map(boldBlock) : blocks),
                    ...(needsClosingParagraph(blocks) ? [new Paragraph('')] : []),
                  ],
                }),
            ),
          }),
      ),
    });
  }
}

const needsClosingParagraph = (blocks: readonly Block[]): boolean =>
  blocks.length === 0 || blocks.at(-1)?.is === 'table';

const boldBlock = (block: Block): Block =>
  block.is === 'paragraph' ? { ...block, runs: block.runs.map((run) => ({ ...run, bold: true })) } : block;

/** The first paragraph of a list item has the mark; those after it are indented like its text. */
const paragraphLayout = ({ list, quoted }: BlockContext, isFirst: boolean) => ({
  ...(list && isFirst ? { numbering: list } : {}),
  ...(list && !isFirst ? { indent: { left: indentTwips * (list.level + 1) } } : {}),
  ...(!list && quoted ? { indent: { left: indentTwips } } : {}),
  spacing: { after: list ? 60 : 140 },
});

const levelsOf = (format: (level: number) => Pick<ILevelsOptions, 'format' | 'text'>): ILevelsOptions[] =>
  Array.from({ length: depthMax }, (_, level) => ({
    level,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: indentTwips * (level + 1), hanging: indentTwips } } },
    ...format(level),
  }));

const footer = ({ notice, page }: PrintedDocument): Footer =>
  new Footer({
    children: [
      new Paragraph({
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: ruleColour, space: 6 } },
        children: [
          new TextRun({ text: `${notice}  ·  ${page} `, size: sizes.small, color: mutedInk }),
          new TextRun({
            children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
            size: sizes.small,
            color: mutedInk,
          }),
        ],
      }),
    ],
  });

const factLine = ({ name, value }: PrintedDocument['facts'][number]): Paragraph =>
  new Paragraph({
    spacing: { after: 40 },
    children: [new TextRun({ text: `${name}: `, bold: true }), new TextRun(value)],
  });

const styles = (language: string) => ({
  default: {
    document: {
      run: { font, size: sizes.text, color: ink, language: { value: language === 'sv' ? 'sv-SE' : 'en-GB' } },
      paragraph: { spacing: { line: 300 } },
    },
    title: { run: { size: 52, bold: true, color: ink }, paragraph: { spacing: { after: 80 } } },
    heading1: {
      run: { size: 32, bold: true, color: ink },
      paragraph: { spacing: { before: 360, after: 120 }, keepNext: true },
    },
    heading2: {
      run: { size: 26, bold: true, color: ink },
      paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
    },
    heading3: {
      run: { size: 23, bold: true, color: ink },
      paragraph: { spacing: { before: 200, after: 60 }, keepNext: true },
    },
    heading4: {
      run: { size: 22, italics: true, color: ink },
      paragraph: { spacing: { before: 160, after: 60 }, keepNext: true },
    },
  },
});

/** A Word document with real headings, lists and tables, so that it can be edited and read aloud. */
export const renderDocx = async (printed: PrintedDocument): Promise<Uint8Array> => {
  const renderer = new BlockRenderer();
  const document = new Document({
    title: printed.title,
    creator: printed.author,
    description: printed.notice,
    styles: styles(printed.language),
    numbering: {
      config: [
        {
          reference: 'bullets',
          levels: levelsOf((level) => ({ format: LevelFormat.BULLET, text: level % 2 ? '–' : '•' })),
        },
        {
          reference: 'numbers',
          levels: levelsOf((level) => ({ format: LevelFormat.DECIMAL, text: `%${level + 1}.` })),
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1_300, bottom: 1_300, left: 1_300, right: 1_300 },
          },
        },
        footers: { default: footer(printed) },
        children: [
          new Paragraph({ text: printed.title, heading: HeadingLevel.TITLE }),
          new Paragraph({
            spacing: { after: 240 },
            children: [new TextRun({ text: `${printed.asOf}. ${printed.notice}`, color: mutedInk, size: sizes.small })],
          }),
          ...printed.facts.map(factLine),
          ...printed.sections.flatMap(({ heading, blocks: sectionBlocks }) => [
            new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
            ...renderer.of(sectionBlocks),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
};
