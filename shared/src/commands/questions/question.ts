import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../reasons.ts';
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
import { mayActFor, mayActForCity, isFacilitator, mayRunSession, mayWrite, rightReasons } from '../../rules/actor.ts';
import { defineCommand, definePersonCommand, type CommandContext } from '../command.ts';

/** How many open questions a person may have. */
export const questionsOpenMax = 20;
export const questionsSentMax = 50;

/** A question as facilitators name it; from the asker and the city follow the circles that it lies in. */
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

const questionReasons = ['unknown-question', 'question-moved-on'] as const satisfies readonly Reason[];

/** The question as facilitators have it, if it is in one of these states; else the reason why not. */
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

/** A company asks the facilitators in private. */
export const ask = definePersonCommand({
  input: z.object({
    question: RecordId,
    company: OrganisationId,
    challenge: CardId.optional(),
    text: z.string().trim().min(1).max(questionMax),
  }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: ['unknown-company', 'unknown-challenge', 'question-moved-on', 'questions-wait'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  circles: (_input, actor) => [facilitatorsCircle, circleOfPerson(actor.id)],
  decide({ question, company, challenge, text }, { actor, board, circle, at }) {
    if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
    const card = challenge === undefined ? undefined : board.challenge(challenge);
    if (challenge !== undefined && !card) return 'unknown-challenge';
    const own = circle(circleOfPerson(actor.id));
    if (own.question(question) ?? circle(facilitatorsCircle).question(question)) return 'question-moved-on';
    if (own.questions().filter(isOpen).length >= questionsOpenMax) return 'questions-wait';
    const asked = { question, asker: actor.id, company, text, challenge, asks: card?.city, at };
    return { facts: [createFact('question.asked', asked)], result: { question } };
  },
});

/** Withdraws one's own question, as long as nobody but the facilitators has seen it. */
export const withdraw = definePersonCommand({
  input: z.object({ question: RecordId }),
  reasons: {
    forbidden: rightReasons.mayWrite,
    refused: questionReasons,
  },
  may: (_input, actor) => mayWrite(actor),
  circles: (_input, actor) => [facilitatorsCircle, circleOfPerson(actor.id)],
  decide({ question }, { actor, circle, at }) {
    const own = circle(circleOfPerson(actor.id)).question(question);
    if (!own) return 'unknown-question';
    if (own.state !== 'asked') return 'question-moved-on';
    const ended = { question, asker: actor.id, state: 'withdrawn', why: '', at } as const;
    return { facts: [createFact('question.ended', ended)], result: { question } };
  },
});

/** A facilitator rewrites the question so that it names nobody; the asked city sees this text alone. */
export const neutralise = defineCommand({
  input: z.object({ ...questionRef, text: z.string().trim().min(1).max(questionMax) }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: [...questionReasons, 'unknown-city', 'gives-the-asker-away'],
  },
  may: (_input, actor) => mayRunSession(actor),
  circles: questionCircles,
  decide(input, context) {
    const { board, at } = context;
    const { question, asker, asks, text } = input;
    const found = findForCity(context, input);
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

/** A question about no challenge may be put to any city, once. */
const findForCity = (
  context: CommandContext,
  input: QuestionRef,
): Question | (typeof questionReasons)[number] | 'unknown-city' => {
  const { board, circle } = context;
  const question = circle(facilitatorsCircle).question(input.question);
  const mayChoose = question?.to === undefined;
  const found = findQuestion(context, mayChoose ? { ...input, asks: undefined } : input, ['asked', 'neutral']);
  if (typeof found === 'string' || input.asks === undefined) return found;
  return board.organisation(input.asks)?.kind === 'city' ? found : 'unknown-city';
};

/** The asked city answers, or a facilitator if no city is asked. The answer may be changed until it is sent. */
export const answer = defineCommand({
  input: z.object({
    question: RecordId,
    city: OrganisationId.optional(),
    answer: z.string().trim().min(1).max(answerMax),
  }),
  reasons: {
    forbidden: [...rightReasons.mayActForCity, ...rightReasons.mayRunSession],
    refused: questionReasons,
  },
  may: ({ city }, actor) => (city ? mayActForCity(actor, city) : mayRunSession(actor)),
  circles: ({ city }) => facilitatorsAndCity(city),
  decide({ question, city, answer: text }, { actor, circle, at }) {
    // A city's own people can read its circle, but not that of the facilitators.
    const cityQuestion = city && circle(circleOfCity(city)).question(question);
    const found = cityQuestion ?? circle(facilitatorsCircle).question(question);
    if (!found || found.state === 'asked') return 'unknown-question';
    // `city` is filled in for a facilitator of just one city, who may still answer a question that no city is asked.
    const askedCity = found.to;
    if (askedCity !== undefined ? askedCity !== city : !isFacilitator(actor)) return 'unknown-question';
    if (found.state !== 'neutral' && found.state !== 'answered') return 'question-moved-on';
    const answered = { question, city: askedCity, challenge: found.challenge, answer: text, at };
    return { facts: [createFact('question.answered', answered)], result: { question } };
  },
});

/** A facilitator declines the question, and says why. */
export const decline = defineCommand({
  input: z.object({ ...questionRef, why: z.string().trim().min(1).max(declineWhyMax) }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: questionReasons,
  },
  may: (_input, actor) => mayRunSession(actor),
  circles: questionCircles,
  decide(input, context) {
    const { question, asker, asks, why } = input;
    const found = findQuestion(context, input, ['asked', 'neutral', 'answered']);
    if (typeof found === 'string') return found;
    return {
      facts: endQuestionFacts({ question, asker, asks }, found, 'declined', why, context.at),
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
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['unknown-question', 'not-answered-yet'],
  },
  may: (_input, actor) => mayRunSession(actor),
  circles: ({ questions }) => questions.flatMap(questionCircles),
  decide({ questions }, context) {
    const facts: Fact[] = [];
    for (const ref of questions) {
      const found = findQuestion(context, ref, ['answered']);
      if (typeof found === 'string') return found === 'question-moved-on' ? 'not-answered-yet' : found;
      const { neutral, answer: text, challenge } = found;
      const { at } = context;
      facts.push(
        createFact('announcement.made', { announcement: ref.question, question: neutral, text, challenge, at }),
        ...endQuestionFacts(ref, found, 'sent', '', at),
      );
    }
    return { facts, result: { sent: questions.length } };
  },
});

/** Ends a question for its asker and, if it was put to a city, for the city. */
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
