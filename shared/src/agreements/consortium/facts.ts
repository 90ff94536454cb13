import * as Y from 'yjs';
import { z } from 'zod';
import { cardKinds, cardsOf, fieldsMap, putCard, readCard } from '../../document/cards/index.ts';
import { orderAbove } from '../../document/order.ts';
import { recordsOf } from '../../document/roots.ts';
import { isCovered } from '../../domain/consortium/coverage.ts';
import { CardId, NeedId, OrganisationId, PersonId } from '../../ids.ts';
import { whyMax } from '../challenge/state.ts';
import { type Alternate, ConsortiumEvent, consortiumEventsMax, Seat } from './state.ts';
import { defineBoardFact } from '../defineFact.ts';

const agreementOf = (doc: Y.Doc, consortium: CardId): Y.Map<unknown> => {
  const agreement = recordsOf(doc, 'agreements').get(consortium);
  if (!agreement) throw new Error(`No agreement for ${consortium}: a fact was written before consortium.founded`);
  return agreement;
};

const agreementMap = (doc: Y.Doc, consortium: CardId, part: 'members' | 'seats'): Y.Map<Y.Map<unknown>> => {
  const found = agreementOf(doc, consortium).get(part);
  if (!(found instanceof Y.Map)) throw new Error(`The agreement of ${consortium} has no ${part}`);
  return found;
};

const setMember = (doc: Y.Doc, consortium: CardId, company: OrganisationId, field: string, value: unknown) => {
  agreementMap(doc, consortium, 'members').get(company)?.set(field, value);
};

/** Consortia from before their moves were kept begin now. */
const eventsOf = (agreement: Y.Map<unknown>): Y.Map<unknown> => {
  const kept = agreement.get('moves');
  return kept instanceof Y.Map ? kept : agreement.set('moves', new Y.Map());
};

/** Who is in it, who leads and who takes what stands in the letter: a letter that all have confirmed said otherwise. */
const invalidateLetter = (doc: Y.Doc, consortium: CardId): void => agreementOf(doc, consortium).delete('letter');

/** Adds to what has been settled of a consortium. */
const appendEvent = (doc: Y.Doc, consortium: CardId, move: z.input<typeof ConsortiumEvent>): void => {
  const moves = eventsOf(agreementOf(doc, consortium));
  const numbers = [...moves.keys()].sort();
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - consortiumEventsMax))) moves.delete(old);
  const next = Number(numbers.at(-1) ?? 0) + 1;
  moves.set(String(next).padStart(8, '0'), ConsortiumEvent.parse(move));
};

interface SeatRef {
  readonly consortium: CardId;
  readonly need: NeedId;
}

/** Writes the seat as `change` makes it; one that nobody holds or waits for is no record. */
const changeSeat = (doc: Y.Doc, { consortium, need }: SeatRef, change: (seat: Seat) => Seat): void => {
  const seats = agreementMap(doc, consortium, 'seats');
  const { holder, state, by, at, until, alternates } = change(Seat.parse(seats.get(need)?.toJSON() ?? {}));
  if (holder === undefined && alternates.length === 0) seats.delete(need);
  else if (holder === undefined) seats.set(need, fieldsMap({ alternates }));
  else seats.set(need, fieldsMap({ holder, state, by, at, until, alternates }));
};

/** Whether a company sits there, rather than claims it. */
const isSeatCovered = (doc: Y.Doc, { consortium, need }: SeatRef): boolean =>
  isCovered(Seat.parse(agreementMap(doc, consortium, 'seats').get(need)?.toJSON() ?? {}));

const withoutAlternate = (company: OrganisationId, alternates: readonly Alternate[]): Alternate[] =>
  alternates.filter((waiting) => waiting.company !== company);

/** The seat as nobody holds it. */
const freedSeat = ({ alternates }: Seat): Seat => ({ state: 'agreed', alternates });

/** The seat as nobody holds it, with whoever claimed it at the end of the line. */
const expiredSeat = ({ holder, by, at, alternates }: Seat): Seat => {
  const claimed = holder && by && at !== undefined ? [{ company: holder, by, at, lapsed: true }] : [];
  return { state: 'agreed', alternates: [...alternates, ...claimed] };
};

/** Nobody in the line moves up by itself any more. */
const holdAlternates = (seat: Seat): Seat => ({
  ...seat,
  alternates: seat.alternates.map((waiting) => ({ ...waiting, lapsed: true })),
});

/** Who did it (nobody where the server did), when (ms since 1970), and why. */
const attributionFields = { by: PersonId.optional(), at: z.number(), why: z.string().max(whyMax).default('') };
const consortiumFields = { consortium: CardId, ...attributionFields };
const companyFields = { consortium: CardId, company: OrganisationId, ...attributionFields };
const seatFields = { consortium: CardId, need: NeedId, holder: OrganisationId, ...attributionFields };

/** What is settled of consortia: who leads, who is in, who sits where and who waits. */
export const consortiumFacts = {
  'consortium.founded': defineBoardFact(
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
      appendEvent(doc, consortium, { fact: 'consortium.founded', company: lead, by, at });
    },
  ),
  /** Its seats stand as they are: claims that nobody has answered are over, and wait on. */
  'consortium.committed': defineBoardFact('consortium.committed', consortiumFields, (doc, { consortium, at }) => {
    agreementOf(doc, consortium).set('status', 'committed');
    for (const [key, seat] of agreementMap(doc, consortium, 'seats')) {
      const { holder, state } = Seat.parse(seat.toJSON());
      if (holder === undefined || state !== 'claimed') continue;
      const need = NeedId.parse(key);
      changeSeat(doc, { consortium, need }, (its) => holdAlternates(expiredSeat(its)));
      appendEvent(doc, consortium, { fact: 'seat.lapsed', need, company: holder, at });
    }
  }),
  'consortium.reopened': defineBoardFact('consortium.reopened', { consortium: CardId }, (doc, { consortium }) => {
    agreementOf(doc, consortium).set('status', 'forming');
  }),
  /** Nobody holds a seat of it any more, or waits for one. */
  'consortium.dissolved': defineBoardFact('consortium.dissolved', consortiumFields, (doc, { consortium, ...its }) => {
    const agreement = agreementOf(doc, consortium);
    agreement.set('status', 'dissolved');
    agreementMap(doc, consortium, 'seats').clear();
    const company = OrganisationId.parse(agreement.get('lead'));
    appendEvent(doc, consortium, { fact: 'consortium.dissolved', company, ...its });
  }),
  'consortium.removed': defineBoardFact('consortium.removed', { consortium: CardId }, (doc, { consortium }) => {
    cardsOf(doc).delete(consortium);
    recordsOf(doc, 'agreements').delete(consortium);
  }),
  'lead.handed': defineBoardFact(
    'lead.handed',
    { ...consortiumFields, from: OrganisationId, to: OrganisationId },
    (doc, { consortium, from, ...its }) => {
      agreementOf(doc, consortium).set('lead', its.to);
      invalidateLetter(doc, consortium);
      appendEvent(doc, consortium, { fact: 'lead.handed', company: from, ...its });
    },
  ),
  'member.joined': defineBoardFact(
    'member.joined',
    { consortium: CardId, company: OrganisationId, by: PersonId, at: z.number() },
    (doc, { consortium, company, by, at }) => {
      invalidateLetter(doc, consortium);
      agreementMap(doc, consortium, 'members').set(company, fieldsMap({ status: 'joined', joinedAt: at, by }));
    },
  ),
  'member.committed': defineBoardFact('member.committed', companyFields, (doc, { consortium, ...its }) => {
    setMember(doc, consortium, its.company, 'status', 'committed');
    appendEvent(doc, consortium, { fact: 'member.committed', ...its });
  }),
  'member.uncommitted': defineBoardFact(
    'member.uncommitted',
    { consortium: CardId, company: OrganisationId },
    (doc, { consortium, company }) => setMember(doc, consortium, company, 'status', 'joined'),
  ),
  'member.withdrawn': defineBoardFact('member.withdrawn', companyFields, (doc, { consortium, ...its }) => {
    agreementMap(doc, consortium, 'members').delete(its.company);
    invalidateLetter(doc, consortium);
    appendEvent(doc, consortium, { fact: 'member.withdrawn', ...its });
  }),
  /** The lead has let it go. */
  'member.removed': defineBoardFact('member.removed', companyFields, (doc, { consortium, ...its }) => {
    agreementMap(doc, consortium, 'members').delete(its.company);
    invalidateLetter(doc, consortium);
    appendEvent(doc, consortium, { fact: 'member.removed', ...its });
  }),
  'seat.claimed': defineBoardFact(
    'seat.claimed',
    { ...seatFields, until: z.number() },
    (doc, { consortium, need, holder, until, ...its }) => {
      changeSeat(doc, { consortium, need }, ({ alternates }) => ({
        holder,
        state: 'claimed',
        by: its.by,
        at: its.at,
        until,
        alternates: withoutAlternate(holder, alternates),
      }));
      appendEvent(doc, consortium, { fact: 'seat.claimed', need, company: holder, ...its });
    },
  ),
  /** A company sits: the lead has agreed to its claim, or leads itself. */
  'seat.taken': defineBoardFact('seat.taken', seatFields, (doc, { consortium, need, holder, ...its }) => {
    changeSeat(doc, { consortium, need }, ({ alternates }) => ({
      holder,
      state: 'agreed',
      by: its.by,
      at: its.at,
      alternates: withoutAlternate(holder, alternates),
    }));
    invalidateLetter(doc, consortium);
    appendEvent(doc, consortium, { fact: 'seat.taken', need, company: holder, ...its });
  }),
  'seat.freed': defineBoardFact('seat.freed', seatFields, (doc, { consortium, need, holder, ...its }) => {
    if (isSeatCovered(doc, { consortium, need })) invalidateLetter(doc, consortium);
    changeSeat(doc, { consortium, need }, freedSeat);
    appendEvent(doc, consortium, { fact: 'seat.freed', need, company: holder, ...its });
  }),
  /** A claim that the lead has said no to. */
  'seat.declined': defineBoardFact('seat.declined', seatFields, (doc, { consortium, need, holder, ...its }) => {
    changeSeat(doc, { consortium, need }, freedSeat);
    appendEvent(doc, consortium, { fact: 'seat.declined', need, company: holder, ...its });
  }),
  /** Nobody answered the claim in time: the seat is free, and the company waits behind the others. */
  'seat.lapsed': defineBoardFact('seat.lapsed', seatFields, (doc, { consortium, need, holder, ...its }) => {
    changeSeat(doc, { consortium, need }, expiredSeat);
    appendEvent(doc, consortium, { fact: 'seat.lapsed', need, company: holder, ...its });
  }),
  'alternate.joined': defineBoardFact(
    'alternate.joined',
    { consortium: CardId, need: NeedId, company: OrganisationId, by: PersonId, at: z.number() },
    (doc, { consortium, need, company, by, at }) => {
      changeSeat(doc, { consortium, need }, (its) => ({
        ...its,
        alternates: [...withoutAlternate(company, its.alternates), { company, by, at, lapsed: false }],
      }));
      appendEvent(doc, consortium, { fact: 'alternate.joined', need, company, by, at });
    },
  ),
  'alternate.left': defineBoardFact(
    'alternate.left',
    { ...companyFields, need: NeedId },
    (doc, { consortium, need, ...its }) => {
      changeSeat(doc, { consortium, need }, (seat) => ({
        ...seat,
        alternates: withoutAlternate(its.company, seat.alternates),
      }));
      appendEvent(doc, consortium, { fact: 'alternate.left', need, ...its });
    },
  ),
};
