import { z } from 'zod';
import { fieldsMap } from '../document/cards/index.ts';
import { type Circle, circleOfCompany, vault } from '../document/circles.ts';
import { recordsOf } from '../document/roots.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { factIn } from './fact.ts';
import { Ender, InterestLevel, type Side, Side as SideSchema, sideKey } from './interest.ts';
import { interestKey, rivalKey } from './kept.ts';

/** A side, and the other by the fields that a sentence names it by: just one of them is there. */
const towards = { whose: SideSchema, organisation: OrganisationId.optional(), consortium: CardId.optional() };

interface Towards {
  readonly whose: Side;
  readonly organisation?: OrganisationId | undefined;
  readonly consortium?: CardId | undefined;
}

/** How a fact names the other side. */
export const towardsOf = (whose: Side, other: Side): Towards =>
  other.is === 'company' ? { whose, organisation: other.id } : { whose, consortium: other.id };

const otherOf = ({ organisation, consortium }: Towards): Side => {
  if (consortium !== undefined) return { is: 'consortium', id: consortium };
  if (organisation !== undefined) return { is: 'company', id: organisation };
  throw new Error('A fact between two sides names only one');
};

const said = { level: InterestLevel, note: z.string(), by: PersonId, at: z.number() };

const kept = ({ whose }: Towards): readonly Circle[] => [vault, whose];
const told = ({ whose }: Towards): readonly Circle[] => [whose];
const inVault = (): readonly Circle[] => [vault];

/** What is settled of interests and rivals. Each is written for one side alone; a match is two facts. */
export const interestFacts = {
  'interest.shown': factIn('interest.shown', { ...towards, ...said }, kept, (docs, it) => {
    const { whose, level, note, by, at } = it;
    const other = otherOf(it);
    const interest = { level, note, by, at };
    recordsOf(docs(vault), 'interests').set(interestKey(whose, other), fieldsMap(interest));
    recordsOf(docs(whose), 'interests').set(sideKey(other), fieldsMap(interest));
  }),
  'interest.withdrawn': factIn('interest.withdrawn', towards, kept, (docs, it) => {
    const other = otherOf(it);
    recordsOf(docs(vault), 'interests').delete(interestKey(it.whose, other));
    recordsOf(docs(it.whose), 'interests').delete(sideKey(other));
  }),
  'match.made': factIn('match.made', { ...towards, ...said, since: z.number() }, told, (docs, it) => {
    const { whose, level, note, by, at, since } = it;
    recordsOf(docs(whose), 'matches').set(sideKey(otherOf(it)), fieldsMap({ level, note, by, at, since }));
  }),
  'match.changed': factIn('match.changed', { ...towards, ...said }, told, (docs, it) => {
    const match = recordsOf(docs(it.whose), 'matches').get(sideKey(otherOf(it)));
    if (!match) throw new Error('A match is changed that was never made');
    for (const field of ['level', 'note', 'by', 'at'] as const) match.set(field, it[field]);
  }),
  'match.ended': factIn('match.ended', { ...towards, ender: Ender, at: z.number() }, told, (docs, it) => {
    const match = recordsOf(docs(it.whose), 'matches').get(sideKey(otherOf(it)));
    if (!match) throw new Error('A match ends that was never made');
    match.set('ended', { at: it.at, by: it.ender });
  }),
  'rival.declared': factIn(
    'rival.declared',
    { company: OrganisationId, rival: OrganisationId, by: PersonId, at: z.number() },
    inVault,
    (docs, it) => {
      recordsOf(docs(vault), 'rivals').set(rivalKey(it.company, it.rival), fieldsMap(it));
    },
  ),
  'rival.withdrawn': factIn(
    'rival.withdrawn',
    { company: OrganisationId, rival: OrganisationId },
    inVault,
    (docs, { company, rival }) => recordsOf(docs(vault), 'rivals').delete(rivalKey(company, rival)),
  ),
  /** `whom` keeps apart from `company`, which has asked for a seat where `whom` sits. */
  'rival.neared': factIn(
    'rival.neared',
    { whom: OrganisationId, company: OrganisationId, consortium: CardId, at: z.number() },
    ({ whom }) => [circleOfCompany(whom)],
    (docs, { whom, company, consortium, at }) => {
      const warnings = recordsOf(docs(circleOfCompany(whom)), 'warnings');
      warnings.set(`${consortium}>${company}`, fieldsMap({ rival: company, consortium, at }));
    },
  ),
};
