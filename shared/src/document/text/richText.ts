import { z } from 'zod';
import * as Y from 'yjs';

/** A stretch of text in one format. */
export const Run = z.object({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  /** An address on the web, or of a mailbox; never one that would run something. */
  link: z.string().optional(),
});
export type Run = z.output<typeof Run>;

export type Block =
  | { is: 'paragraph'; runs: Run[] }
  | { is: 'heading'; level: number; runs: Run[] }
  | { is: 'list'; ordered: boolean; items: Block[][] }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'table'; rows: TableCell[][] };

export interface TableCell {
  heading: boolean;
  blocks: Block[];
}

/** A rich text as plain structure: its reader decides how it looks, and no mark-up comes through. */
export const Block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('is', [
    z.object({ is: z.literal('paragraph'), runs: z.array(Run) }),
    z.object({ is: z.literal('heading'), level: z.number().int(), runs: z.array(Run) }),
    z.object({ is: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(Block)) }),
    z.object({ is: z.literal('quote'), blocks: z.array(Block) }),
    z.object({
      is: z.literal('table'),
      rows: z.array(z.array(z.object({ heading: z.boolean(), blocks: z.array(Block) }))),
    }),
  ]),
);

type XmlNode = Y.XmlElement | Y.XmlText | Y.XmlHook;

/** Anybody may have nested anything: what lies deeper is left out. */
const depthMax = 12;

const Marks = z.object({ link: z.object({ href: z.string() }).optional().catch(undefined) }).loose();
const Delta = z.array(z.object({ insert: z.unknown(), attributes: Marks.optional().catch(undefined) }));

const safeLink = (href: string | undefined): string | undefined =>
  href !== undefined && /^(https?:\/\/|mailto:)/i.test(href.trim()) ? href.trim() : undefined;

const runsOfText = (text: Y.XmlText): Run[] =>
  Delta.parse(text.toDelta()).flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string' || insert === '') return [];
    const link = safeLink(attributes.link?.href);
    return {
      text: insert,
      ...('bold' in attributes ? { bold: true as const } : {}),
      ...('italic' in attributes ? { italic: true as const } : {}),
      ...(link === undefined ? {} : { link }),
    };
  });

const childrenOf = (node: Y.XmlFragment): XmlNode[] => node.toArray().filter((child) => !(child instanceof Y.XmlHook));

const runsIn = (node: XmlNode, depth: number): Run[] => {
  if (node instanceof Y.XmlText) return runsOfText(node);
  if (node instanceof Y.XmlHook || depth > depthMax) return [];
  if (node.nodeName === 'hardBreak') return [{ text: '\n' }];
  return childrenOf(node).flatMap((child) => runsIn(child, depth + 1));
};

const levelOf = (node: Y.XmlElement): number => {
  // What the editor writes is a number, whatever Yjs' type says.
  const level = Number(node.getAttribute('level'));
  return level >= 1 && level <= 6 ? Math.trunc(level) : 2;
};

const elementsIn = (node: Y.XmlElement): Y.XmlElement[] =>
  childrenOf(node).filter((child): child is Y.XmlElement => child instanceof Y.XmlElement);

const tableOf = (node: Y.XmlElement, depth: number): Block => ({
  is: 'table',
  rows: elementsIn(node).map((row) =>
    elementsIn(row).map((cell) => ({ heading: cell.nodeName === 'tableHeader', blocks: blocksIn(cell, depth + 2) })),
  ),
});

const blockOf = (node: XmlNode, depth: number): Block[] => {
  if (!(node instanceof Y.XmlElement)) {
    const runs = runsIn(node, depth);
    return runs.length > 0 ? [{ is: 'paragraph', runs }] : [];
  }
  switch (node.nodeName) {
    case 'paragraph':
      return [{ is: 'paragraph', runs: runsIn(node, depth) }];
    case 'heading':
      return [{ is: 'heading', level: levelOf(node), runs: runsIn(node, depth) }];
    case 'bulletList':
    case 'orderedList':
      return [
        {
          is: 'list',
          ordered: node.nodeName === 'orderedList',
          items: elementsIn(node).map((item) => blocksIn(item, depth + 2)),
        },
      ];
    case 'blockquote':
      return [{ is: 'quote', blocks: blocksIn(node, depth + 1) }];
    case 'table':
      return [tableOf(node, depth)];
    default:
      // An element of a later version: what it holds is still read.
      return blocksIn(node, depth + 1);
  }
};

const blocksIn = (node: Y.XmlFragment, depth: number): Block[] =>
  depth > depthMax ? [] : childrenOf(node).flatMap((child) => blockOf(child, depth));

/** A rich text as its blocks; anything that is no rich text has none. */
export const blocksOf = (value: unknown): Block[] => (value instanceof Y.XmlFragment ? blocksIn(value, 0) : []);

/**
 * The length by which a rich text's limit is measured, in characters: its text with its mark-up. Zero
 * for anything that is no rich text.
 */
export const richTextLength = (value: unknown): number =>
  value instanceof Y.XmlFragment ? value.toString().length : 0;

const plainRuns = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/** The same as lines of plain text. */
export const plainText = (blocks: readonly Block[]): string => blocks.map(plainBlock).filter(Boolean).join('\n');

const plainBlock = (block: Block): string => {
  switch (block.is) {
    case 'paragraph':
    case 'heading':
      return plainRuns(block.runs).trim();
    case 'list':
      return block.items.map((item) => `• ${plainText(item).replaceAll('\n', '\n  ')}`).join('\n');
    case 'quote':
      return plainText(block.blocks);
    case 'table':
      return block.rows.map((row) => row.map((cell) => plainText(cell.blocks)).join(' | ')).join('\n');
  }
};

/**
 * Removes the mark-up of a rich text that was read as a string. The server's `toJSON` gives mark-up, the
 * client's live cards one line per paragraph: both must yield the same text.
 */
export const stripMarkup = (text: string): string =>
  text
    .replace(/<[^<>]*>/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
