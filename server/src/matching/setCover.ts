import type { Highs, Model } from 'highs';

/** The task to cover the elements of most worth by as few sets as possible. */
export interface CoverProblem {
  /** The worth of each element, in whole numbers; the covered sum comes first. */
  readonly worth: readonly number[];
  readonly sets: readonly {
    /** Indices of the elements that it covers. */
    readonly covers: readonly number[];
    /** A whole number from 0 on; the strongest of otherwise equal covers is taken. */
    readonly strength: number;
  }[];
  /** Pairs of sets that are never taken together. */
  readonly apart: readonly (readonly [number, number])[];
  /** How many may be taken. */
  readonly size: number;
  /** How many different covers are wanted. */
  readonly answers: number;
}

/** Indices of the sets that are taken, in order. */
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

/** Binary variables that maximise a weighted sum. */
interface Program {
  readonly values: readonly number[];
  readonly rows: readonly Constraint[];
}

/** No real problem takes this long, and others wait meanwhile. */
const solveTimeoutSeconds = 20;

/**
 * Finds a proven optimum.
 *
 * @returns the variables that are 1; undefined where no solution meets all rows.
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
    // Values are whole numbers, so a gap below one proves the optimum.
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.9, time_limit: solveTimeoutSeconds });
    model.run();
    const status = model.getModelStatus();
    const { optimal, infeasible } = highs.constants.modelStatus;
    if (status === infeasible) return undefined;
    if (status !== optimal) throw new Error(`the solver ended with status ${status}`);
    return new Set([...model.getSolution().colValue].flatMap((value, variable) => (value > 0.5 ? [variable] : [])));
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
 * Drops columns that another column dominates: it covers a superset, excludes a subset and has no lower
 * value. Sets of an earlier answer dominate nothing, since a later answer may have to exclude them.
 */
const dropDominated = (columns: readonly Column[], taken: ReadonlySet<number>): readonly Column[] => {
  const undominated: Column[] = [];
  const widestFirst = columns.toSorted(
    (a, b) => b.covers.size - a.covers.size || a.apart.size - b.apart.size || b.value - a.value || a.set - b.set,
  );
  for (const column of widestFirst) {
    const dominated = undominated.some(
      (other) =>
        !taken.has(other.set) &&
        other.value >= column.value &&
        isSubset(column.covers, other.covers) &&
        isSubset(other.apart, column.apart),
    );
    if (!dominated) undominated.push(column);
  }
  return undominated;
};

/** Lookups that all answers share. */
interface PreparedProblem extends CoverProblem {
  /** Elements that some set covers. */
  readonly elements: readonly number[];
  readonly covered: readonly ReadonlySet<number>[];
  readonly excluded: readonly ReadonlySet<number>[];
  /** Sets that cover something. */
  readonly useful: readonly number[];
}

const prepareProblem = (problem: CoverProblem): PreparedProblem => {
  const covered = problem.sets.map(({ covers }) => new Set(covers));
  const excluded = covered.map(() => new Set<number>());
  for (const [one, other] of problem.apart) {
    excluded[one]?.add(other);
    excluded[other]?.add(one);
  }
  return {
    ...problem,
    covered,
    excluded,
    elements: [...problem.worth.keys()].filter((element) => covered.some((covers) => covers.has(element))),
    useful: [...covered.keys()].filter((set) => (covered[set]?.size ?? 0) > 0),
  };
};

const columnsOf = (
  { useful, covered, excluded }: PreparedProblem,
  taken: ReadonlySet<number>,
  valueOf: (set: number) => number,
): readonly Column[] => {
  const none: ReadonlySet<number> = new Set();
  const columns = useful.map((set) => ({
    set,
    value: valueOf(set),
    covers: covered[set] ?? none,
    apart: excluded[set] ?? none,
  }));
  return dropDominated(columns, taken);
};

/** Weights a set that no earlier answer took above the sum of all strengths. */
const unusedFirstStrength = (
  { sets, useful, size }: PreparedProblem,
  taken: ReadonlySet<number>,
): ((set: number) => number) => {
  const strengthOf = (set: number) => sets[set]?.strength ?? 0;
  const strengthMax = Math.max(0, ...useful.map(strengthOf));
  return (set) => strengthOf(set) + (taken.has(set) ? 0 : size * strengthMax + 1);
};

/**
 * Proven optimal covers, the best first: the highest covered worth, then the fewest sets, then the fewest
 * sets of earlier answers, then the most strength. No answer contains an earlier one; there are fewer
 * answers than wanted where nothing else covers anything.
 *
 * @throws Error where one is not proven in time.
 */
export const solveCovers = (highs: Highs, problem: CoverProblem): readonly Cover[] => {
  const prepared = prepareProblem(problem);
  const { worth, apart, size, elements, covered } = prepared;

  const coverRow = (columns: readonly Column[], element: number): Constraint => ({
    min: 1,
    max: highs.infinity,
    terms: columns.flatMap(({ covers }, variable): Term[] => (covers.has(element) ? [[variable, 1]] : [])),
  });

  const limits = (columns: readonly Column[], earlier: readonly Cover[]): readonly Constraint[] => {
    const variables = new Map(columns.map(({ set }, variable) => [set, variable]));
    const atMost = (sets: readonly number[], max: number): readonly Constraint[] => {
      const terms = sets.flatMap((set): Term[] => {
        const variable = variables.get(set);
        return variable === undefined ? [] : [[variable, 1]];
      });
      return terms.length > max ? [{ min: 0, max, terms }] : [];
    };
    return [
      ...atMost([...variables.keys()], size),
      ...apart.flatMap((pair) => atMost(pair, 1)),
      ...earlier.flatMap((cover) => atMost(cover, cover.length - 1)),
    ];
  };

  const setsOf = (columns: readonly Column[], variables: ReadonlySet<number>): readonly number[] =>
    columns.flatMap(({ set }, variable) => (variables.has(variable) ? [set] : []));

  /** The fewest sets that cover every element; undefined where that can't be done. */
  const coverAll = (columns: readonly Column[], rows: readonly Constraint[]): readonly number[] | undefined => {
    const solution = solve(highs, {
      values: columns.map(() => -1),
      rows: [...elements.map((element) => coverRow(columns, element)), ...rows],
    });
    return solution && setsOf(columns, solution);
  };

  /** The fewest sets that cover the most worth. */
  const coverMost = (columns: readonly Column[], rows: readonly Constraint[]): readonly number[] => {
    const reached = elements.map((element, index): Constraint => {
      const { max, terms } = coverRow(columns, element);
      return { min: 0, max, terms: [...terms, [columns.length + index, -1]] };
    });
    const values = [...columns.map(() => -1), ...elements.map((element) => (worth[element] ?? 0) * (size + 1))];
    const solution = solve(highs, { values, rows: [...reached, ...rows] });
    return setsOf(columns, solution ?? new Set());
  };

  const nextCover = (earlier: readonly Cover[]): Cover => {
    const taken = new Set(earlier.flat());
    const equalColumns = columnsOf(prepared, taken, () => 0);
    const rows = limits(equalColumns, earlier);
    const fewest = coverAll(equalColumns, rows) ?? coverMost(equalColumns, rows);
    if (fewest.length === 0) return [];
    const columns = columnsOf(prepared, taken, unusedFirstStrength(prepared, taken));
    const reached = new Set(fewest.flatMap((set) => [...(covered[set] ?? [])]));
    const sameCount: Constraint = {
      min: fewest.length,
      max: fewest.length,
      terms: columns.map((_, variable) => [variable, 1]),
    };
    const strongest = solve(highs, {
      values: columns.map(({ value }) => value),
      rows: [...[...reached].map((element) => coverRow(columns, element)), sameCount, ...limits(columns, earlier)],
    });
    if (!strongest) throw new Error('the solver found no cover although there is one');
    return setsOf(columns, strongest).toSorted((a, b) => a - b);
  };

  const answers: Cover[] = [];
  while (elements.length > 0 && answers.length < problem.answers) {
    const answer = nextCover(answers);
    if (answer.length === 0) break;
    answers.push(answer);
  }
  return answers;
};
