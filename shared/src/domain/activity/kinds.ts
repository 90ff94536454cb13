import type { FactName } from '../../agreements/facts.ts';
import type { TraceName } from './trace.ts';

/** What a happening is called: a fact that a command has settled, or a trace of people's writing. */
export type HappeningName = FactName | TraceName;

/** What one can look for. */
export const happeningKinds = ['writing', 'challenges', 'consortia', 'questions', 'session', 'people'] as const;
export type HappeningKind = (typeof happeningKinds)[number];

type NounOf<Name extends string> = Name extends `${infer Noun}.${string}` ? Noun : never;

/** By the noun that names begin with; a fact of a new noun does not compile before it has a kind. */
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

/** The kind of a happening; undefined for what an older or a newer server has called something. */
export const kindOf = (name: string): HappeningKind | undefined => byNoun.get(name.slice(0, name.indexOf('.')));
