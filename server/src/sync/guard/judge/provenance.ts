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

/** How many links to and in deleted cards are remembered: undo and late edits may bring them again. */
const rememberedLinksMax = 2_000;

const ProvenanceFields = z.object({
  kind: z.string(),
  createdBy: PersonId,
  createdAt: z.number(),
  derivedFrom: ProvenanceLinks,
});

const readNow: ReadField = (map, key) => (map instanceof Y.Map ? map.get(key) : undefined);

/** All provenance links of a card and its needs, or of one need. */
export const provenanceIn = (map: YType, read: ReadField = readNow): readonly ProvenanceLink[] => {
  const derived = read(map, 'derivedFrom');
  const own = (Array.isArray(derived) ? derived : [derived]).flatMap(
    (each) => ProvenanceLink.safeParse(each).data ?? [],
  );
  const needs = read(map, 'needs');
  if (!(needs instanceof Y.Map)) return own;
  const needLinks = [...needs._map.keys()].flatMap((id) => {
    const need = read(needs, id);
    return need instanceof Y.Map ? provenanceIn(need, read) : [];
  });
  return [...own, ...needLinks];
};

const cardProvenance = (id: string, map: YType, read: ReadField): LinkableCard | undefined => {
  const card = CardId.safeParse(id).data;
  const fields = ProvenanceFields.safeParse(
    Object.fromEntries(Object.keys(ProvenanceFields.shape).map((field) => [field, read(map, field)])),
  ).data;
  return card && fields && { id: card, ...fields };
};

/** Knows which provenance links are genuine, so that nobody can forge one. */
export class KnownProvenance {
  readonly #deletedLinks = new Set<string>();

  /**
   * Tells for one transaction whether a link is genuine: it describes its card correctly, the card was
   * deleted, or another card carries the same link, as the original of a copy does. A card that the
   * transaction itself inserted counts only as the writer's own: any other will be reverted.
   */
  verifierFor(transaction: Y.Transaction, writer: PersonId): (link: ProvenanceLink) => boolean {
    const cards = cardsOf(transaction.doc);
    const readBefore: ReadField = (map, key) => valueBefore(transaction, map, key);
    let carriedKeys: ReadonlySet<string> | undefined;

    const keyOfLinkTo = (id: CardId): string | undefined => {
      const oldCard = readBefore(cards, id);
      const map = oldCard ?? cards.get(id);
      if (!(map instanceof Y.Map)) return undefined;
      const card = cardProvenance(id, map, oldCard === undefined ? readNow : readBefore);
      const counts = card && (oldCard !== undefined || card.createdBy === writer);
      return counts ? provenanceKey(provenanceLinkTo(card)) : undefined;
    };
    const readCarriedKeys = () =>
      new Set(
        [...cards._map.keys()].flatMap((id) => {
          const card = readBefore(cards, id);
          return card instanceof Y.Map ? provenanceIn(card, readBefore).map(provenanceKey) : [];
        }),
      );

    return (link) => {
      const key = provenanceKey(link);
      if (this.#deletedLinks.has(key) || keyOfLinkTo(link.card) === key) return true;
      return (carriedKeys ??= readCarriedKeys()).has(key);
    };
  }

  /** Call for each allowed edit. Links to a deleted card, and those in it, stay genuine. */
  recordEdit(edit: Edit, { valueBefore: deleted, readBefore }: ChangedKey): void {
    if (!(deleted instanceof Y.Map)) return;
    if (edit.kind === 'card.deleted') {
      const card = cardProvenance(edit.card.id, deleted, readBefore);
      if (card) this.#remember(provenanceLinkTo(card));
    }
    if (edit.kind === 'card.deleted' || edit.kind === 'record.deleted') {
      for (const link of provenanceIn(deleted, readBefore)) this.#remember(link);
    }
  }

  #remember(link: ProvenanceLink): void {
    const key = provenanceKey(link);
    this.#deletedLinks.delete(key);
    this.#deletedLinks.add(key);
    const [oldest] = this.#deletedLinks;
    if (this.#deletedLinks.size > rememberedLinksMax && oldest !== undefined) this.#deletedLinks.delete(oldest);
  }
}
