import { putCard, readCard, cardsOf } from '@brygga/shared/document/cards/index';
import { plainText } from '@brygga/shared/document/text/richText';
import { CardId, NeedId, newId, OrganisationId, PersonId, RecordId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readBoard } from './readBoard.ts';
import { reportMessages } from './reportMessages.ts';
import { briefDocument } from './briefDocument.ts';

const id = newId(CardId);
const city = newId(OrganisationId);
const at = Date.UTC(2026, 10, 25);

const documentOf = (fields: object, language: 'en' | 'sv' = 'en') => {
  const doc = new Y.Doc();
  putCard(doc, id, {
    kind: 'challenge',
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: newId(PersonId),
    createdAt: 1,
    city,
    sector: 'waste',
    title: 'Leaves',
    ...fields,
  });
  const card = readCard(id, cardsOf(doc).get(id));
  if (card?.kind !== 'challenge') throw new Error('The challenge was not put');
  const organisations = new Map([[city, { kind: 'city' as const, name: 'Sjöstaden', country: 'SE' as const }]]);
  return briefDocument({ ...readBoard(doc), organisations }, card, reportMessages(language), { at, isPublic: true });
};

test('a brief says all that the city has said, in the order in which it is read', () => {
  const brief = documentOf({
    brief: 'Leaves rot.',
    howMightWe: 'How might we use leaves?',
    beneficiaries: 'Park workers\nAll others',
    place: 'Söder',
    outcome: '−50 %',
    deadline: '2027-03-01',
    languages: ['sv', 'en'],
    decisionMaker: 'Park board',
    baseline: { value: 1_200.5, unit: 't', year: 2024, source: 'Scales' },
    target: { value: 600, unit: 't', year: 2030 },
    budget: { is: 'range', from: 100_000, to: 300_000, currency: 'SEK', source: 'Budget 2027' },
    procurement: 'open_tender',
    criteria: {
      [newId(RecordId)]: { text: 'Second', weight: 40, order: 'b' },
      [newId(RecordId)]: { text: 'First', metric: 't a year', weight: 60, mustHave: true, order: 'a' },
    },
    constraints: { [newId(RecordId)]: { kind: 'legal', text: 'No burning', order: 'a' } },
    needs: {
      [newId(NeedId)]: { capability: 'composting', title: 'Ten sites', importance: 'must', share: 30, local: true },
    },
  });

  expect(Object.fromEntries(brief.facts.map(({ name, value }) => [name, value]))).toEqual({
    City: 'Sjöstaden, Sweden',
    Place: 'Söder',
    Area: 'Waste',
    'How might we': 'How might we use leaves?',
    Outcome: '−50 %',
    Deadline: 'March 1, 2027',
    Decides: 'Park board',
    'Answers in': 'Swedish, English',
  });
  expect(brief.sections.map(({ heading, blocks }) => [heading, plainText(blocks)])).toEqual([
    ['Brief', 'Leaves rot.'],
    ['Who benefits', 'Park workers\nAll others'],
    ['Where it stands, and where it is to be', 'Today: 1,200.5 t (2024). Source: Scales\nTarget: 600 t (2030)'],
    ['What a solution has to live with', '• Law: No burning'],
    [
      'Criteria for success',
      'Criterion | Measured by | Weight | Must have\nFirst | t a year | 60 % | Yes\nSecond |  | 40 % | No',
    ],
    [
      'Needs',
      'Capability | Need | Importance | Minimum level | Share of the work, % | On the spot\nComposting | Ten sites | Must have |  | 30 % | Yes',
    ],
    [
      'Money and path to purchase',
      'Budget: SEK 100,000–SEK 300,000\nSource: Budget 2027\nPath to purchase: Open tender'.replaceAll(
        'SEK ',
        'SEK\u00a0',
      ),
    ],
  ]);
});

test('a brief that has hardly begun has no empty headings', () => {
  const brief = documentOf({ title: '  ' }, 'sv');
  expect(brief.title).toBe('Utmaning utan titel');
  expect(brief.sections).toEqual([]);
  expect(brief.facts.map(({ name }) => name)).toEqual(['Stad', 'Område']);
  expect(brief.asOf).toBe('Per den 25 november 2026');
});

test.each([
  [{ is: 'none' }, 'Budget: No money yet'],
  [{ is: 'unknown' }, 'Budget: Not known yet'],
  [{ is: 'known' }, 'Budget: Not known yet'],
])('money that is not there is said plainly: %j', (budget, said) => {
  const money = documentOf({ budget }).sections.at(-1);
  expect(plainText(money?.blocks ?? [])).toBe(said);
});
