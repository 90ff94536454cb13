import { existsSync, readFileSync } from 'node:fs';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export const none: Count = { passed: 0, failed: 0 };

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});

/** A runner that ends badly without a failed test (a file that does not load, a leak at the end) has failed once. */
const withExit = (count: Count, exitCode: number): Count =>
  exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

// Both reports are written by the runners' own code, of pinned versions; a report of another shape gives no number.
const read = <Report>(file: string): Report | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;

export const countVitest = (file: string, exitCode: number): Count => {
  const report = read<VitestReport>(file);
  if (!report) return withExit(none, exitCode);
  const notLoaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + notLoaded.length;
  return withExit({ passed: report.numPassedTests, failed }, exitCode);
};

/** A test that passed only at a second try has not passed: what it found is real. */
export const countPlaywright = (file: string, exitCode: number): Count => {
  const stats = read<PlaywrightReport>(file)?.stats;
  if (!stats) return withExit(none, exitCode);
  return withExit({ passed: stats.expected, failed: stats.unexpected + stats.flaky }, exitCode);
};
