import { readFileSync, writeFileSync } from 'node:fs';
import { runMain, log, seconds } from '../tooling/process.ts';
import { type Options, readOptions } from './options.ts';
import type { Peer } from './peers/peer.ts';
import { machineLine } from './report/machine.ts';
import { insertReport } from './report/markdown.ts';
import { toText, type Line, tableLines } from './report/table.ts';
import { type Figures, mediansOf, type Scenario } from './scenarios/scenario.ts';
import { suite } from './suite.ts';

interface Round {
  readonly scenario: string;
  readonly contestant: string;
  readonly round: number;
  readonly figures: Figures;
  /** Why it could not be measured. */
  readonly failed?: string;
}

const isSelected = (names: readonly string[], name: string): boolean =>
  names.length === 0 || names.some((asked) => name === asked);

const measure = async (scenario: Scenario, peer: Peer, round: number, options: Options): Promise<Round> => {
  const begun = performance.now();
  const about = { scenario: scenario.name, contestant: peer.name, round };
  try {
    const figures = await scenario.run(peer, options);
    const columns = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(2)}`);
    process.stdout.write(`  ${peer.name.padEnd(12)} ${columns.join(', ')} (${seconds(begun)})\n`);
    return { ...about, figures };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    process.stdout.write(`  ${peer.name.padEnd(12)} could not be measured: ${failed}\n`);
    return { ...about, figures: {}, failed };
  }
};

/** Rounds go round the peers, so that what disturbs the machine for a while disturbs them alike. */
const runScenario = async (scenario: Scenario, options: Options): Promise<Round[]> => {
  const contestants = scenario.contestants.filter(({ name }) => isSelected(options.peers, name));
  const rounds: Round[] = [];
  for (let round = 1; round <= Math.min(options.rounds, scenario.roundsMax ?? options.rounds); round += 1) {
    log(`${scenario.name}, round ${round}: ${scenario.title}`);
    for (const peer of contestants) {
      if (round > 1 && scenario.once?.includes(peer)) continue;
      rounds.push(await measure(scenario, peer, round, options));
    }
  }
  return rounds;
};

// Whoever breaks it off leaves no servers and no folders behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await runMain(async () => {
  const options = readOptions(process.argv.slice(2));
  const begun = performance.now();
  const scenarios = suite.filter(
    ({ name }) => options.only.length === 0 || options.only.some((asked) => name.startsWith(asked)),
  );
  if (scenarios.length === 0)
    throw new Error(`There are these scenarios: ${suite.map(({ name }) => name).join(', ')}.`);
  const machine = machineLine(scenarios.flatMap(({ contestants }) => contestants));
  log(machine);
  const rounds: Round[] = [];
  const lines: Line[] = [];
  for (const scenario of scenarios) {
    const report = await runScenario(scenario, options);
    rounds.push(...report);
    lines.push(...tableLines(scenario, mediansOf(report)));
  }
  log(`medians of ${options.rounds} rounds, after ${seconds(begun)}; ${machine}\n\n${toText(lines)}\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ machine, rounds }, null, 2)}\n`);
  if (options.markdown !== undefined) {
    const before = readFileSync(options.markdown, 'utf8');
    writeFileSync(options.markdown, insertReport(before, { lines, machine, rounds: options.rounds }));
  }
  return 0;
});
