import * as Y from 'yjs';
import { z } from 'zod';
import { cardKinds, cardsOf, fieldsMap, putCard, readCard } from '../document/cards/index.ts';
import { board, type Circle, circleName, circleOfCity, isSameCircle } from '../document/circles.ts';
import { orderAbove } from '../document/order.ts';
import { fieldsOf, recordsOf } from '../document/roots.ts';
import { RosterOrganisation, RosterPerson } from '../document/roster.ts';
import { CardId, NeedId, OrganisationId, PersonId, StepId } from '../ids.ts';
import { ChallengeStatus, movesKept, type ChallengeAgreement, Outcome, whyMax } from './challenge.ts';
import { type Docs, fact, factIn } from './fact.ts';
import { interestFacts } from './interestFacts.ts';
import { judgingFacts } from './judgingFacts.ts';
import { discloseField, publicCopy, readChallengeAgreement } from './published.ts';
import { Area, Step, Timer } from './session.ts';
import { talkFacts } from './talkFacts.ts';

const agreementOf = (doc: Y.Doc, consortium: CardId): Y.Map<unknown> => {
  const agreement = recordsOf(doc, 'agreements').get(consortium);
  if (!agreement) throw new Error(`No agreement for ${consortium}: a fact was written before consortium.founded`);
  return agreement;
};

const partOf = (doc: Y.Doc, consortium: CardId, part: 'members' | 'seats'): Y.Map<Y.Map<unknown>> => {
  const found = agreementOf(doc, consortium).get(part);
  if (!(found instanceof Y.Map)) throw new Error(`The agreement of ${consortium} has no ${part}`);
  return found;
};

const setMember = (doc: Y.Doc, consortium: CardId, company: OrganisationId, field: string, value: unknown) => {
  partOf(doc, consortium, 'members').get(company)?.set(field, value);
};

const challengeShape = {
  challenge: CardId,
  city: OrganisationId,
  /** Whether it lies in the city's own circle alone. */
  isPrivate: z.boolean(),
};

const circleOf = ({ city, isPrivate }: { city: OrganisationId; isPrivate: boolean }): Circle =>
  isPrivate ? circleOfCity(city) : board;

/** Changes fields of a challenge's agreement; it is made where there was none. */
const settleChallenge = (doc: Y.Doc, challenge: CardId, fields: Partial<ChallengeAgreement>): void => {
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
  'consortium.founded': fact(
    'consortium.founded',
    {
      consortium: CardId,
      challenge: CardId,
      name: z.string(),
      lead: OrganisationId,
      by: PersonId,
      at: z.number(),
      x: z.number(),
      y: z.number(),
    },
    (doc, { consortium, challenge, name, lead, by, at, x, y }) => {
      const orders = [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map)?.order ?? []);
      const size = cardKinds.consortium.size;
      putCard(doc, consortium, {
        kind: 'consortium',
        challenge,
        name,
        x,
        y,
        ...size,
        order: orderAbove(orders),
        createdBy: by,
        createdAt: at,
      });
      const agreement = fieldsMap({ status: 'forming', lead });
      const members = new Y.Map<unknown>();
      members.set(lead, fieldsMap({ status: 'joined', joinedAt: at, by }));
      agreement.set('members', members);
      agreement.set('seats', new Y.Map());
      recordsOf(doc, 'agreements').set(consortium, agreement);
    },
  ),
  'consortium.committed': fact('consortium.committed', { consortium: CardId }, (doc, { consortium }) => {
    agreementOf(doc, consortium).set('status', 'committed');
  }),
  'consortium.reopened': fact('consortium.reopened', { consortium: CardId }, (doc, { consortium }) => {
    agreementOf(doc, consortium).set('status', 'forming');
  }),
  'consortium.dissolved': fact('consortium.dissolved', { consortium: CardId }, (doc, { consortium }) => {
    agreementOf(doc, consortium).set('status', 'dissolved');
  }),
  'lead.handed': fact(
    'lead.handed',
    { consortium: CardId, from: OrganisationId, to: OrganisationId },
    (doc, { consortium, to }) => {
      agreementOf(doc, consortium).set('lead', to);
    },
  ),
  'member.joined': fact(
    'member.joined',
    { consortium: CardId, company: OrganisationId, by: PersonId, at: z.number() },
    (doc, { consortium, company, by, at }) => {
      partOf(doc, consortium, 'members').set(company, fieldsMap({ status: 'joined', joinedAt: at, by }));
    },
  ),
  'member.committed': fact(
    'member.committed',
    { consortium: CardId, company: OrganisationId },
    (doc, { consortium, company }) => setMember(doc, consortium, company, 'status', 'committed'),
  ),
  'member.uncommitted': fact(
    'member.uncommitted',
    { consortium: CardId, company: OrganisationId },
    (doc, { consortium, company }) => setMember(doc, consortium, company, 'status', 'joined'),
  ),
  'member.withdrawn': fact(
    'member.withdrawn',
    { consortium: CardId, company: OrganisationId },
    (doc, { consortium, company }) => partOf(doc, consortium, 'members').delete(company),
  ),
  'seat.taken': fact(
    'seat.taken',
    { consortium: CardId, need: NeedId, holder: OrganisationId },
    (doc, { consortium, need, holder }) => {
      partOf(doc, consortium, 'seats').set(need, fieldsMap({ holder }));
    },
  ),
  'seat.freed': fact(
    'seat.freed',
    { consortium: CardId, need: NeedId, holder: OrganisationId },
    (doc, { consortium, need }) => partOf(doc, consortium, 'seats').delete(need),
  ),
  'consortium.removed': fact('consortium.removed', { consortium: CardId }, (doc, { consortium }) => {
    cardsOf(doc).delete(consortium);
    recordsOf(doc, 'agreements').delete(consortium);
  }),
  'challenge.moved': factIn(
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
    (it) => [circleOf(it)],
    (docs, it) => {
      const { challenge, from, to, by, at, why, outcome, callUntil } = it;
      const doc = docs(circleOf(it));
      const before = readChallengeAgreement(doc, challenge)?.moves ?? [];
      const moves = [...before, { from, to, by, at, why }].slice(-movesKept);
      settleChallenge(doc, challenge, {
        ...{ status: to, moves },
        ...(outcome === undefined ? {} : { outcome }),
        ...(callUntil === undefined ? {} : { callUntil }),
      });
      // What is opened again is confirmed again.
      if (to === 'scoping') settleChallenge(doc, challenge, { neutral: undefined, callUntil: undefined });
    },
  ),
  'challenge.published': factIn(
    'challenge.published',
    { challenge: CardId, city: OrganisationId, x: z.number(), y: z.number() },
    ({ city }) => [board, circleOfCity(city)],
    (docs, { challenge, city, x, y }) => {
      const desk = docs(circleOfCity(city));
      const open = docs(board);
      const card = cardsOf(desk).get(challenge);
      if (!card) throw new Error(`The city has no challenge ${challenge} to publish`);
      const orders = [...cardsOf(open)].flatMap(([id, map]) => readCard(id, map)?.order ?? []);
      cardsOf(open).set(challenge, publicCopy(card, { x, y, order: orderAbove(orders) }));
      // How the city came to it, and why, stays the city's own.
      const { moves = [], ...rest } = readChallengeAgreement(desk, challenge) ?? {};
      recordsOf(open, 'agreements').set(challenge, fieldsMap({ ...rest, moves: moves.slice(-1) }));
    },
  ),
  'challenge.confirmed': factIn(
    'challenge.confirmed',
    { ...challengeShape, by: PersonId, at: z.number() },
    (it) => [circleOf(it)],
    (docs, it) => settleChallenge(docs(circleOf(it)), it.challenge, { neutral: { by: it.by, at: it.at } }),
  ),
  'challenge.disclosed': factIn(
    'challenge.disclosed',
    { challenge: CardId, city: OrganisationId, field: z.string().max(40) },
    ({ city }) => [board, circleOfCity(city)],
    (docs, { challenge, city, field }) => {
      const desk = cardsOf(docs(circleOfCity(city))).get(challenge);
      const open = cardsOf(docs(board)).get(challenge);
      if (!desk || !open) throw new Error(`${challenge} is not both in the city's circle and on the board`);
      discloseField(desk, open, field);
    },
  ),
  'challenge.deleted': factIn(
    'challenge.deleted',
    challengeShape,
    (it) => [circleOf(it)],
    (docs, it) => {
      const doc = docs(circleOf(it));
      cardsOf(doc).delete(it.challenge);
      recordsOf(doc, 'agreements').delete(it.challenge);
    },
  ),
  'agenda.set': fact('agenda.set', { steps: z.array(Step) }, (doc, { steps }) => {
    fieldsOf(doc, 'session').set('agenda', steps);
  }),
  'step.started': fact('step.started', { step: StepId }, (doc, { step }) => {
    fieldsOf(doc, 'session').set('step', step);
  }),
  'step.ended': fact('step.ended', { step: StepId }, (doc) => {
    fieldsOf(doc, 'session').set('step', null);
  }),
  'timer.changed': fact('timer.changed', { timer: Timer.nullable() }, (doc, { timer }) => {
    fieldsOf(doc, 'session').set('timer', timer);
  }),
  'spotlight.set': fact(
    'spotlight.set',
    { cards: z.array(CardId), area: Area.optional(), by: PersonId, at: z.number() },
    (doc, spotlight) => {
      fieldsOf(doc, 'session').set('spotlight', spotlight);
    },
  ),
  'organisation.listed': fact(
    'organisation.listed',
    { organisation: OrganisationId, ...RosterOrganisation.shape },
    (doc, { organisation, ...listed }) => {
      recordsOf(doc, 'organisations').set(organisation, fieldsMap(listed));
    },
  ),
  'person.listed': fact('person.listed', { person: PersonId, ...RosterPerson.shape }, (doc, { person, ...listed }) => {
    recordsOf(doc, 'people').set(person, fieldsMap(listed));
  }),
  'person.unlisted': fact('person.unlisted', { person: PersonId }, (doc, { person }) => {
    recordsOf(doc, 'people').delete(person);
  }),
  ...talkFacts,
  ...interestFacts,
  ...judgingFacts,
};

export type FactName = keyof typeof facts;
export type Fact = ReturnType<(typeof facts)[FactName]['of']>;
type FactOf<Name extends FactName> = ReturnType<(typeof facts)[Name]['of']>;

/** `settled('seat.taken', {…})`: the fact, checked. */
export const settled = <Name extends FactName>(
  name: Name,
  it: Parameters<(typeof facts)[Name]['of']>[0],
): FactOf<Name> => (facts[name].of as (fields: typeof it) => FactOf<Name>)(it);

/** Where these facts are written: the board first, then other circles by name; each once. */
export const circlesOf = (settledFacts: readonly Fact[]): readonly Circle[] => {
  const named = new Map<string, Circle>();
  for (const it of settledFacts) for (const circle of facts[it.fact].circles(it)) named.set(nameOf(circle), circle);
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, circle]) => circle);
};

/** The facts of these that are written into this circle: no other circle hears of them. */
export const factsIn = (circle: Circle, settledFacts: readonly Fact[]): readonly Fact[] =>
  settledFacts.filter((it) => facts[it.fact].circles(it).some((each) => isSameCircle(each, circle)));

/** The board's name is empty, so that it comes before all others. */
const nameOf = (circle: Circle): string => (circle.is === 'board' ? '' : circleName(circle));

/**
 * Writes what one command has settled, in one transaction of each document that it concerns, and
 * raises their `meta.decided`, by which every client sees how far its copy has come.
 */
export const writeFactsIn = (docs: Docs, settledFacts: readonly Fact[], origin?: unknown): void => {
  const concerned = circlesOf(settledFacts).map((circle) => docs(circle));
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
