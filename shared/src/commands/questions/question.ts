import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../agreements/reasons.ts';
import {
  answerMax,
  declineWhyMax,
  type Question,
  questionMax,
  type QuestionState,
} from '../../agreements/questions/state.ts';
import {
  type Circle,
  circleOfCity,
  circleOfPerson,
  circlesOfCity,
  facilitatorsCircle,
  facilitatorsAndCity,
} from '../../document/circles.ts';
import { identifyingTerms } from '../../domain/identifyingTerms.ts';
import { CardId, OrganisationId, PersonId, RecordId } from '../../ids.ts';
import {
  type Actor,
  mayActFor,
  mayActForCity,
  isFacilitator,
  type Right,
  mayRunSession,
  mayWrite,
} from '../../rules/actor.ts';
import { defineCommand, type CommandContext } from '../command.ts';

/** Nobody has more questions than this on their way at a time. */
export const questionsOpenMax = 20;
export const questionsSentMax = 50;

const ownCircles = (actor: Actor): readonly Circle[] => (actor.kind === 'person' ? [circleOfPerson(actor.id)] : []);

/** Whom a question concerns, as facilitators know it: the circles that it is written into. */
const questionRef = { question: RecordId, asker: PersonId, asks: OrganisationId.optional() };
const questionCircles = ({
  asker,
  asks,
}: {
  asker: PersonId;
  asks?: OrganisationId | undefined;
}): readonly Circle[] => [facilitatorsCircle, circleOfPerson(asker), ...circlesOfCity(asks)];

interface QuestionRef {
  readonly question: RecordId;
  readonly asker: PersonId;
  readonly asks?: OrganisationId | undefined;
}

/** The question as facilitators have it, in one of these states. */
const findQuestion = (
  { circle }: CommandContext,
  { question, asker, asks }: QuestionRef,
  states: readonly QuestionState[],
) => {
  const found = circle(facilitatorsCircle).question(question);
  if (!found || found.asker !== asker || found.to !== asks) return 'unknown-question';
  return states.includes(found.state) ? found : 'question-moved-on';
};

const isOpen = ({ state }: Question): boolean => state === 'asked' || state === 'neutral' || state === 'answered';

/** A company asks the facilitators, in private. */
export const ask = defineCommand({
  input: z.object({
    question: RecordId,
    company: OrganisationId,
    challenge: CardId.optional(),
    text: z.string().trim().min(1).max(questionMax),
  }),
  may: ({ company }, actor) => mayActFor(actor, company),
  circles: (_input, actor) => [facilitatorsCircle, ...ownCircles(actor)],
  decide({ question, company, challenge, text }, { actor, board, circle, at }) {
    if (actor.kind === 'system') return 'facilitators-only';
    if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
    const about = challenge === undefined ? undefined : board.challenge(challenge);
    if (challenge !== undefined && !about) return 'unknown-challenge';
    const own = circle(circleOfPerson(actor.id));
    if (own.question(question) ?? circle(facilitatorsCircle).question(question)) return 'question-moved-on';
    if (own.questions().filter(isOpen).length >= questionsOpenMax) return 'questions-wait';
    const its = { question, asker: actor.id, company, text, challenge, asks: about?.city, at };
    return { facts: [createFact('question.asked', its)], result: { question } };
  },
});

/** Takes one's own question back, while nobody but the facilitators has seen it. */
export const withdraw = defineCommand({
  input: z.object({ question: RecordId }),
  may: (_input, actor) => mayWrite(actor),
  circles: (_input, actor) => [facilitatorsCircle, ...ownCircles(actor)],
  decide({ question }, { actor, circle, at }) {
    if (actor.kind === 'system') return 'facilitators-only';
    const own = circle(circleOfPerson(actor.id)).question(question);
    if (!own) return 'unknown-question';
    if (own.state !== 'asked') return 'question-moved-on';
    const its = { question, asker: actor.id, state: 'withdrawn', why: '', at } as const;
    return { facts: [createFact('question.ended', its)], result: { question } };
  },
});

/** A facilitator puts it in words that give nobody away; the city that is asked sees these words alone. */
export const neutralise = defineCommand({
  input: z.object({ ...questionRef, text: z.string().trim().min(1).max(questionMax) }),
  may: (_input, actor) => mayRunSession(actor),
  circles: questionCircles,
  decide(input, scene) {
    const { board, at } = scene;
    const { question, asker, asks, text } = input;
    const found = findForCity(scene, input);
    if (typeof found === 'string') return found;
    const company = found.company && board.organisation(found.company);
    const names = [company?.name ?? '', board.person(asker)?.name ?? ''];
    if (identifyingTerms(text, names).length > 0) return 'gives-the-asker-away';
    const { challenge } = found;
    const facts: Fact[] = [createFact('question.neutralised', { question, asker, neutral: text, challenge, asks, at })];
    if (asks) facts.push(createFact('question.put', { question, city: asks, neutral: text, challenge, at }));
    return { facts, result: { question } };
  },
});

/** A question about no challenge in particular may be put to any city, once. */
const findForCity = (scene: CommandContext, input: QuestionRef): Question | Reason => {
  const { board, circle } = scene;
  const written = circle(facilitatorsCircle).question(input.question);
  const mayChoose = written?.to === undefined;
  const found = findQuestion(scene, mayChoose ? { ...input, asks: undefined } : input, ['asked', 'neutral']);
  if (typeof found === 'string' || input.asks === undefined) return found;
  return board.organisation(input.asks)?.kind === 'city' ? found : 'unknown-city';
};

/** The city answers, or a facilitator where no city is asked. It may be changed until it is sent. */
export const answer = defineCommand({
  input: z.object({
    question: RecordId,
    city: OrganisationId.optional(),
    answer: z.string().trim().min(1).max(answerMax),
  }),
  may: ({ city }, actor): Right => (city ? mayActForCity(actor, city) : mayRunSession(actor)),
  circles: ({ city }) => facilitatorsAndCity(city),
  decide({ question, city, answer: text }, { actor, circle, at }) {
    // A city's own people have its circle at hand, and not that of the facilitators.
    const inCity = city && circle(circleOfCity(city)).question(question);
    const found = inCity ?? circle(facilitatorsCircle).question(question);
    if (!found || found.state === 'asked') return 'unknown-question';
    // Who acts for just one city need not name it: a facilitator from a city may answer what nobody else is asked.
    const asked = found.to;
    if (asked !== undefined ? asked !== city : !isFacilitator(actor)) return 'unknown-question';
    if (found.state !== 'neutral' && found.state !== 'answered') return 'question-moved-on';
    const its = { question, city: asked, challenge: found.challenge, answer: text, at };
    return { facts: [createFact('question.answered', its)], result: { question } };
  },
});

/** A facilitator says why it comes to nothing. */
export const decline = defineCommand({
  input: z.object({ ...questionRef, why: z.string().trim().min(1).max(declineWhyMax) }),
  may: (_input, actor) => mayRunSession(actor),
  circles: questionCircles,
  decide(input, scene) {
    const { question, asker, asks, why } = input;
    const found = findQuestion(scene, input, ['asked', 'neutral', 'answered']);
    if (typeof found === 'string') return found;
    return {
      facts: endQuestionFacts({ question, asker, asks }, found, 'declined', why, scene.at),
      result: { question },
    };
  },
});

/** Sends answers to everyone on the board, all at one time. */
export const send = defineCommand({
  input: z.object({
    questions: z
      .array(z.object(questionRef))
      .min(1)
      .max(questionsSentMax)
      .refine((all) => new Set(all.map(({ question }) => question)).size === all.length, 'Each question once'),
  }),
  may: (_input, actor) => mayRunSession(actor),
  circles: ({ questions }) => questions.flatMap(questionCircles),
  decide({ questions }, scene) {
    const facts: Fact[] = [];
    for (const its of questions) {
      const found = findQuestion(scene, its, ['answered']);
      if (typeof found === 'string') return found === 'question-moved-on' ? 'not-answered-yet' : found;
      const { neutral, answer: text, challenge } = found;
      const { at } = scene;
      facts.push(
        createFact('announcement.made', { announcement: its.question, question: neutral, text, challenge, at }),
        ...endQuestionFacts(its, found, 'sent', '', at),
      );
    }
    return { facts, result: { sent: questions.length } };
  },
});

/** The city hears of the end of what it was asked. */
const endQuestionFacts = (
  { question, asker, asks }: QuestionRef,
  { state }: Question,
  to: 'sent' | 'declined',
  why: string,
  at: number,
): readonly Fact[] => [
  createFact('question.ended', { question, asker, state: to, why, at }),
  ...(asks && state !== 'asked' ? [createFact('question.closed', { question, city: asks, state: to, at })] : []),
];
