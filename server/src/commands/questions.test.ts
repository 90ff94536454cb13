import { announcementsOn } from '@brygga/shared/agreements/board';
import { boardCircle, type Circle, facilitatorsCircle } from '@brygga/shared/document/circles';
import { newId, RecordId } from '@brygga/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import { organisationOf, type TestCircles } from '../sync/testing/circles.ts';
import type { TestClient } from '../sync/testing/testClient.ts';
import type { SyncWorld } from '../sync/testing/syncWorld.ts';
import { setUpCommandWorld } from './testing/commandWorld.ts';

const commandWorld = setUpCommandWorld();
const { run, listen, connectTo, storedText } = commandWorld;
let world: SyncWorld;
let circles: TestCircles;
beforeEach(() => {
  ({ world, circles } = commandWorld);
});

const question = newId(RecordId);
const own = ({ actor }: Membership): Circle => ({ is: 'person', id: actor.id });
const recordIn = ({ client }: { client: TestClient }) => client.doc.getMap('questions').toJSON()[question];

/** Asks a question, neutralises and answers it; the facilitators' reference to it. */
const answerQuestion = async () => {
  const { founder, host, mayor } = circles.people;
  const { challenge } = circles;
  const questionRef = { question, asker: founder.actor.id, asks: organisationOf(mayor) };
  await run(founder, 'question.ask', { question, challenge, text: 'OUR-SECRET-SAIL for a yard?' });
  await run(host, 'question.neutralise', { ...questionRef, text: 'NEUTRAL-WORDS about a yard?' });
  await run(mayor, 'question.answer', { question, answer: 'ANSWER-OF-THE-CITY' });
  return questionRef;
};

describe('a question', () => {
  test('P9: reaches only its asker and the facilitators in its own words', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const strangers = await Promise.all([rival, mayor, observer, host].map((each) => listen(each)));
    const desk = await listen(mayor, circles.city);
    const ours = await listen(founder, own(founder));
    const theirs = await listen(host, facilitatorsCircle);

    const questionRef = await answerQuestion();
    await desk.client.waitUntil('the answer', () => recordIn(desk)?.state === 'answered');
    await theirs.client.waitUntil('the answer', () => recordIn(theirs)?.state === 'answered');
    await ours.client.waitUntil('the neutral words', () => recordIn(ours)?.state === 'neutral');

    expect(recordIn(theirs)).toMatchObject({ text: 'OUR-SECRET-SAIL for a yard?', answer: 'ANSWER-OF-THE-CITY' });
    for (const { received } of [...strangers, desk]) {
      expect(received()).not.toContain('OUR-SECRET-SAIL');
    }
    expect(desk.received()).not.toContain(founder.actor.id);
    expect(desk.received()).not.toContain(organisationOf(founder));
    for (const { received } of [...strangers, ours]) expect(received()).not.toContain('ANSWER-OF-THE-CITY');
    for (const { received } of strangers) expect(received()).not.toContain('NEUTRAL-WORDS');

    await run(host, 'question.send', { questions: [questionRef] });
    for (const each of strangers) {
      await each.client.waitUntil('the announcement', () => announcementsOn(each.client.doc).length === 1);
      expect(announcementsOn(each.client.doc)[0]).toMatchObject({
        question: 'NEUTRAL-WORDS about a yard?',
        text: 'ANSWER-OF-THE-CITY',
      });
      expect(each.received()).not.toContain('OUR-SECRET-SAIL');
    }
  });

  test('P9: doesn’t reveal its asker to later clients of the board or the city', async () => {
    const { founder, rival, mayor, host } = circles.people;
    await run(host, 'question.send', { questions: [await answerQuestion()] });

    const newcomer = await listen(rival);
    const desk = await listen(mayor, circles.city);
    for (const { received } of [newcomer, desk]) expect(received()).not.toContain('OUR-SECRET-SAIL');
    expect(desk.received()).not.toContain(founder.actor.id);
  });

  test('P9: doesn’t reveal its asker in the city’s activity', async () => {
    const { founder, mayor } = circles.people;
    await answerQuestion();

    const { city } = circles;
    const name = city.is === 'city' ? `city-${city.id}` : '';
    const response = await fetch(world.activityOf(mayor, '.json', `&language=en&circle=${name}`));
    const text = await response.text();
    expect(text).toContain('question.put');
    expect(text).not.toContain(founder.actor.id);
    expect(text).not.toContain(organisationOf(founder));
  });

  test('P9: is stored in its own words in the circles of the facilitators and its asker alone', async () => {
    const { founder } = circles.people;
    await answerQuestion();

    for (const circle of [facilitatorsCircle, own(founder)])
      expect(await storedText(circle)).toContain('OUR-SECRET-SAIL');
    for (const circle of [boardCircle, circles.city]) expect(await storedText(circle)).not.toContain('OUR-SECRET-SAIL');
  });
});

test('P9: the facilitators’ circle admits facilitators alone, and nobody may write there', async () => {
  const { founder, mayor, host, observer } = circles.people;
  for (const each of [founder, mayor, observer]) {
    expect(await connectTo(each, facilitatorsCircle).closed).toBe(4403);
  }
  await answerQuestion();
  const forger = await listen(host, facilitatorsCircle);
  await forger.client.waitUntil('the question', () => recordIn(forger) !== undefined);
  forger.client.doc.getMap('questions').delete(question);
  const witness = await listen(host, facilitatorsCircle);
  await witness.client.waitUntil('the question', () => recordIn(witness) !== undefined);
  expect(recordIn(witness)).toMatchObject({ state: 'answered' });
});
