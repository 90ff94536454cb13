import { SaxesParser, type SaxesTagPlain } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;

/** Hears of a part's elements as they pass, by their names without a prefix: writers choose those as they like. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML as it comes, without ever having all of it. Entities that a document declares are not
 * known to the parser, so none can grow into something large, or name a file.
 *
 * @throws Error where it is no XML.
 */
export const parseXml = async (chunks: AsyncIterable<string>, listener: XmlHandler): Promise<void> => {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag: SaxesTagPlain) => listener.open?.(localName(tag.name), tag.attributes));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', (tag) => listener.close?.(localName(tag.name)));
  for await (const chunk of chunks) parser.write(chunk);
  parser.close();
};
