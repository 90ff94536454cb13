import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Highs } from 'highs';
import { loadHighs } from './loadHighs.ts';
import { type Cover, type CoverProblem, solveCovers } from './setCover.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

/** Sets of equal strength, by the elements that they cover; elements are worth 1 each. */
const problemOf = (covers: readonly (readonly number[])[], options: Partial<CoverProblem> = {}): CoverProblem => ({
  worth: Array.from({ length: Math.max(0, ...covers.flat()) + 1 }, () => 1),
  sets: covers.map((each) => ({ covers: each, strength: 1 })),
  apart: [],
  size: 5,
  answers: 3,
  ...options,
});

describe('the fewest sets that cover everything', () => {
  test('are found where taking the largest set first would need one more', () => {
    const [first] = solveCovers(highs, problemOf([[0, 1, 2, 3], [0, 1, 4], [2, 3, 5], [4], [5]]));
    expect(first).toEqual([1, 2]);
  });

  test('are found three times, each time different', () => {
    const answers = solveCovers(highs, problemOf([[0, 1], [0], [1], [0, 1]]));
    expect(answers).toEqual([[0], [3], [1, 2]]);
  });

  test('are the strongest of equally few', () => {
    const { sets, ...rest } = problemOf([[0], [0], [0]]);
    const strengths = sets.map((set, index) => ({ ...set, strength: [2, 9, 4][index] ?? 0 }));
    expect(solveCovers(highs, { ...rest, sets: strengths })).toEqual([[1], [2], [0]]);
  });

  test('prefer sets that no earlier answer has taken', () => {
    const { sets, ...rest } = problemOf([[0], [0], [1], [1]], { answers: 2 });
    const strengths = sets.map((set, index) => ({ ...set, strength: [9, 1, 9, 1][index] ?? 0 }));
    expect(solveCovers(highs, { ...rest, sets: strengths })).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

describe('if not everything can be covered', () => {
  test('the elements of most worth are covered within the size', () => {
    const problem = problemOf([[0], [1, 2, 3]], { worth: [9, 1, 1, 1], size: 1, answers: 1 });
    expect(solveCovers(highs, problem)).toEqual([[0]]);
  });

  test('sets that are apart are never taken together', () => {
    const answers = solveCovers(highs, problemOf([[0], [1], [1]], { apart: [[0, 1]] }));
    expect(answers[0]).toEqual([0, 2]);
    for (const answer of answers) expect(answer).not.toEqual([0, 1]);
  });

  test('there is no answer if no set covers anything', () => {
    expect(solveCovers(highs, problemOf([[], []]))).toEqual([]);
    expect(solveCovers(highs, problemOf([]))).toEqual([]);
    expect(solveCovers(highs, problemOf([[0]], { size: 0 }))).toEqual([]);
  });
});

const subsets = (count: number): Cover[] =>
  Array.from({ length: 2 ** count }, (_, mask) =>
    Array.from({ length: count }, (_, index) => index).filter((index) => (mask >> index) & 1),
  );

const isWithin = (part: Cover, whole: Cover) => part.every((entry) => whole.includes(entry));

/** All allowed covers after the earlier answers, by brute force. */
const allowedCovers = ({ sets, apart, size }: CoverProblem, earlier: readonly Cover[]): Cover[] =>
  subsets(sets.length).filter(
    (cover) =>
      cover.length > 0 &&
      cover.length <= size &&
      apart.every((pair) => pair[0] === pair[1] || !isWithin(pair, cover)) &&
      earlier.every((answer) => !isWithin(answer, cover)),
  );

const elementsOf = ({ sets }: CoverProblem, cover: Cover) => [
  ...new Set(cover.flatMap((set) => sets[set]?.covers ?? [])),
];
const worthOf = (problem: CoverProblem, cover: Cover) =>
  elementsOf(problem, cover).reduce((sum, element) => sum + (problem.worth[element] ?? 0), 0);
const strengthOf = ({ sets }: CoverProblem, cover: Cover) =>
  cover.reduce((sum, set) => sum + (sets[set]?.strength ?? 0), 0);

const coverProblem = fc
  .record({ setCount: fc.integer({ min: 2, max: 7 }), elementCount: fc.integer({ min: 1, max: 6 }) })
  .chain(({ setCount, elementCount }) =>
    fc.record({
      worth: fc.array(fc.constantFrom(1, 2, 20), { minLength: elementCount, maxLength: elementCount }),
      sets: fc.array(
        fc.record({
          covers: fc.uniqueArray(fc.integer({ min: 0, max: elementCount - 1 }), { maxLength: 3 }),
          strength: fc.integer({ min: 0, max: 9 }),
        }),
        { minLength: setCount, maxLength: setCount },
      ),
      apart: fc.array(
        fc
          .tuple(fc.integer({ min: 0, max: setCount - 1 }), fc.integer({ min: 0, max: setCount - 1 }))
          .filter(([one, other]) => one !== other),
        { maxLength: 4 },
      ),
      size: fc.integer({ min: 1, max: 4 }),
      answers: fc.constant(3),
    }),
  );

test('every answer is the best of all allowed covers', () => {
  fc.assert(
    fc.property(coverProblem, (problem) => {
      const answers = solveCovers(highs, problem);
      for (const [index, answer] of answers.entries()) {
        const earlier = answers.slice(0, index);
        const others = allowedCovers(problem, earlier);
        expect(others).toContainEqual(answer);
        const best = Math.max(...others.map((cover) => worthOf(problem, cover)));
        expect(worthOf(problem, answer)).toBe(best);
        const equallyWorthy = others.filter((cover) => worthOf(problem, cover) === best);
        expect(answer.length).toBe(Math.min(...equallyWorthy.map((cover) => cover.length)));

        const reached = elementsOf(problem, answer);
        const taken = new Set(earlier.flat());
        const unusedCount = (cover: Cover) => cover.filter((set) => !taken.has(set)).length;
        const asGood = equallyWorthy.filter(
          (cover) => cover.length === answer.length && isWithin(reached, elementsOf(problem, cover)),
        );
        expect(unusedCount(answer)).toBe(Math.max(...asGood.map(unusedCount)));
        const asUnused = asGood.filter((cover) => unusedCount(cover) === unusedCount(answer));
        expect(strengthOf(problem, answer)).toBe(Math.max(...asUnused.map((cover) => strengthOf(problem, cover))));
      }
      // There are fewer answers than wanted only if no other cover is left.
      const left =
        answers.length < problem.answers
          ? allowedCovers(problem, answers).filter((cover) => worthOf(problem, cover) > 0)
          : [];
      expect(left).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
