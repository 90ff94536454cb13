import * as Y from 'yjs';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import { CardId, newId } from '../ids.ts';
import type { PlannedEdit } from './performedEdit.ts';
import { cardsIn, type EditSource } from './edits.ts';

/** What no client of ours does and nobody may, a facilitator neither. */
export const forbiddenEdits = {
  'sets an agreement': (source: EditSource) => onAgreement(source, (map) => map.set('status', `${source.token}`)),
  'deletes an agreement': (source: EditSource) => {
    const id = source.pick([...source.doc.getMap('agreements').keys()].sort());
    return id === undefined ? undefined : forbiddenEdit(() => source.doc.getMap('agreements').delete(id));
  },
  'replaces an agreement': (source: EditSource) => {
    const id = source.pick([...source.doc.getMap('agreements').keys()].sort());
    const agreement = fieldsMap({ status: 'committed', lead: `${source.token}` });
    return id === undefined ? undefined : forbiddenEdit(() => source.doc.getMap('agreements').set(id, agreement));
  },
  'takes all seats': (source: EditSource) =>
    onAgreement(source, (map) => {
      const seats = map.get('seats');
      if (!(seats instanceof Y.Map)) return;
      for (const need of [...seats.keys(), 'need0000000001']) seats.set(need, fieldsMap({ holder: `${source.token}` }));
    }),
  'throws out the members': (source: EditSource) =>
    onAgreement(source, (map) => {
      const members = map.get('members');
      if (members instanceof Y.Map) members.clear();
    }),
  'starts a step': ({ doc, token }: EditSource) => forbiddenEdit(() => doc.getMap('session').set('step', `${token}`)),
  'clears the session': ({ doc }: EditSource) => forbiddenEdit(() => doc.getMap('session').clear()),
  'counts decisions': ({ doc, token }: EditSource) => forbiddenEdit(() => doc.getMap('meta').set('decided', token)),
  'makes itself a facilitator': ({ doc, person, token }: EditSource) =>
    forbiddenEdit(() => doc.getMap('people').set(person.id, fieldsMap({ role: 'facilitator', name: `${token}` }))),
  'removes the organisations': ({ doc }: EditSource) => forbiddenEdit(() => doc.getMap('organisations').clear()),
  'puts a card of an unknown kind': ({ doc, token }: EditSource) =>
    forbiddenEdit(() => cardsOf(doc).set(newId(CardId), fieldsMap({ kind: 'virus', x: token }))),
  'puts half a note': ({ doc, token, person }: EditSource) =>
    forbiddenEdit(() => cardsOf(doc).set(newId(CardId), fieldsMap({ kind: 'note', x: token, createdBy: person.id }))),
  'puts letters where cards lie': ({ doc, token }: EditSource) =>
    forbiddenEdit(() => doc.getMap('cards').set(newId(CardId), `${token}`)),
  'puts a list where cards lie': ({ doc, token }: EditSource) =>
    forbiddenEdit(() => doc.getMap('cards').set(newId(CardId), Y.Array.from([token]))),
  'replaces a card': (source: EditSource) =>
    onCard(source, (card) => cardsOf(source.doc).set(card, fieldsMap({ kind: 'note', x: source.token }))),
  'buries types in a card': (source: EditSource) => {
    const card = source.pick(cardsIn(source.doc));
    const map = card && cardsOf(source.doc).get(card.id);
    let value = new Y.Map<unknown>([['deep', source.token]]);
    for (let depth = 0; depth < 20; depth += 1) value = new Y.Map<unknown>([['in', value]]);
    const aim = { kind: 'field', field: 'order', value } as const;
    return map && { intent: { ...aim, card: card.id, was: map.get('order') }, write: () => map.set('order', value) };
  },
} as const satisfies Record<string, (source: EditSource) => PlannedEdit | undefined>;

export type ForbiddenEditName = keyof typeof forbiddenEdits;
export const forbiddenEditNames = Object.keys(forbiddenEdits) as readonly ForbiddenEditName[];

const forbiddenEdit = (write: () => void, card?: CardId): PlannedEdit => ({
  intent: { kind: 'forbidden', ...(card && { card }) },
  write,
});

const onAgreement = (source: EditSource, write: (map: Y.Map<unknown>) => void): PlannedEdit | undefined => {
  const maps = [...source.doc.getMap('agreements')]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, map]) => map);
  const map = source.pick(maps);
  return map instanceof Y.Map ? forbiddenEdit(() => write(map)) : undefined;
};

const onCard = (source: EditSource, write: (card: CardId) => void): PlannedEdit | undefined => {
  const card = source.pick(cardsIn(source.doc));
  return card && forbiddenEdit(() => write(card.id), card.id);
};
