import { resolveImport, type Source } from './sources.ts';

/**
 * One wall: files under `from` do not import what `to` matches. Paths are the repository's
 * (`client/src/board/x.ts`), packages go by their names; `say` tells where the code should go.
 */
interface Wall {
  readonly from: RegExp;
  readonly except?: RegExp;
  readonly to: RegExp | ((target: string, file: string) => boolean);
  readonly say: string;
}

/** Tests and their helpers: `room.test.ts`, `testing/workshop.ts`, `testWorld.ts`. */
const tests = /\.test\.ts$|\/testing\/|\/test[A-Z]\w*\.ts$/;
/** Whether a file is no part of the product. */
export const isTest = (file: string): boolean => tests.test(file) || file.startsWith('tests/');
const features = [
  'board',
  'consortia',
  'facilitation',
  'directory',
  'talk',
  'interest',
  'judging',
  'room',
  'tray',
  'account',
];
const feature = new RegExp(`^client/src/(${features.join('|')})/`);
const packageOf = (path: string): string | undefined => /^(client|server|shared|tests)\//.exec(path)?.[1];

/** What ARCHITECTURE calls the direction of dependencies, row by row. */
export const walls: readonly Wall[] = [
  {
    from: /./,
    to: (target, file) => {
      const into = packageOf(target);
      // Names of packages (`@brygga/shared/…`) have become paths here: pnpm lets through only declared ones.
      return into !== undefined && into !== packageOf(file) && into !== 'shared';
    },
    say: 'Packages meet in shared/ only. Move what both need there, or speak over HTTP and the socket.',
  },
  {
    from: /^shared\//,
    except: tests,
    to: (target) =>
      packageOf(target) === undefined && !/^(zod|yjs|lib0|fractional-indexing|@noble\/hashes)(\/|$)/.test(target),
    say: 'shared/ says what a workshop is: no I/O, no framework, only zod, yjs, lib0, fractional-indexing and a hash. Move this to server/ or client/.',
  },
  {
    from: /^(client|server|shared)\//,
    except: tests,
    to: tests,
    say: 'Helpers of tests are for tests. Move what the product needs out of testing/.',
  },
  {
    from: /^client\/src\//,
    except: /^client\/src\/document\//,
    to: /^(yjs|lib0|y-[a-z]+)(\/|$)/,
    say: 'Yjs lives in client/src/document/ only. Give LiveBoard (document/types.ts) a read or an action that says what you need.',
  },
  {
    from: feature,
    to: (target, file) => feature.test(target) && feature.exec(target)?.[1] !== feature.exec(file)?.[1],
    say: 'A feature never imports another. Bring the two together in client/src/pages/ by props and snippets, or move the common part to ui/ or document/.',
  },
  {
    from: /^client\/src\/(?!pages\/|main\.ts|App\.svelte)/,
    to: /^client\/src\/(pages\/|main\.ts|App\.svelte)/,
    say: 'Pages compose features; nothing below them knows a page. Pass it in as a prop or a snippet.',
  },
  {
    from: /^client\/src\/ui\//,
    to: /^client\/src\/(?!ui\/|i18n\/)/,
    say: 'Parts of ui/ are small and dumb: they are told everything by props, and import i18n/ and shared/ only. Move this part to its feature.',
  },
  {
    from: /^client\/src\/(document|i18n)\//,
    to: (target) => feature.test(target) || target.startsWith('client/src/ui/'),
    say: 'document/ and i18n/ lie below the features and show nothing. Return a value, and let the feature show it.',
  },
  {
    from: /^client\/src\/i18n\//,
    to: /^client\/src\/(?!i18n\/)/,
    say: 'i18n/ rests on shared/ alone.',
  },
  {
    from: /^server\/src\//,
    except: new RegExp(
      `^server/src/((serve|compaction\\.worker|library\\.worker)\\.ts|storage/sqlite/)|${tests.source}`,
    ),
    to: /^server\/src\/storage\/(sqlite|postgres)\/|^(better-sqlite3|pg)(\/|$)/,
    say: 'Adapters are named in serve.ts only, and in the entries of its threads. Take the contract (server/src/storage/contract.ts) as a parameter.',
  },
  {
    from: /^server\/src\//,
    except: /^server\/src\/auth\/lucia\.ts$/,
    to: /^(lucia|@lucia-auth\/.*)$/,
    say: 'Lucia stays behind server/src/auth/sessions.ts, so that it can be replaced.',
  },
  {
    from: /^server\/src\/storage\//,
    except: tests,
    to: /^server\/src\/(?!storage\/)/,
    say: 'Storage lies at the bottom: it imports its own contract and shared/. Move the type that you need to storage/contract.ts.',
  },
  {
    from: /^server\/src\/(?!routes\/|main\.ts|serve\.ts)/,
    except: tests,
    to: /^server\/src\/(routes\/|main\.ts|serve\.ts)/,
    say: 'Routes call the rest of the server, never the other way. Return a value, and let the route make it an answer.',
  },
  {
    from: /^server\/src\/sync\//,
    except: tests,
    to: /^server\/src\/(commands|auth|demo|ops|tray)\//,
    say: 'sync/ carries documents and does not know who asks for what. Take it as a parameter from serve.ts.',
  },
];

/** The sentences of the walls that this import would break. */
export const brokenBy = (specifier: string, file: string): string[] => {
  const target = resolveImport(specifier, file);
  return walls
    .filter(({ from, except }) => from.test(file) && !except?.test(file))
    .filter(({ to }) => (to instanceof RegExp ? to.test(target) : to(target, file)))
    .map(({ say }) => say);
};

/** Every import that breaks a wall, a line each. */
export const findBrokenWalls = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, line }) => brokenBy(specifier, file).map((say) => `${file}:${line}: ${say}`)),
  );
