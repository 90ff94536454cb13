import type { Box } from './camera.ts';

/** Boxes that follow each other in the stacking order. Groups whose bounds lie outside of the view are skipped. */
export interface BoxGroup<Id> {
  readonly boxes: readonly (Box & { readonly id: Id })[];
  readonly bounds: Box | undefined;
}

/** The view with a margin on every side, a share of its width and height. */
export const expandBox = (view: Box, share: number): Box => ({
  x: view.x - view.w * share,
  y: view.y - view.h * share,
  w: view.w * (1 + 2 * share),
  h: view.h * (1 + 2 * share),
});

/**
 * Ids of the boxes that the view touches, and of those in `always`, in the order given. Returns
 * `previous` itself when nothing changed, so that a keyed list does not update.
 */
export const idsInView = <Id>(
  groups: readonly BoxGroup<Id>[],
  view: Box,
  previous: readonly Id[],
  always?: ReadonlySet<Id>,
): readonly Id[] => {
  const right = view.x + view.w;
  const bottom = view.y + view.h;
  const found: Id[] = [];
  for (const { boxes, bounds } of groups) {
    const touches =
      bounds !== undefined &&
      bounds.x <= right &&
      bounds.x + bounds.w >= view.x &&
      bounds.y <= bottom &&
      bounds.y + bounds.h >= view.y;
    if (!touches && !always?.size) continue;
    for (const { id, x, y, w, h } of boxes) {
      if ((x <= right && x + w >= view.x && y <= bottom && y + h >= view.y) || always?.has(id)) found.push(id);
    }
  }
  return sameIds(found, previous) ? previous : found;
};

export const sameIds = <Id>(a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);
