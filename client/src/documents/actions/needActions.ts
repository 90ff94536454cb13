import { Need, needsMax } from '@brygga/shared/document/cards/challenge';
import { type Card, cardsOf, fieldsMap, readCard } from '@brygga/shared/document/cards/index';
import { orderAbove } from '@brygga/shared/document/order';
import { type CardId, NeedId, newId } from '@brygga/shared/ids';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import * as Y from 'yjs';
import { parseTruncated } from './bounds.ts';
import { provenanceFields } from './provenance.ts';
import type { Rights } from './rights.ts';

interface NeedActionsDeps {
  readonly doc: Y.Doc;
  readonly rights: Rights;
  readonly change: (name: string | undefined, write: () => void) => void;
}

/** Actions on the needs of a challenge. A need counts as the field `needs`. */
export interface NeedActions {
  /** @throws RangeError when the challenge has as many needs as it may; Error when it is gone, or without the right. */
  addNeed(
    challenge: CardId,
    need: { capability: CapabilityId; title?: string; importance?: Need['importance']; from?: CardId },
  ): NeedId;
  /** `undefined` removes `share` and `minLevel`. */
  changeNeed(challenge: CardId, need: NeedId, fields: Partial<Omit<Need, 'order' | 'derivedFrom'>>): void;
  removeNeed(challenge: CardId, need: NeedId): void;
}

export const needActions = ({ doc, rights, change }: NeedActionsDeps): NeedActions => {
  /** The challenge's needs; `undefined` unless the actor has the right. */
  const needsOf = (challenge: CardId, may = (card: Card) => rights.change(card, 'needs')) => {
    const map = cardsOf(doc).get(challenge);
    const card = readCard(challenge, map);
    const needs = map?.get('needs');
    return card && may(card) === true && needs instanceof Y.Map ? needs : undefined;
  };

  return {
    addNeed(challenge, { capability, title = '', importance = 'should', from }) {
      const needs = needsOf(challenge);
      if (!needs) throw new Error(`No challenge ${challenge} whose needs this person may change`);
      if (needs.size >= needsMax) throw new RangeError(`A challenge has at most ${needsMax} needs`);
      const orders = [...needs.values()].map((need) => (need instanceof Y.Map ? String(need.get('order')) : ''));
      const id = newId(NeedId);
      const [derivedFrom] = from ? (provenanceFields(doc, [from]).derivedFrom ?? []) : [];
      const need = {
        capability,
        importance,
        title: parseTruncated(Need.shape.title, title),
        ...(derivedFrom ? { derivedFrom } : {}),
        order: orderAbove(orders),
      };
      change(undefined, () => needs.set(id, fieldsMap(need)));
      return id;
    },

    changeNeed(challenge, need, fields) {
      const map = needsOf(challenge)?.get(need);
      if (!(map instanceof Y.Map)) return;
      const { capability, title, importance, share, minLevel, local } = Need.shape;
      const schemas = { capability, title, importance, share, minLevel, local };
      const changed = Object.entries(schemas).flatMap(([field, schema]) =>
        Object.hasOwn(fields, field) ? [[field, parseTruncated(schema, Reflect.get(fields, field))] as const] : [],
      );
      change(`need ${need} ${Object.keys(fields).join()}`, () => {
        for (const [field, value] of changed) {
          if (value === undefined) map.delete(field);
          else if (map.get(field) !== value) map.set(field, value);
        }
      });
    },

    removeNeed(challenge, need) {
      const needs = needsOf(challenge, (card) => rights.removeNeed(card, need));
      if (!needs?.has(need)) return;
      change(undefined, () => needs.delete(need));
    },
  };
};
