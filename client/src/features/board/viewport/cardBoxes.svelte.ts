import { type BoardKind, isBoardCard } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { Box } from '../geometry/camera.ts';
import { type BoxGroup, sameIds } from '../geometry/culling.ts';
import { boundsOf } from '../geometry/layout.ts';

export interface CardBox extends Box {
  readonly id: CardId;
  readonly kind: BoardKind;
}

/** Cards per derived group: moving one card recomputes this many boxes, not all. */
const cardsPerGroup = 64;

class LiveBoxGroup {
  readonly ids: readonly CardId[];
  readonly #cards: LiveBoard['cards'];
  #previous: BoxGroup<CardId> & { readonly boxes: readonly CardBox[] } = { boxes: [], bounds: undefined };

  constructor(cards: LiveBoard['cards'], ids: readonly CardId[]) {
    this.#cards = cards;
    this.ids = ids;
  }

  /** Returns the previous object when no box changed, so typing in a card recomputes nothing. */
  readonly current = $derived.by(() => {
    const boxes = this.ids.flatMap((id): CardBox[] => {
      const card = this.#cards.get(id);
      return card && isBoardCard(card) ? [{ id, kind: card.kind, x: card.x, y: card.y, w: card.w, h: card.h }] : [];
    });
    if (!sameBoxes(boxes, this.#previous.boxes)) this.#previous = { boxes, bounds: boundsOf(boxes) };
    return this.#previous;
  });
}

const sameBoxes = (a: readonly CardBox[], b: readonly CardBox[]): boolean =>
  a.length === b.length &&
  a.every((box, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      other.id === box.id &&
      other.x === box.x &&
      other.y === box.y &&
      other.w === box.w &&
      other.h === box.h
    );
  });

/** The boxes of all cards, bottom first, in groups that change one by one. */
export class CardBoxes {
  readonly #cards: LiveBoard['cards'];
  #groupCache: LiveBoxGroup[] = [];

  constructor(cards: LiveBoard['cards']) {
    this.#cards = cards;
  }

  readonly #groups = $derived.by(() => {
    const ids = this.#cards.ids;
    const groups: LiveBoxGroup[] = [];
    for (let start = 0; start < ids.length; start += cardsPerGroup) {
      const slice = ids.slice(start, start + cardsPerGroup);
      const cached = this.#groupCache[groups.length];
      groups.push(cached && sameIds(cached.ids, slice) ? cached : new LiveBoxGroup(this.#cards, slice));
    }
    this.#groupCache = groups;
    return groups;
  });

  readonly groups = $derived(this.#groups.map(({ current }) => current));

  readonly bounds = $derived(boundsOf(this.groups.flatMap(({ bounds }) => bounds ?? [])));

  get all(): readonly CardBox[] {
    return this.groups.flatMap(({ boxes }) => boxes);
  }

  boxesOf(ids: readonly CardId[]): Box[] {
    return ids.flatMap((id) => this.#cards.get(id) ?? []);
  }
}
