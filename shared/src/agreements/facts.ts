import * as Y from 'yjs';
import { z } from 'zod';
import { cardKinds, cardsOf, fieldsMap, putCard, readCard } from '../document/cards/index.ts';
import { orderAbove } from '../document/order.ts';
import { fieldsOf, recordsOf } from '../document/roots.ts';
import { RosterOrganisation, RosterPerson } from '../document/roster.ts';
import { CardId, NeedId, OrganisationId, PersonId, StepId } from '../ids.ts';
import { Area, Step, Timer } from './session.ts';

const fact = <Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
  apply: (doc: Y.Doc, it: z.output<z.ZodObject<Shape>>) => void,
) => {
  const schema = z.object(shape);
  return {
    of: (it: z.input<typeof schema>) => ({ fact: name, ...schema.parse(it) }),
    /** @throws ZodError when `it` is no such fact. */
    write: (doc: Y.Doc, it: unknown) => apply(doc, schema.parse(it)),
  };
};

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
};

export type FactName = keyof typeof facts;
export type Fact = ReturnType<(typeof facts)[FactName]['of']>;
type FactOf<Name extends FactName> = ReturnType<(typeof facts)[Name]['of']>;

/** `settled('seat.taken', {…})`: the fact, checked. */
export const settled = <Name extends FactName>(
  name: Name,
  it: Parameters<(typeof facts)[Name]['of']>[0],
): FactOf<Name> => (facts[name].of as (fields: typeof it) => FactOf<Name>)(it);

/**
 * Writes what one command has settled, in one transaction, and raises `meta.decided`, by which
 * every client sees how far its copy has come.
 */
export const writeFacts = (doc: Y.Doc, settledFacts: readonly Fact[], origin?: unknown): void => {
  doc.transact(() => {
    for (const it of settledFacts) facts[it.fact].write(doc, it);
    const meta = fieldsOf(doc, 'meta');
    meta.set('decided', Number(meta.get('decided') ?? 0) + 1);
  }, origin);
};
