import { z } from 'zod';
import { fieldsMap } from '../../document/cards/index.ts';
import { type Circle, circleOfCompany, vaultCircle } from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';
import { defineFact } from '../defineFact.ts';
import { MatchEnder, InterestLevel, type InterestParty, InterestParty as SideSchema, partyKey } from './state.ts';
import { interestKey, rivalKey } from '../vault.ts';

/** A side, and the other by the fields that a sentence names it by: just one of them is there. */
const counterpartyFields = {
  whose: SideSchema,
  organisation: OrganisationId.optional(),
  consortium: CardId.optional(),
};

interface Counterparty {
  readonly whose: InterestParty;
  readonly organisation?: OrganisationId | undefined;
  readonly consortium?: CardId | undefined;
}

/** How a fact names the other side. */
export const counterpartyOf = (whose: InterestParty, other: InterestParty): Counterparty =>
  other.is === 'company' ? { whose, organisation: other.id } : { whose, consortium: other.id };

const otherParty = ({ organisation, consortium }: Counterparty): InterestParty => {
  if (consortium !== undefined) return { is: 'consortium', id: consortium };
  if (organisation !== undefined) return { is: 'company', id: organisation };
  throw new Error('A fact between two sides names only one');
};

const interestFields = { level: InterestLevel, note: z.string(), by: PersonId, at: z.number() };

const vaultAndOwner = ({ whose }: Counterparty): readonly Circle[] => [vaultCircle, whose];
const notifiedCircles = ({ whose }: Counterparty): readonly Circle[] => [whose];
const vaultOnly = (): readonly Circle[] => [vaultCircle];

/** What is settled of interests and rivals. Each is written for one side alone; a match is two facts. */
export const interestFacts = {
  'interest.shown': defineFact(
    'interest.shown',
    { ...counterpartyFields, ...interestFields },
    vaultAndOwner,
    (docs, it) => {
      const { whose, level, note, by, at } = it;
      const other = otherParty(it);
      const interest = { level, note, by, at };
      recordsOf(docs(vaultCircle), 'interests').set(interestKey(whose, other), fieldsMap(interest));
      recordsOf(docs(whose), 'interests').set(partyKey(other), fieldsMap(interest));
    },
  ),
  'interest.withdrawn': defineFact('interest.withdrawn', counterpartyFields, vaultAndOwner, (docs, it) => {
    const other = otherParty(it);
    recordsOf(docs(vaultCircle), 'interests').delete(interestKey(it.whose, other));
    recordsOf(docs(it.whose), 'interests').delete(partyKey(other));
  }),
  'match.made': defineFact(
    'match.made',
    { ...counterpartyFields, ...interestFields, since: z.number() },
    notifiedCircles,
    (docs, it) => {
      const { whose, level, note, by, at, since } = it;
      recordsOf(docs(whose), 'matches').set(partyKey(otherParty(it)), fieldsMap({ level, note, by, at, since }));
    },
  ),
  'match.changed': defineFact(
    'match.changed',
    { ...counterpartyFields, ...interestFields },
    notifiedCircles,
    (docs, it) => {
      const match = recordsOf(docs(it.whose), 'matches').get(partyKey(otherParty(it)));
      if (!match) throw new Error('A match is changed that was never made');
      for (const field of ['level', 'note', 'by', 'at'] as const) match.set(field, it[field]);
    },
  ),
  'match.ended': defineFact(
    'match.ended',
    { ...counterpartyFields, ender: MatchEnder, at: z.number() },
    notifiedCircles,
    (docs, it) => {
      const match = recordsOf(docs(it.whose), 'matches').get(partyKey(otherParty(it)));
      if (!match) throw new Error('A match ends that was never made');
      match.set('ended', { at: it.at, by: it.ender });
    },
  ),
  'rival.declared': defineFact(
    'rival.declared',
    { company: OrganisationId, rival: OrganisationId, by: PersonId, at: z.number() },
    vaultOnly,
    (docs, it) => {
      recordsOf(docs(vaultCircle), 'rivals').set(rivalKey(it.company, it.rival), fieldsMap(it));
    },
  ),
  'rival.withdrawn': defineFact(
    'rival.withdrawn',
    { company: OrganisationId, rival: OrganisationId },
    vaultOnly,
    (docs, { company, rival }) => recordsOf(docs(vaultCircle), 'rivals').delete(rivalKey(company, rival)),
  ),
  /** `whom` keeps apart from `company`, which has asked for a seat where `whom` sits. */
  'rival.neared': defineFact(
    'rival.neared',
    { whom: OrganisationId, company: OrganisationId, consortium: CardId, at: z.number() },
    ({ whom }) => [circleOfCompany(whom)],
    (docs, { whom, company, consortium, at }) => {
      const warnings = recordsOf(docs(circleOfCompany(whom)), 'warnings');
      warnings.set(`${consortium}>${company}`, fieldsMap({ rival: company, consortium, at }));
    },
  ),
};
