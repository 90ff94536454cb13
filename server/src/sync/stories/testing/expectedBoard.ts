import type { Fact } from '@brygga/shared/agreements/facts';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { type PerformedEdit, tokensIn } from '@brygga/shared/testing/performedEdit';
import type { Fate, Ruling } from './oracle.ts';

/** Values of one key, each with the value that it replaced. */
interface ValueHistory {
  readonly kept: Set<unknown>;
  readonly over: Map<unknown, unknown>;
  isClear: boolean;
}

/** What the board must contain and must never show, computed from the oracle's rulings alone. */
export class ExpectedBoard {
  readonly #fates = new Map<number, Fate>();
  readonly #cards = new Map<CardId, 'there' | 'gone' | 'unclear'>();
  /** Texts in cards, by token. */
  readonly #texts = new Map<number, CardId>();
  /** Texts with which a window replaced others without right: its edits there are lost with them. */
  readonly #revertedTexts = new Set<string>();
  readonly #needs = new Map<string, 'there' | 'gone'>();
  readonly #values = new Map<string, ValueHistory>();

  /** The latest ruling on an act; undefined if no server has received it. */
  fateOf(token: number): Fate | undefined {
    return this.#fates.get(token);
  }

  /** A card of the initial board. */
  addCard(card: CardId): void {
    this.#cards.set(card, 'there');
  }

  /** Call at the ruling: from then on a reverted act must not be shown. */
  rule({ act, fate }: Ruling): void {
    this.#fates.set(act.token, fate);
  }

  /** Call when the act's row is on disk. */
  commit({ act, fate }: Ruling): void {
    this.#enterValue(act, fate);
    const { intent, token } = act;
    if (intent.kind === 'field' && fate === 'reverted') this.#revertedTexts.add(windowsText(act, intent));
    if (intent.kind === 'card.created' && fate === 'void') this.#cards.set(intent.card, 'unclear');
    if (fate !== 'kept') return;
    switch (intent.kind) {
      case 'card.created':
        this.#cards.set(intent.card, 'there');
        this.#texts.set(token, intent.card);
        return;
      case 'card.deleted':
        return this.#clear(intent.card);
      case 'text':
        for (const cut of intent.cuts) this.#texts.delete(cut);
        if (intent.grows > 0 && !this.#revertedTexts.has(windowsText(act, intent))) this.#texts.set(token, intent.card);
        return;
      case 'need.created':
        this.#needs.set(`${intent.card} ${intent.need}`, 'there');
        return;
      case 'need.deleted':
        this.#needs.set(`${intent.card} ${intent.need}`, 'gone');
        return;
      default:
    }
  }

  /** Call when the fact is on disk. */
  applyFact(fact: Fact): void {
    if (fact.fact === 'consortium.founded') this.#cards.set(fact.consortium, 'there');
    if (fact.fact === 'consortium.removed') this.#clear(fact.consortium);
  }

  /** Everything that is wrong with a settled board. */
  violations(doc: Y.Doc): readonly string[] {
    const shown = JSON.stringify(doc.getMap('cards').toJSON());
    return [
      ...[...this.#cards].flatMap(([id, state]) => cardViolations(doc, id, state)),
      ...[...cardsOf(doc).keys()].filter((id) => !this.#knows(id)).map((id) => `${id} came from nowhere`),
      ...[...this.#texts].filter(([token, card]) => !isIn(doc, card, token)).map(([token]) => `${token} is lost`),
      ...tokensIn(shown)
        .filter((token) => this.#fates.get(token) === 'reverted')
        .map((token) => `${token} is shown, though forbidden`),
      ...[...this.#needs].flatMap(([at, state]) => this.#needViolations(doc, at, state)),
      ...[...this.#values].flatMap(([at, place]) => this.#valueViolations(doc, at, place)),
    ];
  }

  #knows(id: string): boolean {
    return [...this.#cards.keys()].some((known) => known === id);
  }

  #clear(card: CardId): void {
    this.#cards.set(card, 'gone');
    for (const [token, id] of this.#texts) if (id === card) this.#texts.delete(token);
  }

  #enterValue(act: PerformedEdit, fate: Fate): void {
    const at = placeOf(act);
    if (!at || !('was' in act.intent)) return;
    const place = this.#values.get(at) ?? { kept: new Set(), over: new Map(), isClear: true };
    this.#values.set(at, place);
    const { value, was } = act.intent;
    // A value that others may have set too doesn't show what it replaced.
    if (tokensIn(value).includes(act.token)) place.over.set(value, was);
    if (fate === 'kept') place.kept.add(value);
    // Setting the same value twice can't be told from setting it once.
    if (fate === 'void' || (fate === 'kept' && !tokensIn(value).includes(act.token))) place.isClear = false;
  }

  #needViolations(doc: Y.Doc, at: string, state: 'there' | 'gone'): readonly string[] {
    const [card = '', need = ''] = at.split(' ');
    const needs = cardsOf(doc).get(card)?.get('needs');
    if (!(needs instanceof Y.Map) || needs.has(need) === (state === 'there')) return [];
    return [`the need ${at} should be ${state}`];
  }

  /** The value must be one that was set by right, and none that was replaced later. */
  #valueViolations(doc: Y.Doc, at: string, { kept, over, isClear }: ValueHistory): readonly string[] {
    if (kept.size === 0 || !isClear) return [];
    const now = valueAt(doc, at);
    if (now === undefined) return [];
    if (!kept.has(now)) return [`${at} is ${String(now)}, which nobody set by right: ${[...kept].join()}`];
    for (const value of kept) {
      const seen = new Set<unknown>();
      for (let was = over.get(value); was !== undefined && !seen.has(was); was = over.get(was)) {
        if (was === now) return [`${at} is ${String(now)} again, over which ${String(value)} was set`];
        seen.add(was);
      }
    }
    return [];
  }
}

const windowsText = ({ wrote }: PerformedEdit, { card, field }: { card: CardId; field: string }): string =>
  `${wrote?.client} ${card} ${field}`;

const cardViolations = (doc: Y.Doc, id: CardId, state: 'there' | 'gone' | 'unclear'): readonly string[] =>
  state === 'unclear' || cardsOf(doc).has(id) === (state === 'there') ? [] : [`${id} should be ${state}`];

const isIn = (doc: Y.Doc, card: CardId, token: number): boolean =>
  tokensIn(cardsOf(doc).get(card)?.toJSON()).includes(token);

const placeOf = ({ intent }: PerformedEdit): string | undefined => {
  switch (intent.kind) {
    case 'field':
      return `${intent.card} ${intent.field}`;
    case 'need.changed':
      return `${intent.card} needs ${intent.need} ${intent.field}`;
    case 'workshop':
      return `workshop ${intent.field}`;
    default:
      return undefined;
  }
};

const valueAt = (doc: Y.Doc, at: string): unknown => {
  const [first = '', ...keys] = at.split(' ');
  let found: unknown = first === 'workshop' ? doc.getMap('workshop') : cardsOf(doc).get(first);
  for (const key of keys) found = found instanceof Y.Map ? found.get(key) : undefined;
  return found;
};
