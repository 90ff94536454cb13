import type { Fact } from '@brygga/shared/agreements/facts';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { type PerformedEdit, tokensIn } from '@brygga/shared/testing/performedEdit';
import type { Fate, Ruling } from './oracle.ts';

/** Values that were set at one place: each knows what it was set over. */
interface ValueHistory {
  readonly kept: Set<unknown>;
  readonly over: Map<unknown, unknown>;
  isClear: boolean;
}

/**
 * What must be on the board by all that has been kept on disk, and what must never be shown. It is
 * told the oracle's rulings; how the server came to a state that fits is none of its business.
 */
export class ExpectedBoard {
  readonly #fates = new Map<number, Fate>();
  readonly #cards = new Map<CardId, 'there' | 'gone' | 'unclear'>();
  /** Words that stand in a card. */
  readonly #words = new Map<number, CardId>();
  /** Texts that a window has put in another's place without right: what it writes there goes with them. */
  readonly #vain = new Set<string>();
  readonly #needs = new Map<string, 'there' | 'gone'>();
  readonly #places = new Map<string, ValueHistory>();

  /** The latest word on an act's fate; undefined for one that no server has seen. */
  fateOf(token: number): Fate | undefined {
    return this.#fates.get(token);
  }

  /** A card that was there from the beginning. */
  addCard(card: CardId): void {
    this.#cards.set(card, 'there');
  }

  /** Known from the moment of judgement, since nobody may be shown it from then on. */
  rule({ act, fate }: Ruling): void {
    this.#fates.set(act.token, fate);
  }

  /** On disk. */
  commit({ act, fate }: Ruling): void {
    this.#enterValue(act, fate);
    const { intent, token } = act;
    if (intent.kind === 'field' && fate === 'undone') this.#vain.add(windowsText(act, intent));
    if (intent.kind === 'card.created' && fate === 'void') this.#cards.set(intent.card, 'unclear');
    if (fate !== 'kept') return;
    switch (intent.kind) {
      case 'card.created':
        this.#cards.set(intent.card, 'there');
        this.#words.set(token, intent.card);
        return;
      case 'card.deleted':
        return this.#clear(intent.card);
      case 'text':
        for (const cut of intent.cuts) this.#words.delete(cut);
        if (intent.grows > 0 && !this.#vain.has(windowsText(act, intent))) this.#words.set(token, intent.card);
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

  /** What a command has settled, on disk. */
  applyFact(fact: Fact): void {
    if (fact.fact === 'consortium.founded') this.#cards.set(fact.consortium, 'there');
    if (fact.fact === 'consortium.removed') this.#clear(fact.consortium);
  }

  /** What is wrong with a board on which nothing is under way. */
  violations(doc: Y.Doc): readonly string[] {
    const shown = JSON.stringify(doc.getMap('cards').toJSON());
    return [
      ...[...this.#cards].flatMap(([id, state]) => cardViolations(doc, id, state)),
      ...[...cardsOf(doc).keys()].filter((id) => !this.#knows(id)).map((id) => `${id} came from nowhere`),
      ...[...this.#words].filter(([token, card]) => !isIn(doc, card, token)).map(([token]) => `${token} is lost`),
      ...tokensIn(shown)
        .filter((token) => this.#fates.get(token) === 'undone')
        .map((token) => `${token} stands, and may not`),
      ...[...this.#needs].flatMap(([at, state]) => this.#complainOfNeed(doc, at, state)),
      ...[...this.#places].flatMap(([at, place]) => this.#complainOfPlace(doc, at, place)),
    ];
  }

  #knows(id: string): boolean {
    return [...this.#cards.keys()].some((known) => known === id);
  }

  #clear(card: CardId): void {
    this.#cards.set(card, 'gone');
    for (const [token, its] of this.#words) if (its === card) this.#words.delete(token);
  }

  #enterValue(act: PerformedEdit, fate: Fate): void {
    const at = placeOf(act);
    if (!at || !('was' in act.intent)) return;
    const place = this.#places.get(at) ?? { kept: new Set(), over: new Map(), isClear: true };
    this.#places.set(at, place);
    const { value, was } = act.intent;
    // A value that others may have set too tells nothing of what it was set over.
    if (tokensIn(value).includes(act.token)) place.over.set(value, was);
    if (fate === 'kept') place.kept.add(value);
    // Who has set the same value twice can't be told apart from who has set it once.
    if (fate === 'void' || (fate === 'kept' && !tokensIn(value).includes(act.token))) place.isClear = false;
  }

  #complainOfNeed(doc: Y.Doc, at: string, state: 'there' | 'gone'): readonly string[] {
    const [card = '', need = ''] = at.split(' ');
    const needs = cardsOf(doc).get(card)?.get('needs');
    if (!(needs instanceof Y.Map) || needs.has(need) === (state === 'there')) return [];
    return [`the need ${at} should be ${state}`];
  }

  /** What stands is what somebody set by right, and not what somebody has seen and set anew. */
  #complainOfPlace(doc: Y.Doc, at: string, { kept, over, isClear }: ValueHistory): readonly string[] {
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
