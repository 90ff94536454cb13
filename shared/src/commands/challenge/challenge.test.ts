import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { challengeAgreementOrDefault } from '../../agreements/challenge/state.ts';
import { cardsOf, readCard } from '../../document/cards/index.ts';
import type { CardId } from '../../ids.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyPeople,
  facilitator,
  nth,
  readyBrief,
  person,
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const worker = nth(companyPeople, 0);
const colleague = person('colleague', [cityId]);

const move = (workshop: Workshop, challenge: CardId, to: string, actor = cityPerson) =>
  workshop.execute('challenge.status', { challenge, to, why: 'Agreed in the steering group' }, actor);

const onBoard = ({ doc }: Workshop, challenge: CardId) => readCard(challenge, cardsOf(doc).get(challenge));

const confirmedDraft = (workshop: Workshop, fields: Parameters<Workshop['draftChallenge']>[0] = {}): CardId => {
  const challenge = workshop.draftChallenge(fields);
  move(workshop, challenge, 'scoping');
  workshop.execute('challenge.confirm', { challenge }, colleague);
  return challenge;
};

describe('a draft', () => {
  test('P9: leaves no byte on the board before it is published', () => {
    const workshop = newWorkshop();
    const bytes = Y.encodeStateAsUpdate(workshop.doc);
    const challenge = confirmedDraft(workshop);

    expect(Y.encodeStateAsUpdate(workshop.doc)).toEqual(bytes);
    expect(onBoard(workshop, challenge)).toBeUndefined();
  });

  test('comes onto the board unchanged with the call, without its earlier stage changes', () => {
    const workshop = newWorkshop();
    const challenge = confirmedDraft(workshop);

    expect(factNamesOf(move(workshop, challenge, 'call'))).toEqual(['challenge.moved', 'challenge.published']);

    const { title, beneficiaries, target, decisionMaker } = readyBrief;
    expect(onBoard(workshop, challenge)).toMatchObject({ title, beneficiaries, target, decisionMaker });
    expect(onBoard(workshop, challenge)).toHaveProperty('brief', `<paragraph>${readyBrief.brief}</paragraph>`);
    const standing = challengeAgreementOrDefault(workshop.doc, challenge, 'board');
    expect(standing?.status).toBe('call');
    expect(standing?.moves.map(({ from, to, by }) => [from, to, by])).toEqual([['scoping', 'call', cityPerson.id]]);
  });

  test('P9: leaves no byte of held-back fields on the board', () => {
    const workshop = newWorkshop();
    const challenge = confirmedDraft(workshop, {
      tried: 'A quarrel with the roofers',
      budget: { is: 'known', from: 424_242, currency: 'SEK' },
      heldBack: ['tried', 'budget'],
    });
    move(workshop, challenge, 'call');

    const bytes = new TextDecoder('latin1').decode(Y.encodeStateAsUpdate(workshop.doc));
    expect(bytes).not.toContain('roofers');
    expect(onBoard(workshop, challenge)).not.toHaveProperty('budget');
    expect(onBoard(workshop, challenge)).toMatchObject({ tried: '', heldBack: [] });
  });

  test('shows a held-back field once the city discloses it', () => {
    const workshop = newWorkshop();
    const challenge = confirmedDraft(workshop, { tried: 'Awnings, in 2019', heldBack: ['tried'] });
    move(workshop, challenge, 'call');

    expect(workshop.execute('challenge.disclose', { challenge, field: 'tried', city: cityId }, worker).kind).toBe(
      'forbidden',
    );
    expect(workshop.execute('challenge.disclose', { challenge, field: 'tried' }, cityPerson).kind).toBe('decided');
    expect(onBoard(workshop, challenge)).toMatchObject({ tried: 'Awnings, in 2019' });
    expect(workshop.execute('challenge.disclose', { challenge, field: 'tried' }, cityPerson)).toMatchObject({
      reason: 'nothing-held-back',
    });
  });

  test('is published once when two colleagues press at a time', () => {
    const workshop = newWorkshop();
    const challenge = confirmedDraft(workshop);
    const press = (actor: typeof cityPerson) =>
      workshop.execute('challenge.status', { challenge, from: 'scoping', to: 'call' }, actor);

    expect(press(cityPerson).kind).toBe('decided');
    expect(press(colleague)).toEqual({ kind: 'refused', reason: 'challenge-moved-on' });
  });

  test('must be confirmed again after its scoping is reopened', () => {
    const workshop = newWorkshop();
    const challenge = workshop.publishChallenge();
    move(workshop, challenge, 'scoping');

    expect(move(workshop, challenge, 'call')).toEqual({ kind: 'refused', reason: 'neutrality-unconfirmed' });
    expect(onBoard(workshop, challenge)).toBeDefined();
  });

  test('P9: looks to companies as if it did not exist', () => {
    const workshop = newWorkshop();
    const challenge = workshop.draftChallenge();

    for (const input of [
      { challenge, to: 'call' },
      { challenge: challengeId, to: 'withdrawn' },
    ]) {
      expect(workshop.execute('challenge.status', input, worker)).toEqual({
        kind: 'forbidden',
        reason: 'not-your-city',
      });
    }
  });

  test('is moved by a facilitator who names the city', () => {
    const workshop = newWorkshop();
    const challenge = workshop.draftChallenge();

    expect(workshop.execute('challenge.status', { challenge, to: 'scoping' }, facilitator)).toMatchObject({
      reason: 'unknown-challenge',
    });
    expect(workshop.execute('challenge.status', { challenge, to: 'scoping', city: cityId }, facilitator).kind).toBe(
      'decided',
    );
  });
});

describe('a challenge on the board', () => {
  test('that was created on the board is in the workshop stage', () => {
    const workshop = newWorkshop();

    expect(move(workshop, challengeId, 'forming').kind).toBe('decided');
    expect(challengeAgreementOrDefault(workshop.doc, challengeId, 'board')?.moves).toMatchObject([
      { from: 'workshop', to: 'forming', why: 'Agreed in the steering group' },
    ]);
  });

  test('of another city is not theirs to change', () => {
    const workshop = newWorkshop();
    const elsewhere = person('othermayor', [cityId.replace('city', 'cityb').slice(0, 14) as typeof cityId]);

    expect(move(workshop, challengeId, 'forming', elsewhere)).toEqual({ kind: 'refused', reason: 'not-your-city' });
  });

  test('is deleted with its agreement, unless a consortium answers it', () => {
    const workshop = newWorkshop();
    const challenge = workshop.publishChallenge();

    expect(workshop.execute('challenge.delete', { challenge }, cityPerson).kind).toBe('decided');
    expect(onBoard(workshop, challenge)).toBeUndefined();
    expect(workshop.doc.getMap('agreements').has(challenge)).toBe(false);

    workshop.foundConsortium();
    expect(workshop.execute('challenge.delete', { challenge: challengeId }, cityPerson)).toMatchObject({
      reason: 'card-has-consortia',
    });
  });
});
