import { describe, expect, test } from 'vitest';
import { announcementsOn } from '../../agreements/board.ts';
import { type Circle, facilitatorsCircle } from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { OrganisationId, RecordId } from '../../ids.ts';
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
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const asker = nth(companyPeople, 0);
const rival = nth(companyPeople, 1);
const city: Circle = { is: 'city', id: cityId };
const own: Circle = { is: 'person', id: asker.id };

const questionIn = (workshop: Workshop, circle: Circle) =>
  recordsOf(workshop.docs(circle), 'questions').toJSON() as Record<string, Record<string, unknown>>;
const only = (workshop: Workshop, circle: Circle) => Object.values(questionIn(workshop, circle))[0];
/** All that a circle's document says, as one string. */
const contentOf = (workshop: Workshop, circle: Circle): string =>
  JSON.stringify([...workshop.docs(circle).share.keys()].map((root) => workshop.docs(circle).getMap(root).toJSON()));

describe('an asked question', () => {
  test('P9: lies with the facilitators and its asker, and nowhere else', () => {
    const workshop = newWorkshop();
    const before = workshop.contents();
    workshop.askQuestion('A quarrel with the roofers?');

    expect(only(workshop, facilitatorsCircle)).toMatchObject({ state: 'asked', asker: asker.id, to: cityId });
    expect(only(workshop, own)).toMatchObject({ state: 'asked', text: 'A quarrel with the roofers?' });
    expect(questionIn(workshop, city)).toEqual({});
    expect(workshop.contents()).toEqual(before);
  });

  test.each([
    ['an observer', observer, 'observers-read'],
    ['a city', cityPerson, 'not-your-company'],
    ['a rival', rival, 'not-your-company'],
  ])('is not asked for a company by %s', (_who, person, reason) => {
    const workshop = newWorkshop();
    const input = { question: idOf(RecordId, 'q'), company: nth(companyIds, 0), text: 'Why?' };
    expect(workshop.execute('question.ask', input, person)).toEqual({ kind: 'forbidden', reason });
  });

  test('is withdrawn by its asker alone, and only before it is neutral', () => {
    const workshop = newWorkshop();
    const { question } = workshop.askQuestion();

    expect(workshop.execute('question.withdraw', { question }, rival)).toMatchObject({ reason: 'unknown-question' });
    expect(factNamesOf(workshop.execute('question.withdraw', { question }, asker))).toEqual(['question.ended']);
    expect(only(workshop, facilitatorsCircle)).toMatchObject({ state: 'withdrawn' });
    const second = workshop.neutraliseQuestion();
    expect(workshop.execute('question.withdraw', { question: second.question }, asker)).toMatchObject({
      reason: 'question-moved-on',
    });
  });

  test('is one question under its id, whoever asks again', () => {
    const workshop = newWorkshop();
    const { question } = workshop.askQuestion();
    expect(workshop.execute('question.ask', { question, text: 'Mine now' }, rival)).toMatchObject({
      reason: 'question-moved-on',
    });
  });
});

describe('a neutral question', () => {
  test('P9: reaches its city in the neutral text, without the asker', () => {
    const workshop = newWorkshop();
    const { question } = workshop.neutraliseQuestion();

    expect(only(workshop, city)).toEqual({
      state: 'neutral',
      at: workshop.at,
      to: cityId,
      challenge: challengeId,
      neutral: 'May a yard be closed?',
    });
    expect(contentOf(workshop, city)).not.toContain(asker.id);
    expect(contentOf(workshop, city)).not.toContain(nth(companyIds, 0));
    expect(questionIn(workshop, own)[question]).toMatchObject({ state: 'neutral', neutral: 'May a yard be closed?' });
  });

  test.each(['Company 1 would like to know', 'We of company 1, ask'])('P9: does not name its asker: %j', (text) => {
    const workshop = newWorkshop();
    expect(workshop.execute('question.neutralise', { ...workshop.askQuestion(), text }, facilitator)).toMatchObject({
      reason: 'gives-the-asker-away',
    });
  });

  test('without a challenge can be put to any city, once', () => {
    const workshop = newWorkshop();
    const general = { ...workshop.askQuestion('Who pays?', 0, null), text: 'Who pays?' };
    expect(factNamesOf(workshop.execute('question.neutralise', { ...general, asks: cityId }, facilitator))).toEqual([
      'question.neutralised',
      'question.put',
    ]);
    const other = idOf(OrganisationId, 'citynorth');
    expect(workshop.execute('question.neutralise', { ...general, asks: other }, facilitator)).toMatchObject({
      reason: 'unknown-question',
    });
  });

  test.each([asker, cityPerson, observer])('is made so by facilitators alone', (person) => {
    const workshop = newWorkshop();
    expect(workshop.execute('question.neutralise', { ...workshop.askQuestion(), text: 'Why?' }, person)).toEqual({
      kind: 'forbidden',
      reason: 'facilitators-only',
    });
  });
});

describe('an answer', () => {
  test('P9: reaches its asker when everyone gets it', () => {
    const workshop = newWorkshop();
    const answer = workshop.answerQuestion();
    expect(contentOf(workshop, own)).not.toContain('two weeks');
    expect(contentOf(workshop, { is: 'board' })).not.toContain('two weeks');

    workshop.execute('question.send', { questions: [answer] }, facilitator);
    expect(announcementsOn(workshop.doc)).toEqual([
      {
        id: answer.question,
        at: workshop.at,
        challenge: challengeId,
        question: 'May a yard be closed?',
        text: 'For two weeks in July.',
      },
    ]);
    for (const circle of [facilitatorsCircle, city, own])
      expect(only(workshop, circle)).toMatchObject({ state: 'sent' });
    expect(contentOf(workshop, { is: 'board' })).not.toContain(asker.id);
  });

  test('is given by the asked city, and can be changed until it is sent', () => {
    const workshop = newWorkshop();
    const { question } = workshop.answerQuestion();
    const neighbour = person('neighbour', [idOf(OrganisationId, 'citynorth')]);
    const input = { question, answer: 'For three weeks.' };

    expect(workshop.execute('question.answer', input, neighbour)).toMatchObject({ reason: 'unknown-question' });
    expect(workshop.execute('question.answer', input, asker)).toMatchObject({ kind: 'forbidden' });
    expect(factNamesOf(workshop.execute('question.answer', input, cityPerson))).toEqual(['question.answered']);
    expect(only(workshop, facilitatorsCircle)).toMatchObject({ answer: 'For three weeks.' });
  });

  test('is given by a facilitator if no city is asked', () => {
    const workshop = newWorkshop();
    const general = workshop.askQuestion('Where is lunch?', 0, null);
    workshop.execute('question.neutralise', { ...general, text: 'Where is lunch?' }, facilitator);
    const input = { question: general.question, answer: 'In the hall.' };

    expect(workshop.execute('question.answer', input, cityPerson)).toMatchObject({ reason: 'unknown-question' });
    expect(factNamesOf(workshop.execute('question.answer', input, facilitator))).toEqual(['question.answered']);
  });

  test('is sent with all other chosen ones, or none is', () => {
    const workshop = newWorkshop();
    const [ready, waiting] = [workshop.answerQuestion(), workshop.neutraliseQuestion()];

    expect(workshop.execute('question.send', { questions: [ready, waiting] }, facilitator)).toMatchObject({
      reason: 'not-answered-yet',
    });
    expect(announcementsOn(workshop.doc)).toEqual([]);
    expect(workshop.execute('question.send', { questions: [ready, ready] }, facilitator).kind).toBe('malformed');
  });
});

describe('a declined question', () => {
  test('tells its asker why, and its city that it ended', () => {
    const workshop = newWorkshop();
    const ref = workshop.neutraliseQuestion();
    workshop.execute('question.decline', { ...ref, why: 'It stands in the brief.' }, facilitator);

    expect(only(workshop, own)).toMatchObject({ state: 'declined', why: 'It stands in the brief.' });
    expect(only(workshop, city)).toMatchObject({ state: 'declined' });
    expect(contentOf(workshop, city)).not.toContain('stands in the brief');
    expect(workshop.execute('question.decline', { ...ref, why: 'Again' }, facilitator)).toMatchObject({
      reason: 'question-moved-on',
    });
  });

  test('is found only by its own asker and city', () => {
    const workshop = newWorkshop();
    const ref = workshop.askQuestion();
    for (const wrong of [
      { ...ref, asker: rival.id },
      { ...ref, asks: undefined },
    ]) {
      expect(workshop.execute('question.decline', { ...wrong, why: 'No' }, facilitator)).toMatchObject({
        reason: 'unknown-question',
      });
    }
  });
});
