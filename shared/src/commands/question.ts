import { z } from 'zod';
import { type Fact, settled } from '../agreements/facts.ts';
import type { Reason } from '../agreements/reasons.ts';
import { answerMax, declineWhyMax, type Question, questionMax, type QuestionState } from '../agreements/talk.ts';
import {
  type Circle,
  circleOfCity,
  circleOfPerson,
  circlesOfCity,
  facilitators,
  facilitatorsAnd,
} from '../document/circles.ts';
import { namesIn } from '../domain/givesAway.ts';
import { CardId, OrganisationId, PersonId, RecordId } from '../ids.ts';
import { type Actor, actsFor, actsForCity, isFacilitator, type Right, runsTheSession, writes } from '../rules/actor.ts';
import { command, type Scene } from './command.ts';

/** Nobody has more questions than this on their way at a time. */
export const questionsOpenMax = 20;
export const questionsSentMax = 50;

const ownOf = (actor: Actor): readonly Circle[] => (actor.is === 'person' ? [circleOfPerson(actor.id)] : []);

/** Whom a question concerns, as facilitators know it: the circles that it is written into. */
const whose = { question: RecordId, asker: PersonId, asks: OrganisationId.optional() };
const circlesOf = ({ asker, asks }: { asker: PersonId; asks?: OrganisationId | undefined }): readonly Circle[] => [
  facilitators,
  circleOfPerson(asker),
  ...circlesOfCity(asks),
];

interface Whose {
  readonly question: RecordId;
  readonly asker: PersonId;
  readonly asks?: OrganisationId | undefined;
}

/** The question as facilitators have it, in one of these states. */
const find = ({ circle }: Scene, { question, asker, asks }: Whose, states: readonly QuestionState[]) => {
  const found = circle(facilitators).question(question);
  if (!found || found.asker !== asker || found.to !== asks) return 'unknown-question';
  return states.includes(found.state) ? found : 'question-moved-on';
};

const isOpen = ({ state }: Question): boolean => state === 'asked' || state === 'neutral' || state === 'answered';

/** A company asks the facilitators, in private. */
export const ask = command({
  input: z.object({
    question: RecordId,
    company: OrganisationId,
    challenge: CardId.optional(),
    text: z.string().trim().min(1).max(questionMax),
  }),
  may: ({ company }, actor) => actsFor(actor, company),
  circles: (_input, actor) => [facilitators, ...ownOf(actor)],
  decide({ question, company, challenge, text }, { actor, board, circle, at }) {
    if (actor.is === 'system') return 'facilitators-only';
    if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
    const about = challenge === undefined ? undefined : board.challenge(challenge);
    if (challenge !== undefined && !about) return 'unknown-challenge';
    const own = circle(circleOfPerson(actor.id));
    if (own.question(question) ?? circle(facilitators).question(question)) return 'question-moved-on';
    if (own.questions().filter(isOpen).length >= questionsOpenMax) return 'questions-wait';
    const its = { question, asker: actor.id, company, text, challenge, asks: about?.city, at };
    return { facts: [settled('question.asked', its)], result: { question } };
  },
});

/** Takes one's own question back, while nobody but the facilitators has seen it. */
export const withdraw = command({
  input: z.object({ question: RecordId }),
  may: (_input, actor) => writes(actor),
  circles: (_input, actor) => [facilitators, ...ownOf(actor)],
  decide({ question }, { actor, circle, at }) {
    if (actor.is === 'system') return 'facilitators-only';
    const own = circle(circleOfPerson(actor.id)).question(question);
    if (!own) return 'unknown-question';
    if (own.state !== 'asked') return 'question-moved-on';
    const its = { question, asker: actor.id, state: 'withdrawn', why: '', at } as const;
    return { facts: [settled('question.ended', its)], result: { question } };
  },
});

/** A facilitator puts it in words that give nobody away; the city that is asked sees these words alone. */
export const neutralise = command({
  input: z.object({ ...whose, text: z.string().trim().min(1).max(questionMax) }),
  may: (_input, actor) => runsTheSession(actor),
  circles: circlesOf,
  decide(input, scene) {
    const { board, at } = scene;
    const { question, asker, asks, text } = input;
    const found = findForCity(scene, input);
    if (typeof found === 'string') return found;
    const company = found.company && board.organisation(found.company);
    const names = [company?.name ?? '', board.person(asker)?.name ?? ''];
    if (namesIn(text, names).length > 0) return 'gives-the-asker-away';
    const { challenge } = found;
    const facts: Fact[] = [settled('question.neutralised', { question, asker, neutral: text, challenge, asks, at })];
    if (asks) facts.push(settled('question.put', { question, city: asks, neutral: text, challenge, at }));
    return { facts, result: { question } };
  },
});

/** A question about no challenge in particular may be put to any city, once. */
const findForCity = (scene: Scene, input: Whose): Question | Reason => {
  const { board, circle } = scene;
  const written = circle(facilitators).question(input.question);
  const mayChoose = written?.to === undefined;
  const found = find(scene, mayChoose ? { ...input, asks: undefined } : input, ['asked', 'neutral']);
  if (typeof found === 'string' || input.asks === undefined) return found;
  return board.organisation(input.asks)?.kind === 'city' ? found : 'unknown-city';
};

/** The city answers, or a facilitator where no city is asked. It may be changed until it is sent. */
export const answer = command({
  input: z.object({
    question: RecordId,
    city: OrganisationId.optional(),
    answer: z.string().trim().min(1).max(answerMax),
  }),
  may: ({ city }, actor): Right => (city ? actsForCity(actor, city) : runsTheSession(actor)),
  circles: ({ city }) => facilitatorsAnd(city),
  decide({ question, city, answer: text }, { actor, circle, at }) {
    // A city's own people have its circle at hand, and not that of the facilitators.
    const inCity = city && circle(circleOfCity(city)).question(question);
    const found = inCity ?? circle(facilitators).question(question);
    if (!found || found.state === 'asked') return 'unknown-question';
    // Who acts for just one city need not name it: a facilitator from a city may answer what nobody else is asked.
    const asked = found.to;
    if (asked !== undefined ? asked !== city : !isFacilitator(actor)) return 'unknown-question';
    if (found.state !== 'neutral' && found.state !== 'answered') return 'question-moved-on';
    const its = { question, city: asked, challenge: found.challenge, answer: text, at };
    return { facts: [settled('question.answered', its)], result: { question } };
  },
});

/** A facilitator says why it comes to nothing. */
export const decline = command({
  input: z.object({ ...whose, why: z.string().trim().min(1).max(declineWhyMax) }),
  may: (_input, actor) => runsTheSession(actor),
  circles: circlesOf,
  decide(input, scene) {
    const { question, asker, asks, why } = input;
    const found = find(scene, input, ['asked', 'neutral', 'answered']);
    if (typeof found === 'string') return found;
    return { facts: ended({ question, asker, asks }, found, 'declined', why, scene.at), result: { question } };
  },
});

/** Sends answers to everyone on the board, all at one time. */
export const send = command({
  input: z.object({
    questions: z
      .array(z.object(whose))
      .min(1)
      .max(questionsSentMax)
      .refine((all) => new Set(all.map(({ question }) => question)).size === all.length, 'Each question once'),
  }),
  may: (_input, actor) => runsTheSession(actor),
  circles: ({ questions }) => questions.flatMap(circlesOf),
  decide({ questions }, scene) {
    const facts: Fact[] = [];
    for (const its of questions) {
      const found = find(scene, its, ['answered']);
      if (typeof found === 'string') return found === 'question-moved-on' ? 'not-answered-yet' : found;
      const { neutral, answer: text, challenge } = found;
      const { at } = scene;
      facts.push(
        settled('announcement.made', { announcement: its.question, question: neutral, text, challenge, at }),
        ...ended(its, found, 'sent', '', at),
      );
    }
    return { facts, result: { sent: questions.length } };
  },
});

/** The city hears of the end of what it was asked. */
const ended = (
  { question, asker, asks }: Whose,
  { state }: Question,
  to: 'sent' | 'declined',
  why: string,
  at: number,
): readonly Fact[] => [
  settled('question.ended', { question, asker, state: to, why, at }),
  ...(asks && state !== 'asked' ? [settled('question.closed', { question, city: asks, state: to, at })] : []),
];
