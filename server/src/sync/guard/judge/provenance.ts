import { cardsOf } from '@brygga/shared/document/cards/index';
import {
  ProvenanceLink,
  provenanceKey,
  provenanceLinkTo,
  ProvenanceLinks,
  type LinkableCard,
} from '@brygga/shared/document/cards/provenance';
import { CardId, PersonId } from '@brygga/shared/ids';
import type { Edit } from '@brygga/shared/rules/edits';
import * as Y from 'yjs';
import { z } from 'zod';
import { valueBefore } from '../structs/transactionReads.ts';
import type { ChangedKey } from './changedKeys.ts';
import type { YType } from '../structs/typePath.ts';

type ReadField = (map: YType, key: string) => unknown;

/** How many links to and in what was deleted are remembered: undo, and who wrote before they saw it, bring them again. */
const rememberedLinksMax = 2_000;

const ProvenanceFields = z.object({
  kind: z.string(),
  createdBy: PersonId,
  createdAt: z.number(),
  derivedFrom: ProvenanceLinks,
});

const readNow: ReadField = (map, key) => (map instanceof Y.Map ? map.get(key) : undefined);

/** Every link in a card, or in a need. */
export const provenanceIn = (map: YType, read: ReadField = readNow): readonly ProvenanceLink[] => {
  const derived = read(map, 'derivedFrom');
  const own = (Array.isArray(derived) ? derived : [derived]).flatMap(
    (each) => ProvenanceLink.safeParse(each).data ?? [],
  );
  const needs = read(map, 'needs');
  if (!(needs instanceof Y.Map)) return own;
  const below = [...needs._map.keys()].flatMap((id) => {
    const need = read(needs, id);
    return need instanceof Y.Map ? provenanceIn(need, read) : [];
  });
  return [...own, ...below];
};

const cardProvenance = (id: string, map: YType, read: ReadField): LinkableCard | undefined => {
  const card = CardId.safeParse(id).data;
  const told = ProvenanceFields.safeParse(
    Object.fromEntries(Object.keys(ProvenanceFields.shape).map((field) => [field, read(map, field)])),
  ).data;
  return card && told && { id: card, ...told };
};

/** What the guard knows of where things came from, so that nobody names a false origin. */
export class KnownProvenance {
  readonly #deletedLinks = new Set<string>();

  /**
   * Whether a link is true, for one transaction: its card is as it says, or was deleted, or another
   * card carries the same link, as a copy's original does. What the transaction itself has brought
   * counts where it is the writer's own: all else of it may yet be undone.
   */
  verifierFor(transaction: Y.Transaction, writer: PersonId): (origin: ProvenanceLink) => boolean {
    const cards = cardsOf(transaction.doc);
    const before: ReadField = (map, key) => valueBefore(transaction, map, key);
    let carried: ReadonlySet<string> | undefined;

    const linkTo = (id: CardId): string | undefined => {
      const was = before(cards, id);
      const map = was ?? cards.get(id);
      if (!(map instanceof Y.Map)) return undefined;
      const card = cardProvenance(id, map, was === undefined ? readNow : before);
      const counts = card && (was !== undefined || card.createdBy === writer);
      return counts ? provenanceKey(provenanceLinkTo(card)) : undefined;
    };
    const carriedNow = () =>
      new Set(
        [...cards._map.keys()].flatMap((id) => {
          const card = before(cards, id);
          return card instanceof Y.Map ? provenanceIn(card, before).map(provenanceKey) : [];
        }),
      );

    return (origin) => {
      const key = provenanceKey(origin);
      return this.#deletedLinks.has(key) || linkTo(origin.card) === key || (carried ??= carriedNow()).has(key);
    };
  }

  /** An edit that was allowed: links to what it deletes, and those in it, stay true. */
  recordEdit(edit: Edit, { valueBefore: was, readBefore }: ChangedKey): void {
    if (!(was instanceof Y.Map)) return;
    if (edit.kind === 'card.deleted') {
      const card = cardProvenance(edit.card.id, was, readBefore);
      if (card) this.#remember(provenanceLinkTo(card));
    }
    if (edit.kind === 'card.deleted' || edit.kind === 'record.deleted')
      provenanceIn(was, readBefore).forEach((it) => this.#remember(it));
  }

  #remember(origin: ProvenanceLink): void {
    const key = provenanceKey(origin);
    this.#deletedLinks.delete(key);
    this.#deletedLinks.add(key);
    const [oldest] = this.#deletedLinks;
    if (this.#deletedLinks.size > rememberedLinksMax && oldest !== undefined) this.#deletedLinks.delete(oldest);
  }
}
