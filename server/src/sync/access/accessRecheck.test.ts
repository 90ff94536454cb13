import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refuseAdmission, type Admission } from './admission.ts';
import { AccessRecheck } from './accessRecheck.ts';
import { makeMembership } from '../testing/syncWorld.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const review of begun.splice(0)) review.stop();
  vi.useRealTimers();
});

/** They share one timer, which the next test must not find running on this one's clock. */
const begun: AccessRecheck[] = [];

const begin = (until?: number) => {
  const looks: PromiseWithResolvers<Admission>[] = [];
  const answers: Admission[] = [];
  const errors: unknown[] = [];
  const review = new AccessRecheck({
    expiresAt: until,
    admit() {
      const look = Promise.withResolvers<Admission>();
      looks.push(look);
      return look.promise;
    },
    onAdmission: (admission) => void answers.push(admission),
    onError: (error) => void errors.push(error),
  });
  begun.push(review);
  return { review, looks, answers, errors };
};

const admitted: Admission = { kind: 'admitted', membership: makeMembership() };
const refused = refuseAdmission('no-right', 'no');

test('requests during a check start exactly one more, and the last answer wins', async () => {
  const { review, looks, answers } = begin();
  for (let push = 0; push < 10; push += 1) review.recheck();
  expect(looks).toHaveLength(1);
  looks[0]?.resolve(admitted);
  await vi.waitFor(() => expect(looks).toHaveLength(2));
  looks[1]?.resolve(refused);
  await vi.waitFor(() => expect(answers).toEqual([admitted, refused]));
  expect(looks).toHaveLength(2);
});

test('a failed check is reported, and the next one runs', async () => {
  const { review, looks, answers, errors } = begin();
  review.recheck();
  looks[0]?.reject(new Error('disk'));
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  vi.advanceTimersByTime(30_000);
  looks[1]?.resolve(refused);
  await vi.waitFor(() => expect(answers).toEqual([refused]));
});

test('a stopped recheck runs no more checks', () => {
  const { review, looks } = begin();
  review.stop();
  vi.advanceTimersByTime(120_000);
  expect(looks).toHaveLength(0);
});

test('an expiry is checked within a second, and a prolonged one not again', async () => {
  const { looks, answers } = begin(Date.now() + 1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks).toHaveLength(1);
  looks[0]?.resolve({ ...admitted, expiresAt: Date.now() + 3_600_000 });
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  for (let second = 0; second < 30; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    for (const look of looks) look.resolve(admitted);
  }
  // Its turn among all, and no more.
  expect(looks).toHaveLength(2);
});
