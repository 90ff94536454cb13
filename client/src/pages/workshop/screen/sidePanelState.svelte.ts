import type { BoardKind } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';

/** What the panel needs to know of the board. */
interface SidePanelDeps {
  /** What is selected on the canvas. */
  readonly selection: readonly CardId[];
  kindOf(card: CardId): BoardKind | undefined;
  select(cards: readonly CardId[]): void;
}

/**
 * Which card lies open beside the board. It follows the selection, except that a note is opened only
 * by hand (its words are written on the canvas), and that a pinned panel stays when the selection goes.
 */
export class SidePanelState {
  pinned = $state(false);
  #opened = $state<CardId>();
  /** Where one came from, panel by panel. */
  #trail = $state.raw<readonly CardId[]>([]);
  readonly #around: SidePanelDeps;

  constructor(around: SidePanelDeps) {
    this.#around = around;
  }

  /** The card that is open, as long as it is on the board. */
  readonly card = $derived.by(() => (this.#opened && this.#around.kindOf(this.#opened) ? this.#opened : undefined));
  readonly kind = $derived.by(() => this.card && this.#around.kindOf(this.card));
  readonly previous = $derived.by(() => this.#trail.filter((card) => this.#around.kindOf(card)).at(-1));

  /** Opens a card, wherever it was asked for; from within the panel one can go back. */
  open(card: CardId, { within = false }: { within?: boolean } = {}): void {
    this.#trail = within && this.card && this.card !== card ? [...this.#trail, this.card] : [];
    this.#opened = card;
    this.#around.select([card]);
  }

  back(): void {
    const { previous } = this;
    if (!previous) return;
    this.#trail = this.#trail.slice(0, this.#trail.lastIndexOf(previous));
    this.#opened = previous;
    this.#around.select([previous]);
  }

  close(): void {
    this.#opened = undefined;
    this.#trail = [];
    this.pinned = false;
  }

  /** To be run in an effect: it reads the selection. */
  followSelection(): void {
    const { selection } = this.#around;
    const [only, ...others] = selection;
    const one = others.length === 0 ? only : undefined;
    if (one !== undefined && one === this.#opened) return;
    const opens = one !== undefined && this.#around.kindOf(one) !== 'note';
    if (opens) {
      this.#opened = one;
      this.#trail = [];
    } else if (!this.pinned) {
      this.#opened = undefined;
      this.#trail = [];
    }
  }
}
