import * as Y from 'yjs';
import { z } from 'zod';

const ItemId = z.object({ client: z.number().int().nonnegative(), clock: z.number().int().nonnegative() });

/** A Y.RelativePosition as JSON. One by a root's name is none of ours: resolving it would make that root. */
const CaretJson = z.object({
  item: ItemId.optional(),
  type: ItemId.optional(),
  assoc: z.number().optional(),
});

/** A place in a text that stays among the same words whatever others write. */
export const caretJson = (text: Y.Text, index: number): unknown =>
  Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));

/** Where somebody else's caret is, as they have sent it; `undefined` where it is none. */
export const readCaret = (sent: unknown): Y.RelativePosition | undefined => {
  const parsed = CaretJson.safeParse(sent).data;
  return parsed && (parsed.item || parsed.type) ? Y.createRelativePositionFromJSON(parsed) : undefined;
};

/** The offset of a caret that somebody else has sent; `undefined` where it is none, or none in this text. */
export const caretOffset = (text: Y.Text, sent: unknown): number | undefined => {
  const caret = readCaret(sent);
  if (!caret || !text.doc) return undefined;
  const place = Y.createAbsolutePositionFromRelativePosition(caret, text.doc);
  return place?.type === text ? place.index : undefined;
};
