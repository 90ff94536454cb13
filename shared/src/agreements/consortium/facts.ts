import * as Y from 'yjs';
import { z } from 'zod';
import { cardKinds, cardsOf, fieldsMap, putCard, readCard } from '../../document/cards/index.ts';
import { orderAbove } from '../../document/order.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, NeedId, OrganisationId, PersonId } from '../../ids.ts';
import { whyMax } from '../challenge/state.ts';
import { isCovered, type Alternate, ConsortiumEvent, consortiumEventsMax, Seat, type SeatRef } from './state.ts';
import { defineBoardFact } from '../defineFact.ts';

const agreementOf = (doc: Y.Doc, consortium: CardId): Y.Map<unknown> => {
  const agreement = recordsOf(doc, 'agreements').get(consortium);
  if (!agreement) throw new Error(`No agreement for ${consortium}: a fact was written before consortium.founded`);
  return agreement;
};

const agreementMap = (doc: Y.Doc, consortium: CardId, field: 'members' | 'seats'): Y.Map<Y.Map<unknown>> => {
  const records = agreementOf(doc, consortium).get(field);
  if (!(records instanceof Y.Map)) throw new Error(`The agreement of ${consortium} has no ${field}`);
  return records;
};

const setMember = (doc: Y.Doc, consortium: CardId, company: OrganisationId, field: string, value: unknown) => {
  agreementMap(doc, consortium, 'members').get(company)?.set(field, value);
};

/** Consortia of older versions have no log yet. */
const eventsOf = (agreement: Y.Map<unknown>): Y.Map<unknown> => {
  const events = agreement.get('moves');
  return events instanceof Y.Map ? events : agreement.set('moves', new Y.Map());
};

/** Members, lead and seats are part of the letter's text, so that a change of them ends the agreed letter. */
const invalidateLetter = (doc: Y.Doc, consortium: CardId): void => agreementOf(doc, consortium).delete('letter');

/** Appends to a consortium's log, of which the oldest events go beyond `consortiumEventsMax`. */
const appendEvent = (doc: Y.Doc, consortium: CardId, event: z.input<typeof ConsortiumEvent>): void => {
  const events = eventsOf(agreementOf(doc, consortium));
  const numbers = [...events.keys()].sort();
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - consortiumEventsMax))) events.delete(old);
  const next = Number(numbers.at(-1) ?? 0) + 1;
  events.set(String(next).padStart(8, '0'), ConsortiumEvent.parse(event));
};

/** Writes the changed seat. A seat that nobody holds or waits for has no record. */
const changeSeat = (doc: Y.Doc, { consortium, need }: SeatRef, change: (seat: Seat) => Seat): void => {
  const seats = agreementMap(doc, consortium, 'seats');
  const { holder, state, by, at, until, alternates } = change(Seat.parse(seats.get(need)?.toJSON() ?? {}));
  if (holder === undefined && alternates.length === 0) seats.delete(need);
  else if (holder === undefined) seats.set(need, fieldsMap({ alternates }));
  else seats.set(need, fieldsMap({ holder, state, by, at, until, alternates }));
};

/** Whether a company holds the seat by agreement, not by a claim. */
const isSeatCovered = (doc: Y.Doc, { consortium, need }: SeatRef): boolean =>
  isCovered(Seat.parse(agreementMap(doc, consortium, 'seats').get(need)?.toJSON() ?? {}));

const withoutAlternate = (company: OrganisationId, alternates: readonly Alternate[]): Alternate[] =>
  alternates.filter((alternate) => alternate.company !== company);

/** The seat without its holder. */
const freedSeat = ({ alternates }: Seat): Seat => ({ state: 'agreed', alternates });

/** The seat without its holder, who becomes its last alternate. */
const expiredSeat = ({ holder, by, at, alternates }: Seat): Seat => {
  const claimed = holder && by && at !== undefined ? [{ company: holder, by, at, lapsed: true }] : [];
  return { state: 'agreed', alternates: [...alternates, ...claimed] };
};

/** No alternate moves up by itself any more. */
const holdAlternates = (seat: Seat): Seat => ({
  ...seat,
  alternates: seat.alternates.map((alternate) => ({ ...alternate, lapsed: true })),
});

/** Who did it (nobody if the server did), when (ms since 1970), and why. */
const attributionFields = { by: PersonId.optional(), at: z.number(), why: z.string().max(whyMax).default('') };
const consortiumFields = { consortium: CardId, ...attributionFields };
const companyFields = { consortium: CardId, company: OrganisationId, ...attributionFields };
const seatFields = { consortium: CardId, need: NeedId, holder: OrganisationId, ...attributionFields };

/** Facts of consortia: their lead, members and seats, and who claims or waits for a seat. */
export const consortiumFacts = {
  'consortium.founded': defineBoardFact(
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
  /** Seats are fixed from now on: unanswered claims expire, and their companies become alternates. */
  'consortium.committed': defineBoardFact(consortiumFields, (doc, { consortium, at }) => {
    agreementOf(doc, consortium).set('status', 'committed');
    for (const [key, record] of agreementMap(doc, consortium, 'seats')) {
      const { holder, state } = Seat.parse(record.toJSON());
      if (holder === undefined || state !== 'claimed') continue;
      const need = NeedId.parse(key);
      changeSeat(doc, { consortium, need }, (seat) => holdAlternates(expiredSeat(seat)));
      appendEvent(doc, consortium, { fact: 'seat.lapsed', need, company: holder, at });
    }
  }),
  'consortium.reopened': defineBoardFact({ consortium: CardId }, (doc, { consortium }) => {
    agreementOf(doc, consortium).set('status', 'forming');
  }),
  /** All seats are freed, and alternates with them. */
  'consortium.dissolved': defineBoardFact(consortiumFields, (doc, { consortium, ...event }) => {
    const agreement = agreementOf(doc, consortium);
    agreement.set('status', 'dissolved');
    agreementMap(doc, consortium, 'seats').clear();
    const company = OrganisationId.parse(agreement.get('lead'));
    appendEvent(doc, consortium, { fact: 'consortium.dissolved', company, ...event });
  }),
  'consortium.removed': defineBoardFact({ consortium: CardId }, (doc, { consortium }) => {
    cardsOf(doc).delete(consortium);
    recordsOf(doc, 'agreements').delete(consortium);
  }),
  'lead.handed': defineBoardFact(
    { ...consortiumFields, from: OrganisationId, to: OrganisationId },
    (doc, { consortium, from, ...event }) => {
      agreementOf(doc, consortium).set('lead', event.to);
      invalidateLetter(doc, consortium);
      appendEvent(doc, consortium, { fact: 'lead.handed', company: from, ...event });
    },
  ),
  'member.joined': defineBoardFact(
    { consortium: CardId, company: OrganisationId, by: PersonId, at: z.number() },
    (doc, { consortium, company, by, at }) => {
      invalidateLetter(doc, consortium);
      agreementMap(doc, consortium, 'members').set(company, fieldsMap({ status: 'joined', joinedAt: at, by }));
    },
  ),
  'member.committed': defineBoardFact(companyFields, (doc, { consortium, ...event }) => {
    setMember(doc, consortium, event.company, 'status', 'committed');
    appendEvent(doc, consortium, { fact: 'member.committed', ...event });
  }),
  'member.uncommitted': defineBoardFact(
    { consortium: CardId, company: OrganisationId },
    (doc, { consortium, company }) => setMember(doc, consortium, company, 'status', 'joined'),
  ),
  'member.withdrawn': defineBoardFact(companyFields, (doc, { consortium, ...event }) => {
    agreementMap(doc, consortium, 'members').delete(event.company);
    invalidateLetter(doc, consortium);
    appendEvent(doc, consortium, { fact: 'member.withdrawn', ...event });
  }),
  /** The lead has removed the member. */
  'member.removed': defineBoardFact(companyFields, (doc, { consortium, ...event }) => {
    agreementMap(doc, consortium, 'members').delete(event.company);
    invalidateLetter(doc, consortium);
    appendEvent(doc, consortium, { fact: 'member.removed', ...event });
  }),
  'seat.claimed': defineBoardFact(
    { ...seatFields, until: z.number() },
    (doc, { consortium, need, holder, until, ...event }) => {
      changeSeat(doc, { consortium, need }, ({ alternates }) => ({
        holder,
        state: 'claimed',
        by: event.by,
        at: event.at,
        until,
        alternates: withoutAlternate(holder, alternates),
      }));
      appendEvent(doc, consortium, { fact: 'seat.claimed', need, company: holder, ...event });
    },
  ),
  /** The lead has agreed to a claim, or takes the seat itself. */
  'seat.taken': defineBoardFact(seatFields, (doc, { consortium, need, holder, ...event }) => {
    changeSeat(doc, { consortium, need }, ({ alternates }) => ({
      holder,
      state: 'agreed',
      by: event.by,
      at: event.at,
      alternates: withoutAlternate(holder, alternates),
    }));
    invalidateLetter(doc, consortium);
    appendEvent(doc, consortium, { fact: 'seat.taken', need, company: holder, ...event });
  }),
  'seat.freed': defineBoardFact(seatFields, (doc, { consortium, need, holder, ...event }) => {
    if (isSeatCovered(doc, { consortium, need })) invalidateLetter(doc, consortium);
    changeSeat(doc, { consortium, need }, freedSeat);
    appendEvent(doc, consortium, { fact: 'seat.freed', need, company: holder, ...event });
  }),
  /** The lead has declined a claim. */
  'seat.declined': defineBoardFact(seatFields, (doc, { consortium, need, holder, ...event }) => {
    changeSeat(doc, { consortium, need }, freedSeat);
    appendEvent(doc, consortium, { fact: 'seat.declined', need, company: holder, ...event });
  }),
  /** Nobody answered the claim in time: the seat is free, and the company becomes the last alternate. */
  'seat.lapsed': defineBoardFact(seatFields, (doc, { consortium, need, holder, ...event }) => {
    changeSeat(doc, { consortium, need }, expiredSeat);
    appendEvent(doc, consortium, { fact: 'seat.lapsed', need, company: holder, ...event });
  }),
  'alternate.joined': defineBoardFact(
    { consortium: CardId, need: NeedId, company: OrganisationId, by: PersonId, at: z.number() },
    (doc, { consortium, need, company, by, at }) => {
      changeSeat(doc, { consortium, need }, (seat) => ({
        ...seat,
        alternates: [...withoutAlternate(company, seat.alternates), { company, by, at, lapsed: false }],
      }));
      appendEvent(doc, consortium, { fact: 'alternate.joined', need, company, by, at });
    },
  ),
  'alternate.left': defineBoardFact({ ...companyFields, need: NeedId }, (doc, { consortium, need, ...event }) => {
    changeSeat(doc, { consortium, need }, (seat) => ({
      ...seat,
      alternates: withoutAlternate(event.company, seat.alternates),
    }));
    appendEvent(doc, consortium, { fact: 'alternate.left', need, ...event });
  }),
};
