import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The version of a package that is installed beside the benchmark. */
export const versionOf = (name: string): string => {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed: run "npx pnpm@12 install".`);
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
};
