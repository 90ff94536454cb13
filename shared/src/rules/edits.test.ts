import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardCircle, type Circle } from '../document/circles.ts';
import { cardKinds, type CardKind, fieldsMap } from '../document/cards/index.ts';
import { type ProvenanceLink, provenanceLinkTo } from '../document/cards/provenance.ts';
import { returnedCardMax, type OwnReturnedEdit, returnedEditsMax, returnedTextMax } from '../document/returnedEdits.ts';
import { CardId, NeedId, OrganisationId, ReturnedEditId } from '../ids.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  observer,
  system,
} from '../testing/fixtures.ts';
import { newWorkshop } from '../testing/workshop.ts';
import type { Actor, Right } from './actor.ts';
import type { CardAccessInfo } from './cards.ts';
import {
  cardsMax,
  type Edit,
  type EditContext,
  editRules,
  allowsCardKind,
  type Authorship,
  mayDismiss,
  mayKeep,
  mayEdit,
} from './edits.ts';

const [worker, rival] = [nth(companyPeople, 0), nth(companyPeople, 1)];
const company = nth(companyIds, 0);
const base = { id: idOf(CardId, 'card'), locked: false, createdBy: worker.id, createdAt: 1 };
const note: CardAccessInfo & Authorship = { ...base, kind: 'note' };
const offer: CardAccessInfo & Authorship = { ...base, kind: 'offer', company };
const challenge: CardAccessInfo & Authorship = {
  ...base,
  id: challengeId,
  kind: 'challenge',
  city: cityId,
  createdBy: cityPerson.id,
};
const consortium: CardAccessInfo & Authorship = { ...base, kind: 'consortium' };
const concept: CardAccessInfo & Authorship = { ...base, kind: 'concept' };

const inRooms = {
  risk: { ...base, kind: 'risk' },
  task: { ...base, kind: 'task' },
  draft: { ...base, kind: 'draft' },
  letter: { ...base, kind: 'letter' },
} as const;

const at = (actor: Actor, more: Partial<EditContext> = {}): EditContext => ({
  actor,
  circle: { is: 'board' },
  board: newWorkshop().board,
  editPolicy: 'open',
  cards: () => 1,
  isGenuine: () => true,
  isFull: false,
  ...more,
});

const keptId = idOf(ReturnedEditId, 'kept');
const keptNote: OwnReturnedEdit = {
  what: 'created',
  reason: 'card-deleted',
  card: note.id,
  kind: 'note',
  title: 'Trees',
  text: '',
  value: { kind: 'note', text: 'Trees' },
  more: 0,
  at: 1,
};

/** A need as it lies in a document. */
const aNeed = (): Y.Map<unknown> => {
  const need = fieldsMap({ capability: 'finance', importance: 'must', title: '', order: 'a0' });
  new Y.Doc().getMap().set('need', need);
  return need;
};

const changed = (card: CardAccessInfo, field: string, value: unknown): Edit => ({
  kind: 'field.changed',
  card,
  field,
  value,
});
const created = (
  card: CardAccessInfo & Authorship,
  before?: Authorship,
  origins: readonly ProvenanceLink[] = [],
): Edit => ({
  kind: 'card.created',
  card,
  restoredFrom: before,
  provenance: origins,
});

describe('a card', () => {
  test('is created by whoever may create its kind, in their own name', () => {
    expect(mayEdit(created(note), at(worker))).toBe(true);
    expect(mayEdit(created(offer), at(worker))).toBe(true);
    expect(mayEdit(created(challenge), at(cityPerson))).toBe(true);
    expect(mayEdit(created(challenge), at({ ...worker, id: cityPerson.id }))).toBe('not-your-city');
    expect(mayEdit(created(consortium), at(worker))).toBe('system-only');
  });

  test('P10: is created in nobody else’s name, by facilitators neither', () => {
    expect(mayEdit(created(note), at(rival))).toBe('not-your-name');
    expect(mayEdit(created(note), at(facilitator))).toBe('not-your-name');
  });

  test('that was deleted is restored with its author, whoever undoes the deletion', () => {
    expect(mayEdit(created(note, note), at(facilitator))).toBe(true);
    expect(mayEdit(created(note, { ...note, createdAt: 2 }), at(facilitator))).toBe('not-your-name');
  });

  test.each([inRooms.risk, inRooms.task])('of kind $kind is in workspaces, and never on the board', (card) => {
    const room = { is: 'consortium', id: idOf(CardId, 'table') } as const;
    expect(mayEdit(created(card), at(worker, { circle: room }))).toBe(true);
    for (const circle of [{ is: 'board' }, { is: 'city', id: cityId }] as const)
      expect(mayEdit(created(card), at(worker, { circle }))).toBe('not-here');
  });

  test.each([inRooms.draft, inRooms.letter])('of kind $kind is created in no workspace by an edit', (card) => {
    const room = { is: 'consortium', id: idOf(CardId, 'table') } as const;
    expect(mayEdit(created(card), at(worker, { circle: room }))).toBe('system-only');
  });

  test('is not created with a forged provenance, and neither is a need', () => {
    const origins = [provenanceLinkTo({ ...note, id: idOf(CardId, 'source') })];
    const need = {
      card: challenge,
      field: 'needs',
      id: nth(needIds, 0),
      record: aNeed(),
      count: 1,
      provenance: origins,
    } as const;
    const context = { isGenuine: () => false };
    expect(mayEdit(created(concept, undefined, origins), at(worker))).toBe(true);
    expect(mayEdit(created(concept, undefined, origins), at(worker, context))).toBe('false-origin');
    expect(mayEdit({ kind: 'record.created', ...need }, at(cityPerson))).toBe(true);
    expect(mayEdit({ kind: 'record.created', ...need }, at(cityPerson, context))).toBe('false-origin');
  });

  test('and a need keep their provenance unchanged', () => {
    const written = { card: challenge, field: 'needs', recordField: 'derivedFrom', value: undefined } as const;
    expect(mayEdit(changed(concept, 'derivedFrom', undefined), at(facilitator))).toBe('system-only');
    expect(mayEdit({ kind: 'record.changed', ...written }, at(facilitator))).toBe('system-only');
  });

  test('is not created on a full board', () => {
    expect(mayEdit(created(note), at(worker, { cards: () => cardsMax }))).toBe(true);
    expect(mayEdit(created(note), at(worker, { cards: () => cardsMax + 1 }))).toBe('board-full');
  });

  test('may only be deleted while the document is at its maximum size', () => {
    const context = at(worker, { isFull: true });
    expect(mayEdit(created(note), context)).toBe('board-full');
    expect(mayEdit(changed(note, 'x', 1), context)).toBe('board-full');
    expect(mayEdit({ kind: 'card.deleted', card: note }, context)).toBe(true);
  });

  test('is deleted by whom the rules of cards name, unless an agreement depends on it', () => {
    const workshop = newWorkshop();

    expect(mayEdit({ kind: 'card.deleted', card: note }, at(rival))).toBe('not-yours');
    expect(mayEdit({ kind: 'card.deleted', card: challenge }, at(cityPerson, { board: workshop.board }))).toBe(true);
    workshop.foundConsortium();
    expect(mayEdit({ kind: 'card.deleted', card: challenge }, at(cityPerson, { board: workshop.board }))).toBe(
      'card-has-consortia',
    );
  });
});

describe('a field', () => {
  test('takes what its schema allows, strictly', () => {
    expect(mayEdit(changed(note, 'x', 12), at(rival))).toBe(true);
    for (const value of [Number.NaN, 1e308, '12', null, undefined, new Date()]) {
      expect(mayEdit(changed(note, 'x', value), at(rival)), String(value)).toBe('not-a-record');
    }
    expect(mayEdit(changed(note, 'colour', 'mint'), at(rival))).toBe(true);
    expect(mayEdit(changed(note, 'colour', 'invisible'), at(rival))).toBe('not-a-record');
  });

  test.each(['unknown', '__proto__', 'constructor', 'toString'])('named %s does not exist', (field) => {
    expect(mayEdit(changed(note, field, 1), at(rival))).toBe('not-a-record');
  });

  test.each(Object.keys(cardKinds) as CardKind[])('of a %s with a Y type is never replaced', (kind) => {
    const cards = { note, offer, challenge, consortium, concept, ...inRooms };
    for (const field of Object.keys(cardKinds[kind].storage)) {
      expect(mayEdit(changed(cards[kind], field, 'mine'), at(facilitator)), field).toBe('not-a-record');
    }
  });

  test('of a locked card is changed by facilitators alone', () => {
    expect(mayEdit(changed({ ...note, locked: true }, 'x', 1), at(rival))).toBe('card-locked');
    expect(mayEdit(changed({ ...note, locked: true }, 'x', 1), at(facilitator))).toBe(true);
  });
});

describe('a text', () => {
  const written = (card: CardAccessInfo, field: string, length: number, plain = true): Edit => ({
    kind: 'text.written',
    card,
    field,
    length,
    isPlain: plain,
  });

  test('takes letters up to its maximum', () => {
    expect(mayEdit(written(note, 'text', 5_000), at(rival))).toBe(true);
    expect(mayEdit(written(note, 'text', 5_001), at(rival))).toBe('text-too-long');
  });

  test('takes formats only if it is rich text', () => {
    expect(mayEdit(written(note, 'text', 5, false), at(rival))).toBe('not-a-record');
    expect(mayEdit(written(challenge, 'brief', 5, false), at(rival))).toBe(true);
    expect(mayEdit(written(note, 'colour', 5), at(rival))).toBe('not-a-record');
  });

  test('of a challenge is open to everybody in its brief alone', () => {
    expect(mayEdit(written(challenge, 'title', 5), at(rival))).toBe('not-your-city');
    expect(mayEdit(written(challenge, 'title', 5), at(cityPerson))).toBe(true);
  });
});

describe('a need', () => {
  const record = { capability: 'finance' };

  test('is changed by its city, to valid values', () => {
    const change = (value: unknown): Edit => ({
      kind: 'record.changed',
      card: challenge,
      field: 'needs',
      recordField: 'importance',
      value,
    });
    expect(mayEdit(change('could'), at(cityPerson))).toBe(true);
    expect(mayEdit(change('never'), at(cityPerson))).toBe('not-a-record');
    expect(mayEdit(change('could'), at(worker))).toBe('not-your-city');
  });

  test('is created as a record, and as nothing else', () => {
    const id = idOf(NeedId, 'fresh');
    const put = (more: object): Edit => ({
      kind: 'record.created',
      card: challenge,
      field: 'needs',
      id,
      record,
      count: 1,
      ...more,
    });
    expect(mayEdit(put({}), at(cityPerson))).toBe('not-a-record');
    expect(mayEdit(put({ field: 'seats' }), at(cityPerson))).toBe('not-a-record');
  });

  test('is not deleted while a seat depends on it', () => {
    const workshop = newWorkshop();
    const context = at(cityPerson, { board: workshop.board });
    const gone = (id: string): Edit => ({ kind: 'record.deleted', card: challenge, field: 'needs', id });
    workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need: nth(needIds, 0) }, worker);

    expect(mayEdit(gone(nth(needIds, 0)), context)).toBe('need-held');
    expect(mayEdit(gone(nth(needIds, 1)), context)).toBe(true);
  });
});

describe('every edit', () => {
  const some: { readonly [Kind in Edit['kind']]: Extract<Edit, { kind: Kind }> } = {
    'card.created': { kind: 'card.created', card: note, restoredFrom: undefined },
    'card.deleted': { kind: 'card.deleted', card: note },
    'field.changed': { kind: 'field.changed', card: note, field: 'x', value: 1 },
    'text.written': { kind: 'text.written', card: note, field: 'text', length: 1, isPlain: true },
    'record.created': { kind: 'record.created', card: challenge, field: 'needs', id: 'x', record: {}, count: 1 },
    'record.deleted': { kind: 'record.deleted', card: challenge, field: 'needs', id: 'x' },
    'record.changed': { kind: 'record.changed', card: challenge, field: 'needs', recordField: 'title', value: '' },
    'workshop.changed': { kind: 'workshop.changed', field: 'title', value: 'Ours' },
    'returnedEdit.dismissed': { kind: 'returnedEdit.dismissed' },
    'returnedEdit.kept': { kind: 'returnedEdit.kept', id: keptId, record: keptNote, count: 1 },
    'agreement.written': { kind: 'agreement.written', root: 'agreements' },
    unrecognised: { kind: 'unrecognised' },
  };

  const except = {
    'agreement.written': 'system-only',
    'returnedEdit.dismissed': 'not-yours',
    'returnedEdit.kept': 'not-yours',
  } as const;
  test.each(Object.keys(editRules) as Edit['kind'][])('P4: of an observer is refused: %s', (is) => {
    const reason: unknown = Reflect.get(except, is);
    expect(mayEdit(some[is], at(observer))).toBe(reason ?? 'observers-read');
  });

  test('an observer dismisses and keeps their own returned edits at every step', () => {
    const own = { ...at(observer), circle: { is: 'person', id: observer.id }, editPolicy: 'closed' } as const;
    expect(mayEdit(some['returnedEdit.dismissed'], own)).toBe(true);
    expect(mayEdit(some['returnedEdit.kept'], own)).toBe(true);
  });

  test('P2: below a root of the server is refused to everybody', () => {
    for (const actor of [worker, cityPerson, facilitator]) {
      expect(mayEdit(some['agreement.written'], at(actor))).toBe('system-only');
    }
  });

  test('of the workshop’s own fields is for facilitators alone', () => {
    expect(mayEdit(some['workshop.changed'], at(worker))).toBe('facilitators-only');
    expect(mayEdit(some['workshop.changed'], at(facilitator))).toBe(true);
    expect(mayEdit({ ...some['workshop.changed'], value: '' }, at(facilitator))).toBe('not-a-record');
  });

  test('is restricted by the running step, on the board alone', () => {
    const city: Circle = { is: 'city', id: idOf(OrganisationId, 'city') };

    expect(mayEdit(some['field.changed'], at(worker, { editPolicy: 'closed' }))).toBe('step-closed');
    expect(mayEdit(changed(offer, 'x', 1), at(worker, { editPolicy: 'notes' }))).toBe('step-notes-only');
    expect(mayEdit(some['field.changed'], at(worker, { editPolicy: 'closed', circle: city }))).toBe(true);
    expect(mayEdit(some['field.changed'], at(facilitator, { editPolicy: 'closed' }))).toBe(true);
  });
});

test('each circle holds cards of its own kinds', () => {
  const kinds = Object.keys(cardKinds) as CardKind[];
  const heldBy = (circle: Circle) => kinds.filter((kind) => allowsCardKind(circle, kind));

  expect(heldBy({ is: 'board' })).toEqual(['note', 'challenge', 'offer', 'consortium', 'concept']);
  expect(heldBy({ is: 'city', id: cityId })).toEqual(['note', 'challenge']);
  expect(heldBy({ is: 'consortium', id: challengeId })).toEqual(['note', 'risk', 'task', 'draft', 'letter']);
  expect(heldBy({ is: 'facilitators' })).toEqual([]);
  expect(heldBy({ is: 'vault' })).toEqual([]);
  expect(heldBy({ is: 'company', id: nth(companyIds, 0) })).toEqual([]);
  expect(heldBy({ is: 'person', id: worker.id })).toEqual([]);
});

describe('a returned edit', () => {
  test('a person dismisses their own returned edits, an observer too', () => {
    for (const actor of [worker, observer, facilitator]) {
      expect(mayDismiss(actor, { is: 'person', id: actor.id })).toBe(true);
    }
  });

  test('nobody dismisses another person’s returned edits', () => {
    for (const actor of [nth(companyPeople, 1), observer, facilitator, system]) {
      expect(mayDismiss(actor, { is: 'person', id: worker.id })).toBe('not-yours');
    }
  });

  test('a board has no returned edits to dismiss', () => {
    expect(mayDismiss(worker, boardCircle)).toBe('not-yours');
  });

  const keptBy = (actor: Actor, change: object = {}, more: object = {}): Right => {
    const edit: Edit = { kind: 'returnedEdit.kept', id: keptId, record: { ...keptNote, ...change }, count: 1, ...more };
    return mayEdit(edit, at(actor, { circle: { is: 'person', id: worker.id } }));
  };

  test('P6: a person keeps what they wrote in a deleted card, and nobody else does it for them', () => {
    expect(keptBy(worker)).toBe(true);
    expect(keptBy(worker, { what: 'written', text: 'Trees', value: undefined, circle: 'city-1' })).toBe(true);
    for (const actor of [rival, observer, facilitator]) expect(keptBy(actor)).toBe('not-yours');
    expect(mayKeep(system, { is: 'person', id: worker.id })).toBe('not-yours');
    expect(mayKeep(worker, boardCircle)).toBe('not-yours');
  });

  test.each([
    ['reports a change that the guard alone reverts', { reason: 'step-closed' }],
    ['is a deletion', { what: 'deleted' }],
    ['names no card', { card: undefined }],
    ['counts others', { more: 1 }],
    ['has a field of its own', { extra: true }],
    ['holds a text that is too long', { text: 'x'.repeat(returnedTextMax + 1) }],
    ['holds a card that is too long', { value: { text: 'x'.repeat(returnedCardMax) } }],
    ['holds what JSON cannot hold', { value: { number: 1n } }],
    ['has no time', { at: 'now' }],
  ])('is not kept if it %s', (_name, change) => {
    expect(keptBy(worker, change)).toBe('not-a-record');
  });

  test('is kept under a valid id, up to the maximum', () => {
    expect(keptBy(worker, {}, { id: '__proto__' })).toBe('not-a-record');
    expect(keptBy(worker, {}, { count: returnedEditsMax })).toBe(true);
    expect(keptBy(worker, {}, { count: returnedEditsMax + 1 })).toBe('board-full');
  });
});
