import type * as Y from 'yjs';
import type { z } from 'zod';
import { type Circle, circleName, isSameCircle } from '../document/circles.ts';
import { fieldsOf } from '../document/roots.ts';
import { challengeFacts } from './challenge/facts.ts';
import { consortiumFacts } from './consortium/facts.ts';
import type { Docs } from './defineFact.ts';
import { interestFacts } from './interest/facts.ts';
import { judgingFacts } from './judging/facts.ts';
import { questionFacts } from './questions/facts.ts';
import { rosterFacts } from './roster/facts.ts';
import { sessionFacts } from './session/facts.ts';
import { workspaceFacts } from './workspace/facts.ts';

/**
 * What commands decide, by the fact's name: its fields, and what it writes into which document. Several
 * commands end in the same fact. Each has a sentence in every language, `fact_<name>` with `_` for `.`
 * and `-`.
 */
export const facts = {
  ...consortiumFacts,
  ...challengeFacts,
  ...sessionFacts,
  ...rosterFacts,
  ...questionFacts,
  ...interestFacts,
  ...judgingFacts,
  ...workspaceFacts,
};

export type FactName = keyof typeof facts;
type FactSchema<Name extends FactName> = (typeof facts)[Name]['schema'];
type FactOf<Name extends FactName> = { readonly fact: Name } & z.output<FactSchema<Name>>;
/** A checked fact: `createFact` alone makes one, so that nobody after it has to parse it again. */
export type Fact = { readonly [Name in FactName]: FactOf<Name> }[FactName];

/**
 * Checks the fields and makes the fact of this name: `createFact('seat.taken', {…})`.
 *
 * @throws ZodError when the fields are none of this fact.
 */
export const createFact = <Name extends FactName>(name: Name, fields: z.input<FactSchema<Name>>): FactOf<Name> => {
  const fact: unknown = { fact: name, ...facts[name].schema.parse(fields) };
  // The schema of this very name has made it, which the table's type has forgotten.
  return fact as FactOf<Name>;
};

// In both, the fields are those of the fact's own definition, which the table's type has forgotten.
const circlesOfFact = ({ fact, ...fields }: Fact): readonly Circle[] =>
  (facts[fact].circles as (fields: object) => readonly Circle[])(fields);
const writeFact = (docs: Docs, { fact, ...fields }: Fact): void =>
  (facts[fact].write as (docs: Docs, fields: object) => void)(docs, fields);

/** The circles that these facts are written into, each once: the board first, then others by name. */
export const circlesOfFacts = (decided: readonly Fact[]): readonly Circle[] => {
  const circlesByName = new Map(decided.flatMap(circlesOfFact).map((circle) => [sortName(circle), circle]));
  return [...circlesByName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, circle]) => circle);
};

/** The facts that are written into this circle. */
export const factsIn = (circle: Circle, decided: readonly Fact[]): readonly Fact[] =>
  decided.filter((fact) => circlesOfFact(fact).some((each) => isSameCircle(each, circle)));

/** The board's name is empty, so that it sorts before all others. */
const sortName = (circle: Circle): string => (circle.is === 'board' ? '' : circleName(circle));

/**
 * Writes the facts of one command, in one transaction of each document that they concern, and raises
 * `meta.decided` in each, by which every client sees how far its copy has come.
 */
export const writeFactsIn = (docs: Docs, decided: readonly Fact[], origin?: unknown): void => {
  const concerned = circlesOfFacts(decided).map((circle) => docs(circle));
  inTransactions(concerned, origin, () => {
    for (const fact of decided) writeFact(docs, fact);
    for (const doc of concerned) raiseDecided(doc);
  });
};

/** The same on a board alone; `meta.decided` is raised even where there are no facts. */
export const writeFacts = (doc: Y.Doc, decided: readonly Fact[], origin?: unknown): void => {
  doc.transact(() => {
    for (const fact of decided) writeFact(() => doc, fact);
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
