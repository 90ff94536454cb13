import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FactName, facts } from '../agreements/facts.ts';
import { reasons } from '../reasons.ts';
import { challengeStatuses, outcomes } from '../agreements/challenge/state.ts';
import { ConsortiumStatus, MemberStatus } from '../agreements/consortium/state.ts';
import { problems } from '../api/problems.ts';
import { importances } from '../document/cards/challenge.ts';
import { cardKinds } from '../document/cards/index.ts';
import { happeningKinds } from '../domain/activity/kinds.ts';
import { isSentenceName } from '../domain/activity/describe.ts';
import { traceNames } from '../domain/activity/trace.ts';
import { checkCodes } from '../domain/challenge/briefCheck/briefFindings.ts';
import { exitCodes } from '../domain/challenge/stages.ts';
import { OrganisationKind, Role } from '../document/roster.ts';
import { areas as capabilityAreas } from '../taxonomy/sectors.ts';
import { capabilityIds } from '../taxonomy/capabilities.ts';

const areas = [
  'common',
  'taxonomy',
  'agreements',
  'problems',
  'account',
  'pages',
  'board',
  'brief',
  'consortia',
  'session',
  'returnedEdits',
  'library',
  'profiles',
  'fit',
  'partners',
  'exports',
  'activity',
  'questions',
  'interest',
  'judging',
  'workspace',
  'letter',
  'trail',
] as const;

/** A sentence, or one a plural form and the like. */
const Variants = z.array(
  z.object({
    declarations: z.array(z.string()),
    selectors: z.array(z.string()).optional(),
    match: z.record(z.string(), z.string()),
  }),
);
const Messages = z.record(z.string(), z.union([z.string(), Variants]));
type Message = z.output<typeof Messages>[string];

const read = async (language: string, area: string) => {
  const file: { default: object } = await import(`./${language}/${area}.json`);
  return Object.entries(Messages.parse({ ...file.default, $schema: '' })).filter(([key]) => key !== '$schema');
};

const catalogue = async (language: 'en' | 'sv') => {
  const all = (await Promise.all(areas.map((area) => read(language, area)))).flat();
  return new Map(all);
};

const sentences = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));

const parameters = (message: Message): readonly string[] => {
  const named = sentences(message).flatMap((sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const declared = typeof message === 'string' ? [] : message.flatMap(({ declarations }) => declarations);
  const inputs = declared.flatMap((line) => /^input (\w+)/.exec(line)?.[1] ?? []);
  return [...new Set([...named.flatMap((name) => name ?? []), ...inputs])].sort();
};

/** What each fact's sentence needs: names, which the reader's client finds by the fact's ids. */
const factParameters = {
  'member.removed': ['company', 'consortium'],
  'seat.claimed': ['company', 'consortium', 'need'],
  'seat.declined': ['company', 'consortium', 'need'],
  'seat.lapsed': ['company', 'consortium', 'need'],
  'alternate.joined': ['company', 'consortium', 'need'],
  'alternate.left': ['company', 'consortium', 'need'],
  'challenge.moved': ['challenge', 'city', 'from', 'to'],
  'challenge.published': ['challenge', 'city'],
  'challenge.confirmed': ['challenge', 'person'],
  'challenge.disclosed': ['challenge', 'city', 'field'],
  // Its title went with it.
  'challenge.deleted': ['city'],
  'consortium.founded': ['challenge', 'company', 'consortium'],
  'consortium.committed': ['consortium'],
  'consortium.reopened': ['consortium'],
  'consortium.dissolved': ['consortium'],
  // Its name went with it.
  'consortium.removed': [],
  'lead.handed': ['consortium', 'from', 'to'],
  'member.joined': ['company', 'consortium'],
  'member.committed': ['company', 'consortium'],
  'member.uncommitted': ['company', 'consortium'],
  'member.withdrawn': ['company', 'consortium'],
  'seat.taken': ['company', 'consortium', 'need'],
  'seat.freed': ['company', 'consortium', 'need'],
  // Whom an interest concerns: a company or a consortium.
  'interest.shown': ['other'],
  'interest.withdrawn': ['other'],
  'match.made': ['other'],
  'match.changed': ['other'],
  'match.ended': ['other'],
  // Whom, is in no activity.
  'rival.declared': [],
  'rival.withdrawn': [],
  'rival.neared': ['company', 'consortium'],
  'conflict.declared': [],
  'conflict.withdrawn': [],
  'score.given': ['consortium'],
  'score.voided': ['consortium'],
  'scores.revealed': ['challenge'],
  'result.told': ['consortium'],
  'consortium.decided': ['city', 'consortium'],
  'question.asked': ['company'],
  'question.neutralised': ['person'],
  'question.put': ['city'],
  'question.answered': [],
  'question.ended': [],
  'question.closed': ['city'],
  'announcement.made': [],
  'disclosure.recorded': ['person'],
  'disclosure.sent': [],
  'draft.begun': ['consortium'],
  'share.set': ['consortium', 'need'],
  'handover.made': ['city', 'company', 'consortium'],
  'letter.begun': ['consortium'],
  'letter.confirmed': ['company', 'consortium'],
  'letter.agreed': ['consortium'],
  'agenda.set': [],
  'step.started': ['step'],
  'step.ended': ['step'],
  'timer.changed': [],
  'spotlight.set': ['person'],
  'organisation.listed': ['organisation'],
  'person.listed': ['organisation', 'person'],
  'person.unlisted': ['person'],
} as const satisfies Record<FactName, readonly string[]>;

/** Fields that place a card, or that nobody changes once it is there. */
const neverTold = new Set([
  ...['kind', 'x', 'y', 'w', 'h', 'order', 'colour', 'locked', 'createdBy', 'createdAt', 'derivedFrom'],
  ...['city', 'company'],
]);

const keyOf = (prefix: string, code: string) => `${prefix}_${code.replaceAll(/[.-]/g, '_')}`;

const keysOf = (prefix: string, codes: readonly string[]) => codes.map((code) => keyOf(prefix, code));

const english = await catalogue('en');
const swedish = await catalogue('sv');

describe('the catalogue of messages', () => {
  test('has the same keys in both languages', () => {
    expect([...swedish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('names each key in one file only', async () => {
    const keys = (await Promise.all(areas.map((area) => read('en', area)))).flat().map(([key]) => key);

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('takes the same parameters in both languages', () => {
    const differing = [...english]
      .filter(([key]) => swedish.has(key))
      .filter(([key, message]) => `${parameters(message)}` !== `${parameters(swedish.get(key) ?? '')}`)
      .map(([key]) => key);

    expect(differing).toEqual([]);
  });

  test.each([
    ['English', english],
    ['Swedish', swedish],
  ])('has no empty message in %s', (_language, messages) => {
    const empty = [...messages].filter(([, message]) => {
      const all = sentences(message);
      return all.length === 0 || all.some((sentence) => sentence.trim() === '');
    });

    expect(empty).toEqual([]);
  });

  test.each([
    ['reason', reasons],
    ['fact', Object.keys(facts)],
    ['problem', Object.keys(problems)],
    ['capability', capabilityIds],
    ['also', capabilityIds],
    ['sector', capabilityAreas],
    ['importance', importances],
    ['stage', challengeStatuses],
    ['outcome', outcomes],
    ['check', checkCodes],
    ['check_fix', checkCodes],
    ['exit', exitCodes],
    ['status', ConsortiumStatus.options],
    ['member', MemberStatus.options],
    ['role', Role.options],
    ['kind', OrganisationKind.options],
    ['trace', traceNames],
    ['activity_kind', happeningKinds],
    ['activity_the', Object.keys(cardKinds)],
    ['activity_a', Object.keys(cardKinds)],
    ['activity_gone', Object.keys(cardKinds)],
    ['activity_untitled', Object.keys(cardKinds)],
  ])('has a sentence for every %s', (prefix, codes) => {
    expect(keysOf(prefix, codes).filter((key) => !english.has(key))).toEqual([]);
  });

  test.each([
    ['reason', reasons],
    ['fact', Object.keys(facts)],
    ['capability', capabilityIds],
    ['also', capabilityIds],
    ['sector', capabilityAreas],
    ['trace', traceNames],
  ])('has no sentence for a removed %s', (prefix, codes) => {
    const keys = [...english.keys()].filter((key) => key.startsWith(`${prefix}_`));

    expect(keys.sort()).toEqual(keysOf(prefix, codes).sort());
  });

  test.each([
    ['English', english],
    ['Swedish', swedish],
  ])('gives no two capabilities the same name in %s', (_language, messages) => {
    const names = keysOf('capability', capabilityIds).map((key) =>
      sentences(messages.get(key) ?? '')[0]?.toLowerCase(),
    );

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(Object.entries(factParameters))('tells %s with names that the reader can look up', (name, names) => {
    expect(parameters(english.get(keyOf('fact', name)) ?? '')).toEqual(names);
  });

  test('tells nothing in the activity with names that it cannot look up', () => {
    const sentences = [...english].filter(([key]) => key.startsWith('fact_') || key.startsWith('trace_'));
    const unknown = sentences.flatMap(([, message]) => parameters(message).filter((name) => !isSentenceName(name)));

    expect(unknown).toEqual([]);
  });

  test('has a name for every writable field', () => {
    const fields = Object.values(cardKinds).flatMap(({ schema }) => Object.keys(schema.shape));
    const written = fields.filter((field) => !neverTold.has(field));

    expect(
      written.filter((field) => !english.has(`activity_field_${field}`) && !english.has(`brief_field_${field}`)),
    ).toEqual([]);
  });

  test.each(reasons)('says %s in full sentences without parameters', (reason) => {
    for (const messages of [english, swedish]) {
      const message = messages.get(keyOf('reason', reason)) ?? '';
      expect(parameters(message)).toEqual([]);
      expect(sentences(message)[0]).toMatch(/^\p{Lu}.*\.$/u);
    }
  });
});
