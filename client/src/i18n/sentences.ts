import { isReason, type Reason } from '@brygga/shared/reasons';
import type { FactName } from '@brygga/shared/agreements/facts';
import { type Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Importance, Need } from '@brygga/shared/document/cards/challenge';
import type { AreaId } from '@brygga/shared/taxonomy/sectors';
import type { CapabilityId, KnownCapability } from '@brygga/shared/taxonomy/capabilities';
import { isProposed, nameOfProposed } from '@brygga/shared/taxonomy/proposed';
import { m } from './compiled/messages.js';
import { locale } from './locale.svelte.ts';

type Snake<Code extends string> = Code extends `${infer Head}${'-' | '.'}${infer Tail}`
  ? `${Head}_${Snake<Tail>}`
  : Code;

type MessageKey<Prefix extends string, Code extends string> = `${Prefix}_${Snake<Code>}`;

/** The message key of a code: `key('reason', 'seat-held')` is `reason_seat_held`. */
export const messageKey = <Prefix extends string, Code extends string>(
  prefix: Prefix,
  code: Code,
): MessageKey<Prefix, Code> =>
  // TypeScript can't follow the replacement that `Snake` describes.
  `${prefix}_${code.replaceAll(/[-.]/g, '_')}` as MessageKey<Prefix, Code>;

// A code without a message is a type error: its key is no member of `m`.
export const reasonSentence = (reason: Reason): string => m[messageKey('reason', reason)]();
export const capabilityName = (id: CapabilityId): string =>
  isProposed(id) ? nameOfProposed(id) : m[messageKey('capability', id)]();
/** Synonyms of a capability, for search only. */
export const capabilitySynonyms = (id: KnownCapability): string => m[messageKey('also', id)]();
export const sectorName = (id: AreaId): string => m[messageKey('sector', id)]();
export const importanceName = (importance: Importance): string => m[messageKey('importance', importance)]();
/** A need by the city's title for it, else by its capability. */
export const needName = ({ title, capability }: Pick<Need, 'title' | 'capability'>): string =>
  title.trim() || capabilityName(capability);
export const kindName = (kind: 'city' | 'company' | 'host'): string => m[messageKey('kind', kind)]();
export const roleName = (role: 'facilitator' | 'participant' | 'observer'): string => m[messageKey('role', role)]();

/** Names of facts' messages: the sentences take the names of whom they are about. */
export const factKey = (name: FactName) => messageKey('fact', name);

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code);

/** What went wrong, in the reader's language; undefined stands for a server that could not be reached. */
export const problemSentence = (problem: Problem | undefined): string => {
  if (!problem) return m.problem_unreachable();
  if (isReason(problem.code)) return reasonSentence(problem.code);
  if (problem.code === 'too-many' && problem.retryAfter !== undefined) {
    return m.problem_too_many_wait({ seconds: Math.ceil(problem.retryAfter) });
  }
  return isProblemCode(problem.code) ? m[messageKey('problem', problem.code)]() : problem.title;
};

/**
 * A message by prefix and code, for codes that are known only at run time.
 *
 * @throws RangeError when there is no such message, or when it needs inputs.
 */
export const sentence = (prefix: string, code: string): string => {
  const name = messageKey(prefix, code);
  const message: unknown = Reflect.get(m, name);
  if (typeof message !== 'function') throw new RangeError(`No message ${name} in shared/src/messages`);
  return String(message());
};

/**
 * A message by its key, where that is known only at run time; undefined where there is none. What a
 * message names that is not given reads as its parameter's name: whoever calls gives all there are.
 */
export const messageByKey = (name: string, inputs: Readonly<Record<string, string>> = {}): string | undefined => {
  const found: unknown = Object.hasOwn(m, name) ? Reflect.get(m, name) : undefined;
  return typeof found === 'function' ? String(found(inputs)) : undefined;
};

/** A country in the reader's language, from its ISO 3166-1 alpha-2 code. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames([locale()], { type: 'region', fallback: 'code' }).of(code) ?? code;
