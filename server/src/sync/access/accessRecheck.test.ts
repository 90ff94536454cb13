import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refuseAdmission, type Admission } from './admission.ts';
import { AccessRecheck } from './accessRecheck.ts';
import { makeMembership } from '../testing/syncWorld.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const recheck of started.splice(0)) recheck.stop();
  vi.useRealTimers();
});

/** All share one timer, which must not run on when a test and its clock have ended. */
const started: AccessRecheck[] = [];

const start = (expiresAt?: number) => {
  const checks: PromiseWithResolvers<Admission>[] = [];
  const answers: Admission[] = [];
  const errors: unknown[] = [];
  const recheck = new AccessRecheck({
    expiresAt,
    admit() {
      const check = Promise.withResolvers<Admission>();
      checks.push(check);
      return check.promise;
    },
    onAdmission: (admission) => void answers.push(admission),
    onError: (error) => void errors.push(error),
  });
  started.push(recheck);
  return { recheck, checks, answers, errors };
};

const admitted: Admission = { kind: 'admitted', membership: makeMembership() };
const refused = refuseAdmission('no-right', 'no');

test('requests during a check start exactly one more, and the last answer wins', async () => {
  const { recheck, checks, answers } = start();
  for (let request = 0; request < 10; request += 1) recheck.recheck();
  expect(checks).toHaveLength(1);
  checks[0]?.resolve(admitted);
  await vi.waitFor(() => expect(checks).toHaveLength(2));
  checks[1]?.resolve(refused);
  await vi.waitFor(() => expect(answers).toEqual([admitted, refused]));
  expect(checks).toHaveLength(2);
});

test('a failed check is reported, and the next one runs', async () => {
  const { recheck, checks, answers, errors } = start();
  recheck.recheck();
  checks[0]?.reject(new Error('disk'));
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  vi.advanceTimersByTime(30_000);
  checks[1]?.resolve(refused);
  await vi.waitFor(() => expect(answers).toEqual([refused]));
});

test('a stopped recheck runs no more checks', () => {
  const { recheck, checks } = start();
  recheck.stop();
  vi.advanceTimersByTime(120_000);
  expect(checks).toHaveLength(0);
});

test('an expiry is checked within a second, and a prolonged one not again', async () => {
  const { checks, answers } = start(Date.now() + 1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(checks).toHaveLength(1);
  checks[0]?.resolve({ ...admitted, expiresAt: Date.now() + 3_600_000 });
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  for (let second = 0; second < 30; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    for (const check of checks) check.resolve(admitted);
  }
  // The regular check alone.
  expect(checks).toHaveLength(2);
});
