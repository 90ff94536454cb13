import { type AnyExtension, Mark, Node } from '@tiptap/core';
import type { Node as EditorNode, Schema } from '@tiptap/pm/model';
import * as Y from 'yjs';

/** What a rich text holds that an editor doesn't know: a newer version of Brygga, or another client, wrote it. */
export interface UnknownParts {
  /** By the element's name. */
  readonly nodes: ReadonlyMap<string, UnknownNode>;
  /** Attributes by the mark's name. */
  readonly marks: ReadonlyMap<string, ReadonlySet<string>>;
}

interface UnknownNode {
  readonly attributes: ReadonlySet<string>;
  /** Whether it stands in a line of text, rather than between lines. */
  readonly isInline: boolean;
  /** Whether text, or another part of a line, stands in it. */
  readonly holdsText: boolean;
}

/** y-tiptap writes marks that may overlap with a hash behind their names. */
const markName = (name: string): string => name.replace(/--[a-zA-Z0-9+/=]{8}$/, '');

const attributesOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

/** The parts of a rich text that this schema can't show; undefined where there are none. */
export const findUnknownParts = (fragment: Y.XmlFragment, schema: Schema): UnknownParts | undefined => {
  const nodes = new Map<string, UnknownNode>();
  const marks = new Map<string, ReadonlySet<string>>();

  const isInlineElement = (element: Y.XmlElement) => schema.nodes[element.nodeName]?.isInline ?? false;

  const readText = (text: Y.XmlText) => {
    const delta: readonly { attributes?: Readonly<Record<string, unknown>> }[] = text.toDelta();
    for (const { attributes = {} } of delta) {
      for (const [written, value] of Object.entries(attributes)) {
        const name = markName(written);
        if (schema.marks[name]) continue;
        marks.set(name, new Set([...(marks.get(name) ?? []), ...attributesOf(value)]));
      }
    }
  };

  const readElement = (element: Y.XmlElement, siblings: readonly unknown[]) => {
    const { nodeName: name } = element;
    const children = element.toArray();
    if (!schema.nodes[name]) {
      const known = nodes.get(name);
      const hasTextBeside = siblings.some((other) => other instanceof Y.XmlText);
      const holdsText = children.some(
        (child) => child instanceof Y.XmlText || (child instanceof Y.XmlElement && isInlineElement(child)),
      );
      nodes.set(name, {
        attributes: new Set([...(known?.attributes ?? []), ...Object.keys(element.getAttributes())]),
        isInline: (known?.isInline ?? false) || hasTextBeside,
        holdsText: (known?.holdsText ?? false) || holdsText,
      });
    }
    readChildren(children);
  };

  const readChildren = (children: readonly unknown[]) => {
    for (const child of children) {
      if (child instanceof Y.XmlText) readText(child);
      else if (child instanceof Y.XmlElement) readElement(child, children);
    }
  };

  readChildren(fragment.toArray());
  return nodes.size === 0 && marks.size === 0 ? undefined : { nodes, marks };
};

const attributesWithout = (names: ReadonlySet<string>) =>
  Object.fromEntries([...names].map((name) => [name, { default: null, rendered: false }]));

/**
 * What lets an editor show the unknown parts as plain blocks and plain text, and leave them as they
 * are. A part can be removed as a whole, by whoever means to; what stands in it can't be changed.
 */
export const extensionsFor = ({ nodes, marks }: UnknownParts, schema: Schema): readonly AnyExtension[] => {
  const known = Object.values(schema.nodes).filter((type) => !type.isInline && type.name !== 'doc');
  const inBlocks = [
    ...known.map(({ name }) => name),
    ...[...nodes].flatMap(([name, node]) => (node.isInline ? [] : [name])),
  ];
  const nodeExtensions = [...nodes].map(([name, { attributes, isInline, holdsText }]) =>
    Node.create({
      name,
      group: isInline ? 'inline' : 'block',
      inline: isInline,
      isolating: true,
      content: holdsText || isInline ? 'inline*' : `(${inBlocks.join(' | ')})*`,
      addAttributes: () => attributesWithout(attributes),
      renderHTML: () => [isInline ? 'span' : 'div', { class: 'unknown-part', contenteditable: 'false' }, 0],
    }),
  );
  const markExtensions = [...marks].map(([name, attributes]) =>
    Mark.create({ name, addAttributes: () => attributesWithout(attributes), renderHTML: () => ['span', 0] }),
  );
  return [...nodeExtensions, ...markExtensions];
};

/** Whether an editor with this schema can hold the text as it is: y-tiptap deletes for all what it can't. */
export const canHold = (fragment: Y.XmlFragment, schema: Schema): boolean => {
  const nodesOf = (child: unknown): EditorNode[] => {
    if (child instanceof Y.XmlText) {
      const delta: readonly { insert: string; attributes?: Readonly<Record<string, never>> }[] = child.toDelta();
      return delta.map(({ insert, attributes = {} }) =>
        schema.text(
          insert,
          Object.entries(attributes).map(([name, value]) => schema.mark(markName(name), value)),
        ),
      );
    }
    if (!(child instanceof Y.XmlElement)) throw new RangeError('A rich text holds neither text nor an element');
    return [schema.node(child.nodeName, child.getAttributes(), child.toArray().flatMap(nodesOf))];
  };
  try {
    schema.topNodeType.createChecked(null, fragment.toArray().flatMap(nodesOf));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
