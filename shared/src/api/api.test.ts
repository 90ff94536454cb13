import { describe, expect, test } from 'vitest';
import { reasons } from '../reasons.ts';
import { JoinInput, LoginInput, passwordMax, passwordMin, RegisterInput } from './accounts.ts';
import { Problem, problems } from './problems.ts';
import { InviteInput, WorkshopInput } from './workshops.ts';

const organisation = { kind: 'city', name: ' Lund ', country: 'SE' } as const;
const registered = { email: ' Ada@Example.org ', password: 'long enough', name: ' Ada ', organisation };
const registers = (fields: object) => RegisterInput.safeParse({ ...registered, ...fields }).success;

describe('a registration', () => {
  test('is trimmed, with the e-mail in lower case', () => {
    expect(RegisterInput.parse(registered)).toEqual({
      email: 'ada@example.org',
      password: 'long enough',
      name: 'Ada',
      organisation: { ...organisation, name: 'Lund' },
    });
  });

  test('keeps the spaces of a password', () => {
    expect(RegisterInput.parse({ ...registered, password: '  ten letters  ' }).password).toBe('  ten letters  ');
  });

  test.each([
    ['a password that is too short', { password: 'x'.repeat(passwordMin - 1) }],
    ['a password that would keep the server busy', { password: 'x'.repeat(passwordMax + 1) }],
    ['no e-mail', { email: 'ada' }],
    ['an endless e-mail', { email: `${'a'.repeat(250)}@example.org` }],
    ['an empty name', { name: '   ' }],
    ['an endless name', { name: 'x'.repeat(81) }],
    ['an organisation of no kind', { organisation: { ...organisation, kind: '__proto__' } }],
    ['a country in small letters', { organisation: { ...organisation, country: 'se' } }],
    ['no organisation', { organisation: undefined }],
  ])('is not %s', (_what, fields) => {
    expect(registers(fields)).toBe(false);
  });
});

test('signing in does not reveal the rules for passwords', () => {
  expect(LoginInput.safeParse({ email: 'ada@example.org', password: 'x' }).success).toBe(true);
  expect(LoginInput.safeParse({ email: 'ada@example.org', password: 'x'.repeat(passwordMax + 1) }).success).toBe(false);
});

test('a guest gives a name and an organisation', () => {
  expect(JoinInput.parse({ name: 'Bo ', organisation })).toMatchObject({ name: 'Bo' });
  expect(JoinInput.safeParse({}).success).toBe(false);
});

test('a workshop has a title and by default a template', () => {
  expect(WorkshopInput.parse({ title: ' Heat ' })).toEqual({ title: 'Heat', template: 'matchmaking' });
  expect(WorkshopInput.safeParse({ title: ' ' }).success).toBe(false);
  expect(WorkshopInput.safeParse({ title: 'x'.repeat(121) }).success).toBe(false);
});

test('an invite is for a participant by default', () => {
  expect(InviteInput.parse({})).toEqual({ role: 'participant' });
  expect(InviteInput.safeParse({ role: 'owner' }).success).toBe(false);
});

describe('a problem', () => {
  test('has a status of an error', () => {
    for (const { status } of Object.values(problems)) expect(status >= 400 && status < 600).toBe(true);
  });

  test('has a code that no reason has', () => {
    expect(Object.keys(problems).filter((code) => reasons.some((reason) => reason === code))).toEqual([]);
  });

  test('has a title in words', () => {
    for (const { title } of Object.values(problems)) expect(title).toMatch(/^\p{Lu}[^.]+$/u);
  });

  test('reads back with its own fields', () => {
    const whole = {
      type: '/problems/malformed',
      status: 422,
      title: 'Some fields are missing or wrong',
      code: 'malformed',
      issues: [{ path: 'organisation.name', code: 'too_small', message: 'Too small' }],
      retryAfter: 3,
    };

    expect(Problem.parse(whole)).toEqual(whole);
  });
});
