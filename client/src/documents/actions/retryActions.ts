import type { CardShape } from '@brygga/shared/document/cards/card';
import { type Card, cardKinds, cardsOf, putCard, readCard } from '@brygga/shared/document/cards/index';
import { CardId, newId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import * as Y from 'yjs';
import { withValidProvenance } from './provenance.ts';
import { organisationOf } from './organisationOf.ts';
import type { BoardActions, Rights } from '../registry/liveBoard.ts';

interface RetryActionsDeps {
  readonly doc: Y.Doc;
  readonly actor: Person;
  readonly rights: Rights;
  readonly change: (name: string | undefined, write: () => void) => void;
  readonly topOrder: () => string;
}

type RetryActions = Pick<BoardActions, 'recreateCard' | 'appendText'>;

/** What takes up again that was undone. @throws Error at a card without the right to it. */
export const retryActions = ({ doc, actor, rights, change, topOrder }: RetryActionsDeps): RetryActions => ({
  recreateCard(again) {
    const { id, ...card } = withValidProvenance(doc, again);
    const right = rights.create(card.kind, organisationOf(again));
    if (right !== true) throw new Error(`A ${card.kind} was put again without the right: ${right}`);
    const free = cardsOf(doc).has(id) ? newId(CardId) : id;
    const own = { locked: false, order: topOrder(), createdBy: actor.id, createdAt: Date.now() };
    change(undefined, () => putCard(doc, free, { ...card, ...own }));
    return free;
  },

  appendText(id, field, words) {
    const map = cardsOf(doc).get(id);
    const card = readCard(id, map);
    const text = map?.get(field);
    if (!card || rights.change(card, field) !== true) return;
    if (text instanceof Y.Text) change(undefined, () => appendLine(text, words, remainingLength(card, field, text)));
    else if (text instanceof Y.XmlFragment) change(undefined, () => text.push(paragraphs(words)));
  },
});

const remainingLength = ({ kind }: Card, field: string, text: Y.Text): number => {
  const { textMax }: CardShape = cardKinds[kind];
  return (textMax[field] ?? 0) - text.length;
};

const appendLine = (text: Y.Text, words: string, room: number): void => {
  const apart = text.length === 0 || /\s$/.test(text.toString()) ? '' : '\n';
  text.insert(text.length, `${apart}${words}`.slice(0, room));
};

const paragraphs = (words: string): Y.XmlElement[] =>
  words
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    });
