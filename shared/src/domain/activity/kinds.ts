import type { FactName } from '../../agreements/facts.ts';
import type { TraceName } from './trace.ts';

/** The name of a happening: a fact's or a trace's. */
export type HappeningName = FactName | TraceName;

/** What the activity can be filtered by. */
export const happeningKinds = ['writing', 'challenges', 'consortia', 'questions', 'session', 'people'] as const;
export type HappeningKind = (typeof happeningKinds)[number];

type NounOf<Name extends string> = Name extends `${infer Noun}.${string}` ? Noun : never;

/** By the noun that names begin with: a fact of a new noun does not compile without a kind. */
const kinds: Readonly<Record<NounOf<HappeningName>, HappeningKind>> = {
  card: 'writing',
  workshop: 'writing',
  challenge: 'challenges',
  consortium: 'consortia',
  lead: 'consortia',
  member: 'consortia',
  seat: 'consortia',
  alternate: 'consortia',
  interest: 'consortia',
  match: 'consortia',
  rival: 'consortia',
  conflict: 'challenges',
  score: 'challenges',
  scores: 'challenges',
  result: 'consortia',
  share: 'consortia',
  draft: 'consortia',
  handover: 'consortia',
  letter: 'consortia',
  question: 'questions',
  announcement: 'questions',
  disclosure: 'questions',
  agenda: 'session',
  step: 'session',
  timer: 'session',
  spotlight: 'session',
  organisation: 'people',
  person: 'people',
};

const byNoun: ReadonlyMap<string, HappeningKind> = new Map(Object.entries(kinds));

/** The kind of a happening; undefined for a name of an older or newer version. */
export const kindOf = (name: string): HappeningKind | undefined => byNoun.get(name.slice(0, name.indexOf('.')));
