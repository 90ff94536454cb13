import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Block, blocksOf, plainText } from './richText.ts';

type Part = string | { name: string; attributes?: Record<string, string>; children?: Part[]; marks?: object };

const nodeOf = (part: Part): Y.XmlElement | Y.XmlText => {
  if (typeof part === 'string') return new Y.XmlText(part);
  if (part.name === 'text') {
    const text = new Y.XmlText();
    text.insert(0, part.children?.join('') ?? '', part.marks ?? {});
    return text;
  }
  const element = new Y.XmlElement(part.name);
  for (const [key, value] of Object.entries(part.attributes ?? {})) element.setAttribute(key, value);
  element.insert(0, (part.children ?? []).map(nodeOf));
  return element;
};

const written = (...parts: Part[]) => {
  const fragment = new Y.Doc().getXmlFragment('brief');
  fragment.insert(0, parts.map(nodeOf));
  return fragment;
};
const el = (name: string, ...children: Part[]): Part => ({ name, children });

describe('rich text', () => {
  test('is read with its headings, marks, lists, quotes and tables', () => {
    const fragment = written(
      { name: 'heading', attributes: { level: '2' }, children: ['Shade'] },
      el(
        'paragraph',
        'Too ',
        { name: 'text', children: ['hot'], marks: { bold: {}, italic: {} } },
        el('hardBreak'),
        '.',
      ),
      el(
        'orderedList',
        el('listItem', el('paragraph', 'One'), el('bulletList', el('listItem', el('paragraph', 'In it')))),
      ),
      el('blockquote', el('paragraph', 'Said')),
      el('table', el('tableRow', el('tableHeader', el('paragraph', 'Year')), el('tableCell', el('paragraph', '2030')))),
    );

    const blocks = blocksOf(fragment);

    expect(blocks).toEqual([
      { is: 'heading', level: 2, runs: [{ text: 'Shade' }] },
      {
        is: 'paragraph',
        runs: [{ text: 'Too ' }, { text: 'hot', bold: true, italic: true }, { text: '\n' }, { text: '.' }],
      },
      {
        is: 'list',
        ordered: true,
        items: [
          [
            { is: 'paragraph', runs: [{ text: 'One' }] },
            { is: 'list', ordered: false, items: [[{ is: 'paragraph', runs: [{ text: 'In it' }] }]] },
          ],
        ],
      },
      { is: 'quote', blocks: [{ is: 'paragraph', runs: [{ text: 'Said' }] }] },
      {
        is: 'table',
        rows: [
          [
            { heading: true, blocks: [{ is: 'paragraph', runs: [{ text: 'Year' }] }] },
            { heading: false, blocks: [{ is: 'paragraph', runs: [{ text: '2030' }] }] },
          ],
        ],
      },
    ]);
    expect(Block.array().parse(blocks)).toEqual(blocks);
    expect(plainText(blocks)).toBe('Shade\nToo hot\n.\n• One\n  • In it\nSaid\nYear | 2030');
  });

  test('keeps links to the web and to mailboxes, and drops others', () => {
    const link = (href: unknown): Part => ({ name: 'text', children: ['x'], marks: { link: { href } } });
    const runs = ['https://a.example', 'mailto:a@b.example', 'javascript:alert(1)', 'data:text/html,x', '/api', 7].map(
      (href) => blocksOf(written(el('paragraph', link(href))))[0],
    );
    expect(runs.map((block) => block?.is === 'paragraph' && block.runs[0]?.link)).toEqual([
      'https://a.example',
      'mailto:a@b.example',
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  test('keeps text that looks like mark-up as text', () => {
    expect(plainText(blocksOf(written(el('paragraph', '<img src=x onerror=alert(1)>'))))).toBe(
      '<img src=x onerror=alert(1)>',
    );
  });

  test('reads unknown elements, and nothing from other values', () => {
    expect(plainText(blocksOf(written(el('callout', el('paragraph', 'Inside')), 'bare')))).toBe('Inside\nbare');
    expect([undefined, 'text', new Y.Map(), 5].map(blocksOf)).toEqual([[], [], [], []]);
  });

  test('is cut at a depth', () => {
    let deep: Part = 'bottom';
    for (let depth = 0; depth < 500; depth += 1) deep = el('blockquote', deep);
    expect(plainText(blocksOf(written(deep)))).toBe('');
  });
});
