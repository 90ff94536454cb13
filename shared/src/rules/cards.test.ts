import { describe, expect, test } from 'vitest';
import { cardKinds, type Card, type CardKind } from '../document/cards/index.ts';
import { CardId, OrganisationId } from '../ids.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  nth,
  observer,
  person,
  system,
} from '../testing/fixtures.ts';
import { mayChange, mayCreate, mayDelete, mayMove } from './cards.ts';

const company = nth(companyIds, 0);
const worker = nth(companyPeople, 0);
const rival = nth(companyPeople, 1);
const otherCity = idOf(OrganisationId, 'cityelsewhere');
const otherMayor = person('othermayor', [otherCity]);
const participants = [worker, rival, cityPerson, otherMayor];
const people = [...participants, facilitator, observer];
const places = ['x', 'y', 'w', 'h', 'order'];

const base = { x: 0, y: 0, w: 200, h: 160, order: 'a0', locked: false, createdBy: worker.id, createdAt: 1 };
const offered = { capabilities: [], claims: [], references: [] };
const cards = {
  note: { ...base, id: idOf(CardId, 'note'), kind: 'note', text: '', colour: 'mint' },
  challenge: {
    ...cardKinds.challenge.schema.parse({ ...base, kind: 'challenge', city: cityId, sector: 'waste' }),
    id: challengeId,
  },
  offer: { ...base, id: idOf(CardId, 'offer'), kind: 'offer', title: '', text: '', company, ...offered },
  concept: { ...base, id: idOf(CardId, 'concept'), kind: 'concept', title: '', text: '', parts: [] },
  consortium: { ...base, id: idOf(CardId, 'table'), kind: 'consortium', challenge: challengeId, name: '', pitch: '' },
  risk: { ...cardKinds.risk.schema.parse({ ...base, kind: 'risk' }), id: idOf(CardId, 'risk') },
  task: { ...cardKinds.task.schema.parse({ ...base, kind: 'task' }), id: idOf(CardId, 'task') },
  draft: { ...cardKinds.draft.schema.parse({ ...base, kind: 'draft' }), id: idOf(CardId, 'draft') },
  letter: { ...cardKinds.letter.schema.parse({ ...base, kind: 'letter' }), id: idOf(CardId, 'letter') },
} as const satisfies Record<CardKind, Card>;
const everyCard: readonly Card[] = Object.values(cards);

const fieldsOfKind = (kind: CardKind) => Object.keys(cardKinds[kind].schema.shape);
const fixed = ['kind', 'createdBy', 'createdAt', 'derivedFrom'];
/** What a command has settled for good. */
const settledByCommand: readonly string[] = ['consortium.challenge', 'letter.language'];
const onlyByCommand: readonly CardKind[] = ['consortium', 'draft', 'letter'];
const givesAway = ['city', 'company'];

/** The fields of a card that an actor may change. */
const changeable = (actor: Parameters<typeof mayChange>[0], card: Card) =>
  fieldsOfKind(card.kind).filter((field) => mayChange(actor, card, field) === true);

describe('a facilitator', () => {
  test('creates notes, challenges and offers for everybody', () => {
    expect(mayCreate(facilitator, 'note')).toBe(true);
    expect(mayCreate(facilitator, 'challenge', cityId)).toBe(true);
    expect(mayCreate(facilitator, 'offer', company)).toBe(true);
  });

  test.each(everyCard)('changes all but the fixed fields of a $kind, locked or not', (card) => {
    const open = fieldsOfKind(card.kind).filter(
      (field) => !fixed.includes(field) && !settledByCommand.includes(`${card.kind}.${field}`),
    );

    expect(changeable(facilitator, card)).toEqual(open);
    expect(changeable(facilitator, { ...card, locked: true })).toEqual(open);
  });

  test('deletes all cards that no command makes, locked or not', () => {
    for (const card of everyCard) {
      const right = onlyByCommand.includes(card.kind) ? 'system-only' : true;
      expect(mayDelete(facilitator, card)).toBe(right);
      expect(mayDelete(facilitator, { ...card, locked: true })).toBe(right);
    }
  });
});

describe('a participant', () => {
  test('creates notes', () => {
    for (const actor of participants) expect(mayCreate(actor, 'note')).toBe(true);
  });

  test.each([cards.note, cards.offer])("moves and edits an unlocked $kind, another's too", (card) => {
    for (const actor of participants) {
      expect(mayMove(actor, card)).toBe(true);
      expect(changeable(actor, card)).toEqual(
        fieldsOfKind(card.kind).filter((field) => ![...fixed, ...givesAway, 'locked'].includes(field)),
      );
    }
  });

  test('types in any challenge’s brief, and in nothing else of another city', () => {
    for (const actor of [worker, otherMayor]) {
      expect(changeable(actor, cards.challenge)).toEqual(['brief']);
      expect(mayMove(actor, cards.challenge)).toBe('not-your-city');
    }
  });

  test('types in a consortium’s pitch and name and moves it, but does not change its challenge', () => {
    for (const actor of participants) {
      expect(changeable(actor, cards.consortium)).toEqual([...places, 'name', 'pitch']);
      expect(mayChange(actor, cards.consortium, 'challenge')).toBe('system-only');
    }
  });

  test('deletes only notes of their own', () => {
    expect(mayDelete(worker, cards.note)).toBe(true);
    expect(mayDelete(rival, cards.note)).toBe('not-yours');
  });
});

describe('a member in a workspace', () => {
  test.each([cards.risk, cards.task, cards.draft, cards.letter])('changes all of its $kind', (card) => {
    const open = fieldsOfKind(card.kind).filter(
      (field) => ![...fixed, 'locked'].includes(field) && !settledByCommand.includes(`${card.kind}.${field}`),
    );
    for (const actor of participants) expect(changeable(actor, card)).toEqual(open);
  });

  test('creates and deletes risks and tasks, others’ too', () => {
    for (const kind of ['risk', 'task'] as const) {
      expect(mayCreate(rival, kind)).toBe(true);
      expect(mayDelete(rival, cards[kind])).toBe(true);
      expect(mayCreate(observer, kind)).toBe('observers-read');
    }
  });

  test.each(['draft', 'letter'] as const)('creates and deletes no %s by an edit', (kind) => {
    expect(mayCreate(worker, kind)).toBe('system-only');
    expect(mayCreate(system, kind)).toBe(true);
    expect(mayDelete(worker, cards[kind])).toBe('system-only');
  });
});

describe('a member of a city', () => {
  test('creates challenges for that city and for no other', () => {
    expect(mayCreate(cityPerson, 'challenge', cityId)).toBe(true);
    expect(mayCreate(cityPerson, 'challenge', otherCity)).toBe('not-your-city');
    expect(mayCreate(cityPerson, 'challenge')).toBe('not-your-city');
    expect(mayCreate(worker, 'challenge', cityId)).toBe('not-your-city');
    expect(mayCreate(worker, 'challenge', company)).toBe('not-your-city');
  });

  test("changes that challenge's fields and needs", () => {
    const given = ['kind', 'createdBy', 'createdAt', 'locked', 'city'];

    expect(changeable(cityPerson, cards.challenge)).toEqual(
      fieldsOfKind('challenge').filter((field) => !given.includes(field)),
    );
  });

  test('gives the challenge to no other city', () => {
    expect(mayChange(cityPerson, cards.challenge, 'city')).toBe('facilitators-only');
  });

  test('deletes its own challenge and no other', () => {
    expect(mayDelete(cityPerson, cards.challenge)).toBe(true);
    expect(mayDelete(otherMayor, cards.challenge)).toBe('not-your-city');
    expect(mayDelete(worker, cards.challenge)).toBe('not-your-city');
  });
});

describe('a member of a company', () => {
  test('creates offers of that company and of no other', () => {
    expect(mayCreate(worker, 'offer', company)).toBe(true);
    expect(mayCreate(rival, 'offer', company)).toBe('not-your-company');
    expect(mayCreate(worker, 'offer')).toBe('not-your-company');
    expect(mayCreate(cityPerson, 'offer', cityId)).toBe('not-your-company');
  });

  test('deletes its own offer and no other', () => {
    expect(mayDelete(worker, cards.offer)).toBe(true);
    expect(mayDelete(rival, cards.offer)).toBe('not-your-company');
  });
});

describe('an observer', () => {
  test.each(everyCard)('creates, changes and deletes no $kind', (card) => {
    expect(mayCreate(observer, card.kind, company)).toBe('observers-read');
    expect(mayDelete(observer, card)).toBe('observers-read');
    for (const field of fieldsOfKind(card.kind)) expect(mayChange(observer, card, field)).toBe('observers-read');
  });
});

describe('nobody', () => {
  test.each(everyCard)("changes a $kind's kind, author or time of making", (card) => {
    for (const actor of [worker, cityPerson, facilitator, system]) {
      for (const field of fixed) expect(mayChange(actor, card, field)).toBe('system-only');
    }
  });

  test('creates or deletes a consortium by an edit', () => {
    for (const actor of people) {
      expect(mayCreate(actor, 'consortium', company)).not.toBe(true);
      expect(mayDelete(actor, cards.consortium)).not.toBe(true);
    }
  });

  test.each(everyCard)('changes a locked $kind, but facilitators', (card) => {
    for (const actor of participants) {
      expect(changeable(actor, { ...card, locked: true })).toEqual([]);
      expect(mayChange(actor, { ...card, locked: true }, 'x')).toBe('card-locked');
      expect(mayDelete(actor, { ...card, locked: true })).not.toBe(true);
    }
  });

  test('locks a card, but facilitators', () => {
    for (const card of everyCard) {
      for (const actor of participants) expect(mayChange(actor, card, 'locked')).toBe('facilitators-only');
      expect(mayChange(facilitator, card, 'locked')).toBe(true);
    }
  });
});
