import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { root, run, runNode, log, tool } from './process.ts';

const asRoot = process.getuid?.() === 0;

/** Chromium that talks to nobody but the page's server; its sandbox can't be had as root. */
export const chromiumArgs: readonly string[] = [
  ...(asRoot ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Machines that test have none; without this a process of its own imitates one.
  '--disable-gpu',
];

/** Chromium without windows: it starts and draws for a third of the work, and can show nothing. */
const shells = process.env['HEADED'] === undefined ? ['/usr/bin/chromium-headless-shell'] : [];

const installed = [
  ...shells,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...[process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']].flatMap((folder) =>
    folder
      ? [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Chromium/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : [],
  ),
];

/** Playwright's own, at the place where it would put it, or undefined where it has none for this system. */
const ofPlaywright = (): string | undefined => {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : undefined;
};

const works = async (path: string): Promise<boolean> => {
  try {
    const browser = await chromium.launch({ executablePath: path, args: [...chromiumArgs] });
    await browser.close();
    return true;
  } catch (error) {
    log(`${path} does not start: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return false;
  }
};

const unhelped = (error: unknown): undefined => {
  log(`that did not work: ${error instanceof Error ? error.message : String(error)}`);
};

const downloadedByPlaywright = async (): Promise<string | undefined> => {
  log('no browser on this machine: trying Playwright’s own Chromium …');
  const install = [tool('tests', '@playwright/test', 'playwright'), 'install', 'chromium'];
  // Where it is out of reach, it says so in forty lines and four stacks.
  const code = await runNode(install, { stdio: 'ignore' });
  return code === 0 ? ofPlaywright() : undefined;
};

const fromDebian = async (): Promise<string | undefined> => {
  if (!asRoot || !existsSync('/usr/bin/apt-get')) return undefined;
  log('trying Debian’s Chromium by apt-get …');
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-qq'], quiet);
  for (const path of [...shells, '/usr/bin/chromium']) {
    const install = ['install', '-y', '-qq', '--no-install-recommends', basename(path)];
    if ((await run('apt-get', install, quiet)) === 0) return path;
  }
  return undefined;
};

const packaged = { name: '@sparticuz/chromium', version: '153.0.0' };
const packageFolder = join(root, 'node_modules/.cache/chromium');
const packageEntry = join(packageFolder, 'node_modules', packaged.name, 'build/index.js');

/** A Chromium inside an npm package: installed only here, since it weighs more than all the rest together. */
const fromNpm = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return undefined;
  log(`trying the Chromium inside ${packaged.name} ${packaged.version} …`);
  await mkdir(packageFolder, { recursive: true });
  const wanted = `${packaged.name}@${packaged.version}`;
  const args = ['install', '--prefix', packageFolder, '--no-save', '--no-audit', '--no-fund', wanted];
  return (await run('npm', args)) === 0 ? unpacked() : undefined;
};

const unpacked = async (): Promise<string | undefined> => {
  if (!existsSync(packageEntry)) return undefined;
  // By this variable the package knows a bare Linux, and lays the libraries that Chromium needs beside it.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: binary }: { default: { executablePath(): Promise<string> } } = await import(
    pathToFileURL(packageEntry).href
  );
  return binary.executablePath();
};

/**
 * A Chromium that starts: the one that BRYGGA_CHROMIUM names, else one that is installed, else one
 * that it gets. The answer is kept in BRYGGA_CHROMIUM for the processes that this one starts.
 *
 * @throws Error in one sentence when there is none and none can be had.
 */
export const findChromium = async (): Promise<string> => {
  const named = process.env['BRYGGA_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`BRYGGA_CHROMIUM names ${named}, where there is no browser.`);
  }
  const here = [...installed.filter((path) => existsSync(path)), ofPlaywright()];
  const ways: readonly (() => Promise<string | undefined>)[] = [
    ...here.map((path) => async () => path),
    unpacked,
    downloadedByPlaywright,
    fromDebian,
    fromNpm,
  ];
  for (const way of ways) {
    const path = await way().catch(unhelped);
    if (path && (await works(path))) {
      log(`the browser is ${path}`);
      process.env['BRYGGA_CHROMIUM'] = path;
      return path;
    }
  }
  throw new Error('no Chromium could be found or got; install Chromium or Chrome, or name one in BRYGGA_CHROMIUM.');
};
