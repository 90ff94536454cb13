import { SaxesParser, type SaxesTagPlain } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;

/** Called for elements as they are read. Names come without prefixes, which writers choose freely. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Parses XML as a stream. The parser ignores entity declarations, so no entity can expand into
 * something large or read a file.
 *
 * @throws Error where it isn't XML.
 */
export const parseXml = async (chunks: AsyncIterable<string>, handler: XmlHandler): Promise<void> => {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag: SaxesTagPlain) => handler.open?.(localName(tag.name), tag.attributes));
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', (tag) => handler.close?.(localName(tag.name)));
  for await (const chunk of chunks) parser.write(chunk);
  parser.close();
};
