import type { CardShape } from '@brygga/shared/document/cards/card';
import { type Card, cardKinds, cardsOf, putCard, readCard } from '@brygga/shared/document/cards/index';
import { CardId, newId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import * as Y from 'yjs';
import { withValidProvenance } from './provenance.ts';
import { organisationOf } from './organisationOf.ts';
import type { Rights } from './rights.ts';

interface RetryActionsDeps {
  readonly doc: Y.Doc;
  readonly actor: Person;
  readonly rights: Rights;
  readonly change: (name: string | undefined, write: () => void) => void;
  readonly topOrder: () => string;
}

/** Actions that retry a returned edit. */
export interface RetryActions {
  /**
   * Creates a returned card again, owned by the actor: under its old id if free, on top.
   *
   * @throws Error without the right to create the card.
   */
  recreateCard(card: Card): CardId;
  /** Appends a line to a text that people type together. */
  appendText(id: CardId, field: string, text: string): void;
}

export const retryActions = ({ doc, actor, rights, change, topOrder }: RetryActionsDeps): RetryActions => ({
  recreateCard(returned) {
    const { id, ...card } = withValidProvenance(doc, returned);
    const right = rights.create(card.kind, organisationOf(returned));
    if (right !== true) throw new Error(`A ${card.kind} was recreated without the right: ${right}`);
    const freeId = cardsOf(doc).has(id) ? newId(CardId) : id;
    const ownFields = { locked: false, order: topOrder(), createdBy: actor.id, createdAt: Date.now() };
    change(undefined, () => putCard(doc, freeId, { ...card, ...ownFields }));
    return freeId;
  },

  appendText(id, field, added) {
    const map = cardsOf(doc).get(id);
    const card = readCard(id, map);
    const text = map?.get(field);
    if (!card || rights.change(card, field) !== true) return;
    if (text instanceof Y.Text) change(undefined, () => appendLine(text, added, remainingLength(card, field, text)));
    else if (text instanceof Y.XmlFragment) change(undefined, () => text.push(paragraphs(added)));
  },
});

const remainingLength = ({ kind }: Card, field: string, text: Y.Text): number => {
  const { textMax }: CardShape = cardKinds[kind];
  return (textMax[field] ?? 0) - text.length;
};

const appendLine = (text: Y.Text, line: string, lengthMax: number): void => {
  const separator = text.length === 0 || /\s$/.test(text.toString()) ? '' : '\n';
  text.insert(text.length, `${separator}${line}`.slice(0, lengthMax));
};

const paragraphs = (text: string): Y.XmlElement[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    });
