import { z } from 'zod';
import { fieldsMap } from '../../document/cards/index.ts';
import { type Circle, circleOfCompany, vaultCircle } from '../../document/circles.ts';
import { recordsOf } from '../../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';
import { defineFact } from '../defineFact.ts';
import { MatchEnder, InterestLevel, InterestParty, partyKey } from './state.ts';
import { interestKey, rivalKey } from '../vault.ts';

/** The party whose circle gets the fact, and its counterparty: exactly one of the two other fields is set. */
const counterpartyFields = {
  whose: InterestParty,
  organisation: OrganisationId.optional(),
  consortium: CardId.optional(),
};

interface Counterparty {
  readonly whose: InterestParty;
  readonly organisation?: OrganisationId | undefined;
  readonly consortium?: CardId | undefined;
}

/** The fields by which a fact of the owner names the other party. */
export const counterpartyOf = (owner: InterestParty, other: InterestParty): Counterparty =>
  other.is === 'company' ? { whose: owner, organisation: other.id } : { whose: owner, consortium: other.id };

const otherParty = ({ organisation, consortium }: Counterparty): InterestParty => {
  if (consortium !== undefined) return { is: 'consortium', id: consortium };
  if (organisation !== undefined) return { is: 'company', id: organisation };
  throw new Error('A fact between two parties names only one');
};

const interestFields = { level: InterestLevel, note: z.string(), by: PersonId, at: z.number() };

const vaultAndOwner = ({ whose: owner }: Counterparty): readonly Circle[] => [vaultCircle, owner];
const notifiedCircles = ({ whose: owner }: Counterparty): readonly Circle[] => [owner];
const vaultOnly = (): readonly Circle[] => [vaultCircle];

/** What is decided of interests and rivals. Each fact is for one party alone, so that a match takes two. */
export const interestFacts = {
  'interest.shown': defineFact({ ...counterpartyFields, ...interestFields }, vaultAndOwner, (docs, fields) => {
    const { whose: owner, level, note, by, at } = fields;
    const other = otherParty(fields);
    const interest = { level, note, by, at };
    recordsOf(docs(vaultCircle), 'interests').set(interestKey(owner, other), fieldsMap(interest));
    recordsOf(docs(owner), 'interests').set(partyKey(other), fieldsMap(interest));
  }),
  'interest.withdrawn': defineFact(counterpartyFields, vaultAndOwner, (docs, fields) => {
    const other = otherParty(fields);
    recordsOf(docs(vaultCircle), 'interests').delete(interestKey(fields.whose, other));
    recordsOf(docs(fields.whose), 'interests').delete(partyKey(other));
  }),
  'match.made': defineFact(
    { ...counterpartyFields, ...interestFields, since: z.number() },
    notifiedCircles,
    (docs, fields) => {
      const { whose: owner, level, note, by, at, since } = fields;
      recordsOf(docs(owner), 'matches').set(partyKey(otherParty(fields)), fieldsMap({ level, note, by, at, since }));
    },
  ),
  'match.changed': defineFact({ ...counterpartyFields, ...interestFields }, notifiedCircles, (docs, fields) => {
    const match = recordsOf(docs(fields.whose), 'matches').get(partyKey(otherParty(fields)));
    if (!match) throw new Error('A match is changed that was never made');
    for (const field of ['level', 'note', 'by', 'at'] as const) match.set(field, fields[field]);
  }),
  'match.ended': defineFact(
    { ...counterpartyFields, ender: MatchEnder, at: z.number() },
    notifiedCircles,
    (docs, fields) => {
      const match = recordsOf(docs(fields.whose), 'matches').get(partyKey(otherParty(fields)));
      if (!match) throw new Error('A match ends that was never made');
      match.set('ended', { at: fields.at, by: fields.ender });
    },
  ),
  'rival.declared': defineFact(
    { company: OrganisationId, rival: OrganisationId, by: PersonId, at: z.number() },
    vaultOnly,
    (docs, rivalry) => {
      recordsOf(docs(vaultCircle), 'rivals').set(rivalKey(rivalry.company, rivalry.rival), fieldsMap(rivalry));
    },
  ),
  'rival.withdrawn': defineFact(
    { company: OrganisationId, rival: OrganisationId },
    vaultOnly,
    (docs, { company, rival }) => recordsOf(docs(vaultCircle), 'rivals').delete(rivalKey(company, rival)),
  ),
  /** Warns `whom`, a member that declared `company` a rival: `company` has asked for a seat beside it. */
  'rival.neared': defineFact(
    { whom: OrganisationId, company: OrganisationId, consortium: CardId, at: z.number() },
    ({ whom }) => [circleOfCompany(whom)],
    (docs, { whom, company, consortium, at }) => {
      const warnings = recordsOf(docs(circleOfCompany(whom)), 'warnings');
      warnings.set(`${consortium}>${company}`, fieldsMap({ rival: company, consortium, at }));
    },
  ),
};
