import type { Highs, Model } from 'highs';

/** Which of these sets to take, so that what is worth covering is covered by as few of them as possible. */
export interface CoverProblem {
  /** What each thing is worth, in whole numbers; the sum of what is covered comes before all else. */
  readonly worth: readonly number[];
  readonly sets: readonly {
    /** The things that it covers. */
    readonly covers: readonly number[];
    /** A whole number from 0 on: of covers that are alike in all else, the strongest is taken. */
    readonly strength: number;
  }[];
  /** Pairs of sets that are never taken together. */
  readonly apart: readonly (readonly [number, number])[];
  /** How many may be taken. */
  readonly size: number;
  /** How many different answers are wanted. */
  readonly answers: number;
}

/** The sets that are taken, as their indices, in order. */
export type Cover = readonly number[];

/** Solves in a thread of its own: a hard problem takes a second that no socket should wait for. */
export interface Solver {
  covers(problem: CoverProblem): Promise<readonly Cover[]>;
}

/** A variable with its factor. */
type Term = readonly [variable: number, factor: number];
interface Constraint {
  readonly min: number;
  readonly max: number;
  readonly terms: readonly Term[];
}

/** Whole numbers from 0 to 1 that make the most of a value. */
interface Program {
  readonly values: readonly number[];
  readonly rows: readonly Constraint[];
}

/** Nothing that we ask takes this long; what does would keep all others waiting. */
const solveTimeoutSeconds = 20;

/**
 * The best of all solutions, proven.
 *
 * @returns the variables that are 1; undefined where nothing meets all rows.
 * @throws Error where it is not solved in time.
 */
const solve = (highs: Highs, { values, rows }: Program): ReadonlySet<number> | undefined => {
  const starts = [0];
  for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length);
  const terms = rows.flatMap((row) => row.terms);
  const count = { numCols: values.length, numRows: rows.length };
  const source = {
    ...count,
    sense: highs.constants.objectiveSense.maximize,
    colCost: [...values],
    colLower: values.map(() => 0),
    colUpper: values.map(() => 1),
    rowLower: rows.map(({ min }) => min),
    rowUpper: rows.map(({ max }) => max),
    matrix: {
      ...count,
      format: 'csr' as const,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(terms, ([variable]) => variable),
      values: Float64Array.from(terms, ([, factor]) => factor),
    },
    integrality: values.map(() => highs.constants.variableType.integer),
  };
  return highs.withModel(source, (model: Model) => {
    // Values are whole numbers: what is less than one apart is the same, and nothing else counts as solved.
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.9, time_limit: solveTimeoutSeconds });
    model.run();
    const status = model.getModelStatus();
    const { optimal, infeasible } = highs.constants.modelStatus;
    if (status === infeasible) return undefined;
    if (status !== optimal) throw new Error(`the solver ended with status ${status}`);
    return new Set([...model.getSolution().colValue].flatMap((value, at) => (value > 0.5 ? [at] : [])));
  });
};

const isSubset = (part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean =>
  part.size <= whole.size && [...part].every((entry) => whole.has(entry));

/** A set as one of the program's variables. */
interface Column {
  readonly set: number;
  readonly covers: ReadonlySet<number>;
  readonly apart: ReadonlySet<number>;
  readonly value: number;
}

/**
 * Leaves out what another does as well or better: covers all of it and more, is kept apart from nobody
 * else, and counts no less. What an earlier answer has taken stands in for nobody, since a later answer
 * may have to do without it.
 */
const undominated = (columns: readonly Column[], taken: ReadonlySet<number>): readonly Column[] => {
  const kept: Column[] = [];
  const widestFirst = columns.toSorted(
    (a, b) => b.covers.size - a.covers.size || a.apart.size - b.apart.size || b.value - a.value || a.set - b.set,
  );
  for (const column of widestFirst) {
    const dominated = kept.some(
      (other) =>
        !taken.has(other.set) &&
        other.value >= column.value &&
        isSubset(column.covers, other.covers) &&
        isSubset(other.apart, column.apart),
    );
    if (!dominated) kept.push(column);
  }
  return kept;
};

/** What stays the same from answer to answer. */
interface PreparedProblem extends CoverProblem {
  /** Things that some set covers. */
  readonly elements: readonly number[];
  readonly covered: readonly ReadonlySet<number>[];
  readonly excluded: readonly ReadonlySet<number>[];
  /** Sets that cover anything. */
  readonly useful: readonly number[];
}

const prepareProblem = (question: CoverProblem): PreparedProblem => {
  const covered = question.sets.map(({ covers }) => new Set(covers));
  const rivals = covered.map(() => new Set<number>());
  for (const [one, other] of question.apart) {
    rivals[one]?.add(other);
    rivals[other]?.add(one);
  }
  return {
    ...question,
    covered,
    excluded: rivals,
    elements: [...question.worth.keys()].filter((thing) => covered.some((covers) => covers.has(thing))),
    useful: [...covered.keys()].filter((set) => (covered[set]?.size ?? 0) > 0),
  };
};

const columnsOf = (
  { useful, covered, excluded }: PreparedProblem,
  taken: ReadonlySet<number>,
  valueOf: (set: number) => number,
): readonly Column[] => {
  const none: ReadonlySet<number> = new Set();
  const all = useful.map((set) => ({
    set,
    value: valueOf(set),
    covers: covered[set] ?? none,
    apart: excluded[set] ?? none,
  }));
  return undominated(all, taken);
};

/** So strong that one set that no earlier answer has taken counts for more than all strengths together. */
const unusedFirstStrength = (
  { sets, useful, size }: PreparedProblem,
  taken: ReadonlySet<number>,
): ((set: number) => number) => {
  const strengthOf = (set: number) => sets[set]?.strength ?? 0;
  const most = Math.max(0, ...useful.map(strengthOf));
  return (set) => strengthOf(set) + (taken.has(set) ? 0 : size * most + 1);
};

/**
 * Covers, the best first: what they cover is worth the most, with the fewest sets, then with the fewest
 * that an earlier answer has taken, and of these the strongest. Each is proven. No answer holds all that
 * an earlier one took; there are fewer answers than wanted where nothing else covers anything.
 *
 * @throws Error where one is not proven in time.
 */
export const solveCovers = (highs: Highs, question: CoverProblem): readonly Cover[] => {
  const sought = prepareProblem(question);
  const { worth, apart, size, elements, covered } = sought;

  const coverRow = (columns: readonly Column[], thing: number): Constraint => ({
    min: 1,
    max: highs.infinity,
    terms: columns.flatMap(({ covers }, at): Term[] => (covers.has(thing) ? [[at, 1]] : [])),
  });

  const limits = (columns: readonly Column[], before: readonly Cover[]): readonly Constraint[] => {
    const places = new Map(columns.map(({ set }, at) => [set, at]));
    const together = (members: readonly number[], most: number): readonly Constraint[] => {
      const terms = members.flatMap((set): Term[] => {
        const at = places.get(set);
        return at === undefined ? [] : [[at, 1]];
      });
      return terms.length > most ? [{ min: 0, max: most, terms }] : [];
    };
    return [
      ...together([...places.keys()], size),
      ...apart.flatMap((pair) => together(pair, 1)),
      ...before.flatMap((cover) => together(cover, cover.length - 1)),
    ];
  };

  const setsOf = (columns: readonly Column[], variables: ReadonlySet<number>): readonly number[] =>
    columns.flatMap(({ set }, at) => (variables.has(at) ? [set] : []));

  /** The fewest sets that cover all that anybody covers; undefined where that can't be done. */
  const coverAll = (columns: readonly Column[], rows: readonly Constraint[]): readonly number[] | undefined => {
    const found = solve(highs, {
      values: columns.map(() => -1),
      rows: [...elements.map((thing) => coverRow(columns, thing)), ...rows],
    });
    return found && setsOf(columns, found);
  };

  /** The fewest sets that cover what is worth most. */
  const coverMost = (columns: readonly Column[], rows: readonly Constraint[]): readonly number[] => {
    const reached = elements.map((thing, at): Constraint => {
      const { max, terms } = coverRow(columns, thing);
      return { min: 0, max, terms: [...terms, [columns.length + at, -1]] };
    });
    const values = [...columns.map(() => -1), ...elements.map((thing) => (worth[thing] ?? 0) * (size + 1))];
    const found = solve(highs, { values, rows: [...reached, ...rows] });
    return setsOf(columns, found ?? new Set());
  };

  const next = (before: readonly Cover[]): Cover => {
    const taken = new Set(before.flat());
    const alike = columnsOf(sought, taken, () => 0);
    const rows = limits(alike, before);
    const fewest = coverAll(alike, rows) ?? coverMost(alike, rows);
    if (fewest.length === 0) return [];
    const columns = columnsOf(sought, taken, unusedFirstStrength(sought, taken));
    const reached = new Set(fewest.flatMap((set) => [...(covered[set] ?? [])]));
    const asMany: Constraint = { min: fewest.length, max: fewest.length, terms: columns.map((_, at) => [at, 1]) };
    const strongest = solve(highs, {
      values: columns.map(({ value }) => value),
      rows: [...[...reached].map((thing) => coverRow(columns, thing)), asMany, ...limits(columns, before)],
    });
    if (!strongest) throw new Error('the solver has lost a cover that it had found');
    return setsOf(columns, strongest).toSorted((a, b) => a - b);
  };

  const answers: Cover[] = [];
  while (elements.length > 0 && answers.length < question.answers) {
    const answer = next(answers);
    if (answer.length === 0) break;
    answers.push(answer);
  }
  return answers;
};
