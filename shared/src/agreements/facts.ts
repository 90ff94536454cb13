import type * as Y from 'yjs';
import { z } from 'zod';
import { cardsOf, fieldsMap, readCard } from '../document/cards/index.ts';
import { boardCircle, type Circle, circleName, circleOfCity, isSameCircle } from '../document/circles.ts';
import { orderAbove } from '../document/order.ts';
import { fieldsOf, recordsOf } from '../document/roots.ts';
import { RosterOrganisation, RosterPerson } from '../document/roster.ts';
import { CardId, OrganisationId, PersonId, StepId } from '../ids.ts';
import { ChallengeStatus, stageChangesMax, type ChallengeAgreement, Outcome, whyMax } from './challenge/state.ts';
import { consortiumFacts } from './consortium/facts.ts';
import { type Docs, defineBoardFact, defineFact } from './defineFact.ts';
import { interestFacts } from './interest/facts.ts';
import { judgingFacts } from './judging/facts.ts';
import { discloseField, publicCopy, readChallengeAgreement } from './challenge/publishing.ts';
import { Area, Step, Timer } from './session/state.ts';
import { workspaceFacts } from './workspace/facts.ts';
import { questionFacts } from './questions/facts.ts';

const challengeShape = {
  challenge: CardId,
  city: OrganisationId,
  /** Whether it lies in the city's own circle alone. */
  isPrivate: z.boolean(),
};

const circleOfChallenge = ({ city, isPrivate }: { city: OrganisationId; isPrivate: boolean }): Circle =>
  isPrivate ? circleOfCity(city) : boardCircle;

/** Changes fields of a challenge's agreement; it is made where there was none. */
const setChallengeAgreement = (doc: Y.Doc, challenge: CardId, fields: Partial<ChallengeAgreement>): void => {
  const agreements = recordsOf(doc, 'agreements');
  const agreement = agreements.get(challenge) ?? fieldsMap({ status: fields.status ?? 'draft' });
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) agreement.delete(field);
    else agreement.set(field, value);
  }
  if (!agreements.has(challenge)) agreements.set(challenge, agreement);
};

/**
 * What commands settle: name, fields, and what each writes into the document. Several commands end
 * in the same fact. Each has a sentence in every language, `fact_<name>` with `_` for `.` and `-`.
 */
export const facts = {
  ...consortiumFacts,
  'challenge.moved': defineFact(
    'challenge.moved',
    {
      ...challengeShape,
      from: ChallengeStatus,
      to: ChallengeStatus,
      by: PersonId,
      at: z.number(),
      why: z.string().max(whyMax),
      outcome: Outcome.optional(),
      callUntil: z.number().optional(),
    },
    (it) => [circleOfChallenge(it)],
    (docs, it) => {
      const { challenge, from, to, by, at, why, outcome, callUntil } = it;
      const doc = docs(circleOfChallenge(it));
      const before = readChallengeAgreement(doc, challenge)?.moves ?? [];
      const moves = [...before, { from, to, by, at, why }].slice(-stageChangesMax);
      setChallengeAgreement(doc, challenge, {
        status: to,
        moves,
        ...(outcome === undefined ? {} : { outcome }),
        ...(callUntil === undefined ? {} : { callUntil }),
      });
      // What is opened again is confirmed again.
      if (to === 'scoping') setChallengeAgreement(doc, challenge, { neutral: undefined, callUntil: undefined });
    },
  ),
  'challenge.published': defineFact(
    'challenge.published',
    { challenge: CardId, city: OrganisationId, x: z.number(), y: z.number() },
    ({ city }) => [boardCircle, circleOfCity(city)],
    (docs, { challenge, city, x, y }) => {
      const desk = docs(circleOfCity(city));
      const open = docs(boardCircle);
      const card = cardsOf(desk).get(challenge);
      if (!card) throw new Error(`The city has no challenge ${challenge} to publish`);
      const orders = [...cardsOf(open)].flatMap(([id, map]) => readCard(id, map)?.order ?? []);
      cardsOf(open).set(challenge, publicCopy(card, { x, y, order: orderAbove(orders) }));
      // How the city came to it, and why, stays the city's own.
      const { moves = [], ...rest } = readChallengeAgreement(desk, challenge) ?? {};
      recordsOf(open, 'agreements').set(challenge, fieldsMap({ ...rest, moves: moves.slice(-1) }));
    },
  ),
  'challenge.confirmed': defineFact(
    'challenge.confirmed',
    { ...challengeShape, by: PersonId, at: z.number() },
    (it) => [circleOfChallenge(it)],
    (docs, it) =>
      setChallengeAgreement(docs(circleOfChallenge(it)), it.challenge, { neutral: { by: it.by, at: it.at } }),
  ),
  'challenge.disclosed': defineFact(
    'challenge.disclosed',
    { challenge: CardId, city: OrganisationId, field: z.string().max(40) },
    ({ city }) => [boardCircle, circleOfCity(city)],
    (docs, { challenge, city, field }) => {
      const desk = cardsOf(docs(circleOfCity(city))).get(challenge);
      const open = cardsOf(docs(boardCircle)).get(challenge);
      if (!desk || !open) throw new Error(`${challenge} is not both in the city's circle and on the board`);
      discloseField(desk, open, field);
    },
  ),
  'challenge.deleted': defineFact(
    'challenge.deleted',
    challengeShape,
    (it) => [circleOfChallenge(it)],
    (docs, it) => {
      const doc = docs(circleOfChallenge(it));
      cardsOf(doc).delete(it.challenge);
      recordsOf(doc, 'agreements').delete(it.challenge);
    },
  ),
  'agenda.set': defineBoardFact('agenda.set', { steps: z.array(Step) }, (doc, { steps }) => {
    fieldsOf(doc, 'session').set('agenda', steps);
  }),
  'step.started': defineBoardFact('step.started', { step: StepId }, (doc, { step }) => {
    fieldsOf(doc, 'session').set('step', step);
  }),
  'step.ended': defineBoardFact('step.ended', { step: StepId }, (doc) => {
    fieldsOf(doc, 'session').set('step', null);
  }),
  'timer.changed': defineBoardFact('timer.changed', { timer: Timer.nullable() }, (doc, { timer }) => {
    fieldsOf(doc, 'session').set('timer', timer);
  }),
  'spotlight.set': defineBoardFact(
    'spotlight.set',
    { cards: z.array(CardId), area: Area.optional(), by: PersonId, at: z.number() },
    (doc, spotlight) => {
      fieldsOf(doc, 'session').set('spotlight', spotlight);
    },
  ),
  'organisation.listed': defineBoardFact(
    'organisation.listed',
    { organisation: OrganisationId, ...RosterOrganisation.shape },
    (doc, { organisation, ...listed }) => {
      recordsOf(doc, 'organisations').set(organisation, fieldsMap(listed));
    },
  ),
  'person.listed': defineBoardFact(
    'person.listed',
    { person: PersonId, ...RosterPerson.shape },
    (doc, { person, ...listed }) => {
      recordsOf(doc, 'people').set(person, fieldsMap(listed));
    },
  ),
  'person.unlisted': defineBoardFact('person.unlisted', { person: PersonId }, (doc, { person }) => {
    recordsOf(doc, 'people').delete(person);
  }),
  ...questionFacts,
  ...interestFacts,
  ...judgingFacts,
  ...workspaceFacts,
};

export type FactName = keyof typeof facts;
export type Fact = ReturnType<(typeof facts)[FactName]['of']>;
type FactOf<Name extends FactName> = ReturnType<(typeof facts)[Name]['of']>;

/** `settled('seat.taken', {…})`: the fact, checked. */
export const createFact = <Name extends FactName>(
  name: Name,
  it: Parameters<(typeof facts)[Name]['of']>[0],
): FactOf<Name> => (facts[name].of as (fields: typeof it) => FactOf<Name>)(it);

/** Where these facts are written: the board first, then other circles by name; each once. */
export const circlesOfFacts = (settledFacts: readonly Fact[]): readonly Circle[] => {
  const named = new Map<string, Circle>();
  for (const it of settledFacts) for (const circle of facts[it.fact].circles(it)) named.set(sortName(circle), circle);
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, circle]) => circle);
};

/** The facts of these that are written into this circle: no other circle hears of them. */
export const factsIn = (circle: Circle, settledFacts: readonly Fact[]): readonly Fact[] =>
  settledFacts.filter((it) => facts[it.fact].circles(it).some((each) => isSameCircle(each, circle)));

/** The board's name is empty, so that it comes before all others. */
const sortName = (circle: Circle): string => (circle.is === 'board' ? '' : circleName(circle));

/**
 * Writes what one command has settled, in one transaction of each document that it concerns, and
 * raises their `meta.decided`, by which every client sees how far its copy has come.
 */
export const writeFactsIn = (docs: Docs, settledFacts: readonly Fact[], origin?: unknown): void => {
  const concerned = circlesOfFacts(settledFacts).map((circle) => docs(circle));
  inTransactions(concerned, origin, () => {
    for (const it of settledFacts) facts[it.fact].write(docs, it);
    for (const doc of concerned) raiseDecided(doc);
  });
};

/** The same on a board alone; it is raised even where nothing is settled. */
export const writeFacts = (doc: Y.Doc, settledFacts: readonly Fact[], origin?: unknown): void => {
  doc.transact(() => {
    for (const it of settledFacts) facts[it.fact].write(() => doc, it);
    raiseDecided(doc);
  }, origin);
};

const raiseDecided = (doc: Y.Doc): void => {
  const meta = fieldsOf(doc, 'meta');
  meta.set('decided', Number(meta.get('decided') ?? 0) + 1);
};

const inTransactions = ([first, ...others]: readonly Y.Doc[], origin: unknown, run: () => void): void => {
  if (first) first.transact(() => inTransactions(others, origin, run), origin);
  else run();
};
