import * as Y from 'yjs';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import { CardId, newId } from '../ids.ts';
import type { Plan } from './acts.ts';
import { cardsIn, type Hand } from './edits.ts';

/** What no client of ours does and nobody may, a facilitator neither. */
export const outrages = {
  'sets an agreement': (hand: Hand) => onAgreement(hand, (map) => map.set('status', `${hand.token}`)),
  'deletes an agreement': (hand: Hand) => {
    const id = hand.pick([...hand.doc.getMap('agreements').keys()].sort());
    return id === undefined ? undefined : outrage(() => hand.doc.getMap('agreements').delete(id));
  },
  'replaces an agreement': (hand: Hand) => {
    const id = hand.pick([...hand.doc.getMap('agreements').keys()].sort());
    const made = fieldsMap({ status: 'committed', lead: `${hand.token}` });
    return id === undefined ? undefined : outrage(() => hand.doc.getMap('agreements').set(id, made));
  },
  'takes all seats': (hand: Hand) =>
    onAgreement(hand, (map) => {
      const seats = map.get('seats');
      if (!(seats instanceof Y.Map)) return;
      for (const need of [...seats.keys(), 'need0000000001']) seats.set(need, fieldsMap({ holder: `${hand.token}` }));
    }),
  'throws out the members': (hand: Hand) =>
    onAgreement(hand, (map) => {
      const members = map.get('members');
      if (members instanceof Y.Map) members.clear();
    }),
  'starts a step': ({ doc, token }: Hand) => outrage(() => doc.getMap('session').set('step', `${token}`)),
  'clears the session': ({ doc }: Hand) => outrage(() => doc.getMap('session').clear()),
  'counts decisions': ({ doc, token }: Hand) => outrage(() => doc.getMap('meta').set('decided', token)),
  'makes itself a facilitator': ({ doc, person, token }: Hand) =>
    outrage(() => doc.getMap('people').set(person.id, fieldsMap({ role: 'facilitator', name: `${token}` }))),
  'removes the organisations': ({ doc }: Hand) => outrage(() => doc.getMap('organisations').clear()),
  'puts a card of an unknown kind': ({ doc, token }: Hand) =>
    outrage(() => cardsOf(doc).set(newId(CardId), fieldsMap({ kind: 'virus', x: token }))),
  'puts half a note': ({ doc, token, person }: Hand) =>
    outrage(() => cardsOf(doc).set(newId(CardId), fieldsMap({ kind: 'note', x: token, createdBy: person.id }))),
  'puts letters where cards lie': ({ doc, token }: Hand) =>
    outrage(() => doc.getMap('cards').set(newId(CardId), `${token}`)),
  'puts a list where cards lie': ({ doc, token }: Hand) =>
    outrage(() => doc.getMap('cards').set(newId(CardId), Y.Array.from([token]))),
  'replaces a card': (hand: Hand) =>
    onCard(hand, (card) => cardsOf(hand.doc).set(card, fieldsMap({ kind: 'note', x: hand.token }))),
  'buries types in a card': (hand: Hand) => {
    const card = hand.pick(cardsIn(hand.doc));
    const map = card && cardsOf(hand.doc).get(card.id);
    let value = new Y.Map<unknown>([['deep', hand.token]]);
    for (let depth = 0; depth < 20; depth += 1) value = new Y.Map<unknown>([['in', value]]);
    const aim = { is: 'field', field: 'order', value } as const;
    return map && { aim: { ...aim, card: card.id, was: map.get('order') }, write: () => map.set('order', value) };
  },
} as const satisfies Record<string, (hand: Hand) => Plan | undefined>;

export type OutrageName = keyof typeof outrages;
export const outrageNames = Object.keys(outrages) as readonly OutrageName[];

const outrage = (write: () => void, card?: CardId): Plan => ({ aim: { is: 'outrage', ...(card && { card }) }, write });

const onAgreement = (hand: Hand, write: (map: Y.Map<unknown>) => void): Plan | undefined => {
  const maps = [...hand.doc.getMap('agreements')]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, map]) => map);
  const map = hand.pick(maps);
  return map instanceof Y.Map ? outrage(() => write(map)) : undefined;
};

const onCard = (hand: Hand, write: (card: CardId) => void): Plan | undefined => {
  const card = hand.pick(cardsIn(hand.doc));
  return card && outrage(() => write(card.id), card.id);
};
