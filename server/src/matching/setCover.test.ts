import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Highs } from 'highs';
import { loadHighs } from './loadHighs.ts';
import { type Cover, type CoverProblem, solveCovers } from './setCover.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

/** Sets by what they cover, all as strong; things are worth 1 each. */
const asked = (covers: readonly (readonly number[])[], its: Partial<CoverProblem> = {}): CoverProblem => ({
  worth: Array.from({ length: Math.max(0, ...covers.flat()) + 1 }, () => 1),
  sets: covers.map((each) => ({ covers: each, strength: 1 })),
  apart: [],
  size: 5,
  answers: 3,
  ...its,
});

describe('the fewest sets that cover everything', () => {
  test('are found where taking the largest first would need one more', () => {
    const [first] = solveCovers(highs, asked([[0, 1, 2, 3], [0, 1, 4], [2, 3, 5], [4], [5]]));
    expect(first).toEqual([1, 2]);
  });

  test('come three times, each different', () => {
    const answers = solveCovers(highs, asked([[0, 1], [0], [1], [0, 1]]));
    expect(answers).toEqual([[0], [3], [1, 2]]);
  });

  test('are the strongest of those that are as few', () => {
    const { sets, ...its } = asked([[0], [0], [0]]);
    const strengths = sets.map((set, at) => ({ ...set, strength: [2, 9, 4][at] ?? 0 }));
    expect(solveCovers(highs, { ...its, sets: strengths })).toEqual([[1], [2], [0]]);
  });

  test('take next what no earlier answer has taken', () => {
    const { sets, ...its } = asked([[0], [0], [1], [1]], { answers: 2 });
    const strengths = sets.map((set, at) => ({ ...set, strength: [9, 1, 9, 1][at] ?? 0 }));
    expect(solveCovers(highs, { ...its, sets: strengths })).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

describe('where not everything can be covered', () => {
  test('what is worth most is, within the size', () => {
    const question = asked([[0], [1, 2, 3]], { worth: [9, 1, 1, 1], size: 1, answers: 1 });
    expect(solveCovers(highs, question)).toEqual([[0]]);
  });

  test('sets that are kept apart are never together', () => {
    const answers = solveCovers(highs, asked([[0], [1], [1]], { apart: [[0, 1]] }));
    expect(answers[0]).toEqual([0, 2]);
    for (const answer of answers) expect(answer).not.toEqual([0, 1]);
  });

  test('there is no answer where nothing covers anything', () => {
    expect(solveCovers(highs, asked([[], []]))).toEqual([]);
    expect(solveCovers(highs, asked([]))).toEqual([]);
    expect(solveCovers(highs, asked([[0]], { size: 0 }))).toEqual([]);
  });
});

const subsets = (count: number): Cover[] =>
  Array.from({ length: 2 ** count }, (_, mask) =>
    Array.from({ length: count }, (_, at) => at).filter((at) => (mask >> at) & 1),
  );

const isWithin = (part: Cover, whole: Cover) => part.every((entry) => whole.includes(entry));

/** Looks at all subsets there are. */
const allowed = ({ sets, apart, size }: CoverProblem, before: readonly Cover[]): Cover[] =>
  subsets(sets.length).filter(
    (cover) =>
      cover.length > 0 &&
      cover.length <= size &&
      apart.every((pair) => pair[0] === pair[1] || !isWithin(pair, cover)) &&
      before.every((earlier) => !isWithin(earlier, cover)),
  );

const reachedBy = ({ sets }: CoverProblem, cover: Cover) => [
  ...new Set(cover.flatMap((set) => sets[set]?.covers ?? [])),
];
const worthOf = (question: CoverProblem, cover: Cover) =>
  reachedBy(question, cover).reduce((sum, thing) => sum + (question.worth[thing] ?? 0), 0);
const strengthOf = ({ sets }: CoverProblem, cover: Cover) =>
  cover.reduce((sum, set) => sum + (sets[set]?.strength ?? 0), 0);

const question = fc
  .record({ count: fc.integer({ min: 2, max: 7 }), things: fc.integer({ min: 1, max: 6 }) })
  .chain(({ count, things }) =>
    fc.record({
      worth: fc.array(fc.constantFrom(1, 2, 20), { minLength: things, maxLength: things }),
      sets: fc.array(
        fc.record({
          covers: fc.uniqueArray(fc.integer({ min: 0, max: things - 1 }), { maxLength: 3 }),
          strength: fc.integer({ min: 0, max: 9 }),
        }),
        { minLength: count, maxLength: count },
      ),
      apart: fc.array(
        fc
          .tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: count - 1 }))
          .filter(([one, other]) => one !== other),
        { maxLength: 4 },
      ),
      size: fc.integer({ min: 1, max: 4 }),
      answers: fc.constant(3),
    }),
  );

test('every answer is the best of all that are allowed, as looking at each of them finds', () => {
  fc.assert(
    fc.property(question, (its) => {
      const answers = solveCovers(highs, its);
      for (const [at, answer] of answers.entries()) {
        const before = answers.slice(0, at);
        const others = allowed(its, before);
        expect(others).toContainEqual(answer);
        const best = Math.max(...others.map((cover) => worthOf(its, cover)));
        expect(worthOf(its, answer)).toBe(best);
        const alike = others.filter((cover) => worthOf(its, cover) === best);
        expect(answer.length).toBe(Math.min(...alike.map((cover) => cover.length)));

        const reached = reachedBy(its, answer);
        const taken = new Set(before.flat());
        const fresh = (cover: Cover) => cover.filter((set) => !taken.has(set)).length;
        const asGood = alike.filter(
          (cover) => cover.length === answer.length && isWithin(reached, reachedBy(its, cover)),
        );
        expect(fresh(answer)).toBe(Math.max(...asGood.map(fresh)));
        const asFresh = asGood.filter((cover) => fresh(cover) === fresh(answer));
        expect(strengthOf(its, answer)).toBe(Math.max(...asFresh.map((cover) => strengthOf(its, cover))));
      }
      // Fewer than wanted only where nothing is left that covers anything.
      const left = answers.length < its.answers ? allowed(its, answers).filter((cover) => worthOf(its, cover) > 0) : [];
      expect(left).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
