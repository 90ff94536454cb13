import { describe, expect, test } from 'vitest';
import { handoversIn } from '../../agreements/workspace/workspace.ts';
import { cardsOf, fieldsMap, putCard } from '../../document/cards/index.ts';
import type { Circle } from '../../document/circles.ts';
import { plainText } from '../../document/text/richText.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
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
  person,
  system,
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { documentContents } from '../../testing/documentContents.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const [lead, partner, outsider] = [nth(companyPeople, 0), nth(companyPeople, 1), nth(companyPeople, 2)];
const [first, second, third] = [nth(needIds, 0), nth(needIds, 1), nth(needIds, 2)];
const city: Circle = { is: 'city', id: cityId };

const version = (number: number) => idOf(RecordId, 'version', number);
const handing = (consortium: CardId, more: object = {}) => ({ consortium, handover: version(1), ...more });

const riskOf = (workshop: Workshop, consortium: CardId, text: string) =>
  putCard(workshop.docs({ is: 'consortium', id: consortium }), idOf(CardId, 'risk'), {
    kind: 'risk',
    text,
    likelihood: 'high',
    impact: 'low',
    answer: 'Ask early',
    owner: nth(companyIds, 1),
    x: 0,
    y: 0,
    w: 260,
    h: 160,
    order: 'a0',
    createdBy: lead.id,
    createdAt: 1,
  });

describe('what is decided in a workspace', () => {
  test.each([
    ['draft.begin', {}],
    ['share.set', { need: first, share: 10, role: '' }],
    ['handover.make', { handover: version(1) }],
    ['letter.begin', {}],
    ['letter.confirm', { hash: 'a'.repeat(64) }],
  ] as const)('%s is for members alone, not for facilitators', (name, input) => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft();
    const ours = { consortium, company: nth(companyIds, 0), ...input };
    for (const person of [partner, cityPerson, facilitator]) {
      expect(workshop.execute(name, ours, person)).toEqual({ kind: 'forbidden', reason: 'not-your-company' });
    }
    expect(workshop.execute(name, ours, system)).toEqual({ kind: 'forbidden', reason: 'not-yours' });
    expect(workshop.execute(name, ours, observer)).toEqual({ kind: 'forbidden', reason: 'observers-read' });
    expect(workshop.execute(name, { consortium, ...input }, outsider)).toEqual({
      kind: 'refused',
      reason: 'not-a-member',
    });
    const gone = { ...ours, consortium: idOf(CardId, 'gone') };
    expect(workshop.execute(name, gone, lead)).toEqual({ kind: 'refused', reason: 'unknown-consortium' });
  });
});

describe('the draft of a pitch', () => {
  test('is begun once, and beginning it again keeps its text', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft('Sails over every yard.');
    expect(factNamesOf(workshop.execute('draft.begin', { consortium }, partner))).toEqual([]);
    expect(plainText(workshop.workspace(consortium).draft() ?? [])).toBe('Sails over every yard.');
  });
});

describe('work shares', () => {
  test('P9: are in the workspace, and neither on the board nor with the city', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const [board, desk] = [workshop.contents(), documentContents(workshop.docs(city))];
    const input = { consortium, need: first, share: 60, role: ' Plants trees ' };

    expect(factNamesOf(workshop.execute('share.set', input, lead))).toEqual(['share.set']);
    const share = { share: 60, role: 'Plants trees', by: lead.id, at: workshop.at };
    expect(workshop.workspace(consortium).shares()).toEqual({ [first]: share });
    expect(workshop.contents()).toEqual(board);
    expect(documentContents(workshop.docs(city))).toEqual(desk);
  });

  test('are set by the lead for every seat, and by a holder for its own', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const set = (need: typeof first, person: typeof lead) =>
      workshop.execute('share.set', { consortium, need, share: 10, role: '' }, person);

    for (const need of needIds) expect(set(need, lead)).toMatchObject({ kind: 'decided' });
    expect(set(second, partner)).toMatchObject({ kind: 'decided' });
    for (const need of [first, third]) expect(set(need, partner)).toMatchObject({ reason: 'share-not-yours' });
  });

  test('add up to a hundred at most, without the share that is replaced', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    const set = (need: typeof first, share: number | null) =>
      workshop.execute('share.set', { consortium, need, share, role: '' }, lead);

    expect(set(first, 60)).toMatchObject({ kind: 'decided' });
    expect(set(second, 41)).toEqual({ kind: 'refused', reason: 'shares-over-100' });
    expect(set(second, 40)).toMatchObject({ kind: 'decided' });
    expect(set(first, 61)).toEqual({ kind: 'refused', reason: 'shares-over-100' });
    expect(set(first, 55)).toMatchObject({ kind: 'decided' });
    expect(set(first, null)).toMatchObject({ kind: 'decided' });
    expect(workshop.workspace(consortium).shares()).not.toHaveProperty(first);
    expect(set(second, 100)).toMatchObject({ kind: 'decided' });
  });

  test('of a dropped need neither count nor can be set', () => {
    const workshop = newWorkshop();
    const consortium = workshop.formConsortium();
    workshop.execute('share.set', { consortium, need: third, share: 90, role: '' }, lead);
    const needs = recordsOf(workshop.doc, 'cards').get(challengeId)?.get('needs') as { delete(need: string): void };
    needs.delete(third);

    const set = (need: typeof first) => workshop.execute('share.set', { consortium, need, share: 100, role: '' }, lead);
    expect(set(first)).toMatchObject({ kind: 'decided' });
    expect(set(third)).toEqual({ kind: 'refused', reason: 'unknown-need' });
  });

  test.each([-1, 101, 0.5, Number.NaN, '10'])('are whole percents and not %j', (share) => {
    const workshop = newWorkshop();
    const input = { consortium: workshop.formConsortium(), need: first, share, role: '' };
    expect(workshop.execute('share.set', input, lead)).toMatchObject({ kind: 'malformed' });
  });
});

describe('a handover', () => {
  test('P9: brings the draft to the city, and nothing else of the workspace', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft('Sails over every yard.');
    workshop.execute('share.set', { consortium, need: first, share: 60, role: 'Our secret part' }, lead);
    riskOf(workshop, consortium, 'Our secret fear');

    const verdict = workshop.execute('handover.make', handing(consortium, { note: 'A first look' }), lead);
    expect(factNamesOf(verdict)).toEqual(['handover.made']);
    const [handed] = handoversIn(workshop.docs(city));
    expect(handed).toEqual({
      id: version(1),
      consortium,
      challenge: challengeId,
      name: 'Cool streets',
      lead: nth(companyIds, 0),
      version: 1,
      by: lead.id,
      at: workshop.at,
      note: 'A first look',
      pitch: [{ is: 'paragraph', runs: [{ text: 'Sails over every yard.' }] }],
    });
    expect(workshop.workspace(consortium).handovers()).toEqual([handed]);
    expect(JSON.stringify(workshop.docs(city).toJSON())).not.toContain('secret');
  });

  test('brings work shares and risks if the lead chooses so', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft();
    workshop.execute('share.set', { consortium, need: first, share: 60, role: 'Plants trees' }, lead);
    riskOf(workshop, consortium, 'Frost');
    workshop.execute('handover.make', handing(consortium, { shares: true, risks: true }), lead);

    expect(handoversIn(workshop.docs(city))[0]).toMatchObject({
      shares: [
        { need: first, title: '', capability: 'urban_greening', company: nth(companyIds, 0), share: 60 },
        { need: second, company: nth(companyIds, 1), role: '' },
        { need: third, capability: 'finance' },
      ],
      risks: [{ text: 'Frost', likelihood: 'high', impact: 'low', answer: 'Ask early', owner: nth(companyIds, 1) }],
    });
  });

  test('stays as it was while the draft changes, and the next has the next number', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft('Sails.');
    workshop.execute('handover.make', handing(consortium), lead);
    workshop.typeInDraft(consortium, 'And trees.');
    workshop.advanceClock(1_000);
    workshop.execute('handover.make', handing(consortium, { handover: version(2) }), lead);

    const versions = handoversIn(workshop.docs(city)).map(({ version: number, pitch }) => [number, plainText(pitch)]);
    expect(versions).toEqual([
      [1, 'Sails.'],
      [2, 'Sails.\nAnd trees.'],
    ]);
  });

  test('is made once per id', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft();
    workshop.execute('handover.make', handing(consortium), lead);
    expect(factNamesOf(workshop.execute('handover.make', handing(consortium), lead))).toEqual([]);
    expect(workshop.workspace(consortium).handovers()).toHaveLength(1);
  });

  test('is made by the lead, for the city of its challenge', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft();
    expect(workshop.execute('handover.make', handing(consortium), partner)).toMatchObject({ reason: 'not-the-lead' });
    workshop.execute('handover.make', handing(consortium), lead);
    const elsewhere: Circle = { is: 'city', id: idOf(OrganisationId, 'cityelsewhere') };
    expect(handoversIn(workshop.docs(city))).toHaveLength(1);
    expect(handoversIn(workshop.docs(elsewhere))).toEqual([]);
  });

  test('does not change the pitch on the consortium’s card', () => {
    const workshop = newWorkshop();
    const consortium = workshop.beginDraft();
    const before = workshop.contents();
    workshop.execute('handover.make', handing(consortium, { shares: true }), lead);
    expect(workshop.contents()).toEqual(before);
  });
});

describe('a person of two members', () => {
  test('names the company that they act for', () => {
    const workshop = newWorkshop();
    const both = person('both', companyIds.slice(0, 2));
    const consortium = workshop.beginDraft();
    expect(workshop.execute('draft.begin', { consortium }, both)).toMatchObject({ reason: 'company-needed' });
    const input = { consortium, company: nth(companyIds, 1) };
    expect(workshop.execute('draft.begin', input, both)).toMatchObject({ kind: 'decided' });
  });
});

test('a workspace ignores unreadable records', () => {
  const workshop = newWorkshop();
  const consortium = workshop.formConsortium();
  const doc = workshop.docs({ is: 'consortium', id: consortium });
  recordsOf(doc, 'shares').set('no id', fieldsMap({ share: 10, role: '', by: lead.id, at: 1 }));
  recordsOf(doc, 'shares').set(first, fieldsMap({ share: 'ten' }));
  cardsOf(doc).set('no id', fieldsMap({ kind: 'letter' }));

  expect(workshop.workspace(consortium).shares()).toEqual({});
  expect(workshop.workspace(consortium).letter()).toBeUndefined();
  expect(workshop.workspace(consortium).draft()).toBeUndefined();
});
