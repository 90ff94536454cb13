import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countPlaywright, countVitest, sum } from './count.ts';

const folder = mkdtempSync(join(tmpdir(), 'brygga-count-'));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (content: object): string => {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

const loaded = { status: 'passed', assertionResults: [{}] };

test('Vitest’s passed and failed tests are counted', () => {
  const file = report({ numPassedTests: 5, numFailedTests: 2, testResults: [loaded] });
  expect(countVitest(file, 1)).toEqual({ passed: 5, failed: 2 });
});

test('a test file that does not load has failed once', () => {
  const notLoaded = { status: 'failed', assertionResults: [] };
  const file = report({ numPassedTests: 5, numFailedTests: 0, testResults: [loaded, notLoaded] });
  expect(countVitest(file, 1)).toEqual({ passed: 5, failed: 1 });
});

test('a runner that ends badly with all tests passed has failed once', () => {
  const file = report({ numPassedTests: 5, numFailedTests: 0, testResults: [loaded] });
  expect(countVitest(file, 1)).toEqual({ passed: 5, failed: 1 });
});

test('a runner that ends before it has written a report has failed once', () => {
  expect(countVitest(join(folder, 'nothing.json'), 1)).toEqual({ passed: 0, failed: 1 });
  expect(countPlaywright(join(folder, 'nothing.json'), 1)).toEqual({ passed: 0, failed: 1 });
});

test('a journey that passed only at a second try has failed', () => {
  const file = report({ stats: { expected: 3, unexpected: 1, flaky: 1 } });
  expect(countPlaywright(file, 1)).toEqual({ passed: 3, failed: 2 });
});

test('counts of stages add up', () => {
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 });
});
