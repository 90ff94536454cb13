import { expect, test } from 'vitest';
import { findBrokenConventions, findNeedlessExceptions, numberNameProblem } from './conventions.ts';
import { parseSource } from './sources.ts';

const complaints = (text: string, file = 'shared/src/some.ts'): string =>
  findBrokenConventions([parseSource(file, text)]).join('\n');

test.each([
  'maxNotes',
  'noteLimit',
  'noteLimits',
  'minimumNotes',
  'notesMaxBytes',
  'patienceMillis',
  'retryDelay',
  'connectTimeout',
  'timeout',
  'claimTtl',
  'idleTimeoutMax',
])('the name %s of a number is refused', (name) => {
  expect(numberNameProblem(name)).toContain(name);
});

test.each(['notesMax', 'titleMin', 'retryDelayMs', 'retryDelayMsMax', 'graceSeconds', 'sessionAgeDays', 'message'])(
  'the name %s of a number is fine',
  (name) => {
    expect(numberNameProblem(name)).toBeUndefined();
  },
);

test('numbers are constants of the module, exported or not, and fields of type number', () => {
  expect(complaints('export const maxNotes = 3 * 4;')).toContain('some.ts:1: maxNotes');
  expect(complaints('\nconst maxNotes = -3;\nexport {};')).toContain('some.ts:2: maxNotes');
  expect(complaints('export interface Options { readonly retryDelay: number }')).toContain('retryDelay');
  expect(complaints('export const maxNotes = (count: number) => count;\nexport const timeout = { timeout: 3 };')).toBe(
    '',
  );
});

test('a literal spread into a literal is refused, a condition is not', () => {
  expect(complaints('export const a = { ...{ b: 1, c: 2 }, d: 3 };')).toContain('some.ts:1: Write the properties');
  expect(complaints('export const f = (c: boolean, d: object) => ({ ...(c ? { a: 1 } : {}), ...d });')).toBe('');
  expect(complaints('<script lang="ts">\n\nconst a = { ...{ b: 1 } };\n</script>', 'X.svelte')).toContain('X.svelte:3');
});

test.each([
  "export type A = { readonly is: 'b' } | { readonly is: 'c' | 'd'; readonly e: number };",
  "interface B { readonly is: 'b' }\ntype C = { is: 'c' } & { d: number };\nexport type A = B | C;",
  "export const A = z.discriminatedUnion('is', []);",
  "export const A = z.discriminatedUnion('is', []) satisfies z.ZodType<B>;",
])('a discriminant of another name than kind is refused: %s', (text) => {
  expect(complaints(text)).toContain('A: the discriminant `is` is `kind`.');
});

test.each([
  "export type A = { readonly kind: 'b'; readonly is: 'x' } | { readonly kind: 'c'; readonly is: 'x' };",
  'export type A = { readonly ok: true } | { readonly ok: false };',
  "export type A = { readonly is: 'b' } | { readonly was: 'c' };",
  "export type A = 'b' | 'c';",
  "export type Timer = { readonly is: 'running' } | { readonly is: 'paused' };",
])('a union with kind, without a discriminant, or that is stored is left alone: %s', (text) => {
  expect(complaints(text)).toBe('');
});

test('an exception that no union needs is refused', () => {
  const needlessBeside = (text: string) => findNeedlessExceptions([parseSource('shared/src/some.ts', text)]).join('\n');
  expect(needlessBeside("export type Timer = { is: 'running' } | { is: 'paused' };")).not.toContain('Timer');
  expect(needlessBeside("export type Timer = { kind: 'running' } | { kind: 'paused' };")).toContain('Timer');
  expect(needlessBeside('')).toContain('Timer');
});
