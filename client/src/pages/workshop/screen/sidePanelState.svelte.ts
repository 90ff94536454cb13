import type { BoardKind } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';

interface SidePanelDeps {
  /** The cards selected on the canvas. */
  readonly selection: readonly CardId[];
  kindOf(card: CardId): BoardKind | undefined;
  select(cards: readonly CardId[]): void;
}

/**
 * Which card lies open beside the board. It follows the selection, with two exceptions: a note opens only
 * on request, since its text is edited on the canvas, and a pinned panel stays open without a selection.
 */
export class SidePanelState {
  pinned = $state(false);
  #opened = $state<CardId>();
  /** The cards that `back` returns to, the latest last. */
  #trail = $state.raw<readonly CardId[]>([]);
  readonly #deps: SidePanelDeps;

  constructor(deps: SidePanelDeps) {
    this.#deps = deps;
  }

  /** The open card; undefined once it was deleted. */
  readonly card = $derived.by(() => (this.#opened && this.#deps.kindOf(this.#opened) ? this.#opened : undefined));
  readonly kind = $derived.by(() => this.card && this.#deps.kindOf(this.card));
  readonly previous = $derived.by(() => this.#trail.filter((card) => this.#deps.kindOf(card)).at(-1));

  /** Opens a card; one opened from within the panel can be left again with `back`. */
  open(card: CardId, { within = false }: { within?: boolean } = {}): void {
    this.#trail = within && this.card && this.card !== card ? [...this.#trail, this.card] : [];
    this.#opened = card;
    this.#deps.select([card]);
  }

  back(): void {
    const { previous } = this;
    if (!previous) return;
    this.#trail = this.#trail.slice(0, this.#trail.lastIndexOf(previous));
    this.#opened = previous;
    this.#deps.select([previous]);
  }

  close(): void {
    this.#opened = undefined;
    this.#trail = [];
    this.pinned = false;
  }

  /** Call from an effect, which then runs again when the selection changes. */
  followSelection(): void {
    const { selection } = this.#deps;
    const selected = selection.length === 1 ? selection[0] : undefined;
    if (selected !== undefined && selected === this.#opened) return;
    if (selected !== undefined && this.#deps.kindOf(selected) !== 'note') {
      this.#opened = selected;
      this.#trail = [];
    } else if (!this.pinned) {
      this.#opened = undefined;
      this.#trail = [];
    }
  }
}
