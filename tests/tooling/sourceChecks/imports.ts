import { parseArgs } from 'node:util';
import { findBrokenConventions, findNeedlessExceptions } from './conventions.ts';
import { fileGraph, findCycles, findFolderCycles } from './cycles.ts';
import { findRetiredNames } from './retiredNames.ts';
import { readSources } from './sources.ts';
import { findUnexplainedSuppressions } from './suppressions.ts';
import { findBrokenWalls, isTest } from './walls.ts';

/**
 * Trees in which no two folders may import each other. Add one here when its folders are settled;
 * `node tests/tooling/sourceChecks/imports.ts --folders` lists the cycles of all.
 */
const acyclicFolderTrees: readonly string[] = ['client/src', 'server/src', 'shared/src'];

const { folders } = parseArgs({ options: { folders: { type: 'boolean', default: false } } }).values;
const sources = readSources();
const graph = fileGraph(sources);
const product = fileGraph(sources.filter(({ file }) => !isTest(file)));
const folderCycles = findFolderCycles(product).filter(
  ({ folders: [first = ''] }) => folders || acyclicFolderTrees.some((tree) => `${first}/`.startsWith(`${tree}/`)),
);

const problems = [
  ...findBrokenWalls(sources),
  ...findUnexplainedSuppressions(sources),
  ...findRetiredNames(sources),
  ...findBrokenConventions(sources),
  ...findNeedlessExceptions(sources),
  ...findCycles(graph).map((cycle) => `Import cycle: ${cycle.join(' → ')}`),
  ...folderCycles.map((cycle) => `Folder cycle: ${cycle.folders.join(' → ')}\n  ${cycle.imports.join('\n  ')}`),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
