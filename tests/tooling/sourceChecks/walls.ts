import { resolveImport, type Source } from './sources.ts';

/**
 * One wall: files under `from` do not import what `to` matches. Paths are the repository's
 * (`client/src/board/x.ts`), packages go by their names; `say` tells where the code should go.
 */
interface Wall {
  readonly from: RegExp;
  readonly except?: RegExp;
  readonly to: RegExp | ((target: string, file: string) => boolean);
  readonly message: string;
}

/** Tests, and their helpers in folders named `testing`. */
const tests = /\.test\.ts$|\/testing\//;
/** Whether a file is no part of the product. */
export const isTest = (file: string): boolean => tests.test(file) || file.startsWith('tests/');
const feature = /^client\/src\/features\/(\w+)\//;
const packageOf = (path: string): string | undefined => /^(client|server|shared|tests)\//.exec(path)?.[1];

/** Folders of the server that do one thing each and know nothing of one another. */
const independent = ['activity', 'demo', 'directory', 'matching', 'reports', 'vault'];

/** What ARCHITECTURE calls the direction of dependencies, row by row. */
export const walls: readonly Wall[] = [
  {
    from: /./,
    to: (target, file) => {
      const into = packageOf(target);
      // Names of packages (`@brygga/shared/…`) have become paths here: pnpm lets through only declared ones.
      return into !== undefined && into !== packageOf(file) && into !== 'shared';
    },
    message: 'Packages meet in shared/ only. Move what both need there, or speak over HTTP and the socket.',
  },
  {
    from: /^shared\//,
    except: tests,
    to: (target) =>
      packageOf(target) === undefined && !/^(zod|yjs|lib0|fractional-indexing|@noble\/hashes)(\/|$)/.test(target),
    message:
      'shared/ says what a workshop is: no I/O, no framework, only zod, yjs, lib0, fractional-indexing and a hash. Move this to server/ or client/.',
  },
  {
    from: /^(client|server|shared)\//,
    except: tests,
    to: tests,
    message: 'Helpers of tests are for tests. Move what the product needs out of testing/.',
  },
  {
    from: /^client\/src\//,
    except: /^client\/src\/documents\//,
    to: /^(yjs|lib0|y-[a-z]+)(\/|$)/,
    message:
      'Yjs lives in client/src/documents/ only. Give LiveBoard (documents/registry/liveBoard.ts) a read or an action that says what you need.',
  },
  {
    from: feature,
    to: (target, file) => feature.test(target) && feature.exec(target)?.[1] !== feature.exec(file)?.[1],
    message:
      'A feature never imports another. Bring the two together in client/src/pages/ by props and snippets, or move the common part to fields/, ui/ or documents/.',
  },
  {
    from: /^client\/src\/(?!pages\/|app\/)/,
    to: /^client\/src\/(pages\/|app\/)/,
    message: 'Pages compose features; nothing below them knows a page. Pass it in as a prop or a snippet.',
  },
  {
    from: /^client\/src\/pages\//,
    to: /^client\/src\/app\//,
    message: 'app/ starts the client and imports the pages, never the other way.',
  },
  {
    from: /^client\/src\/ui\//,
    to: /^client\/src\/(?!ui\/|i18n\/)/,
    message:
      'Parts of ui/ are small and dumb: they are told everything by props, and import i18n/ and shared/ only. Move this part to its feature.',
  },
  {
    from: /^client\/src\/fields\//,
    to: /^client\/src\/(?!fields\/|ui\/|documents\/|i18n\/)/,
    message:
      'fields/ bind a text or a value of a document to a control: they import ui/, documents/, i18n/ and shared/ only.',
  },
  {
    from: /^client\/src\/documents\//,
    to: /^client\/src\/(?!documents\/|api\/|i18n\/)/,
    message: 'documents/ lie below the features and show nothing. Return a value, and let the feature show it.',
  },
  {
    from: /^client\/src\/api\//,
    to: /^client\/src\/(?!api\/|i18n\/)/,
    message: 'api/ asks the server and shows nothing: it rests on i18n/ and shared/ alone.',
  },
  {
    from: /^client\/src\/i18n\//,
    to: /^client\/src\/(?!i18n\/)/,
    message: 'i18n/ rests on shared/ alone.',
  },
  {
    from: /^server\/src\//,
    except: new RegExp(`^server/src/(wiring/|storage/sqlite/)|${tests.source}`),
    to: /^server\/src\/storage\/(sqlite|postgres)\/|^(better-sqlite3|pg)(\/|$)/,
    message: 'Adapters are named in wiring/ only. Take the contract (server/src/storage/contract.ts) as a parameter.',
  },
  {
    from: /^server\/src\//,
    except: /^server\/src\/auth\/sessions\.ts$/,
    to: /^(lucia|@lucia-auth\/.*)$/,
    message: 'Lucia stays behind server/src/auth/sessions.ts, so that it can be replaced.',
  },
  {
    from: /^server\/src\/storage\//,
    except: tests,
    to: /^server\/src\/(?!storage\/|workers\/)/,
    message:
      'Storage lies at the bottom: it imports its own contract, workers/ and shared/. Move the type that you need to storage/contract.ts.',
  },
  {
    from: /^server\/src\/(?!wiring\/|main\.ts)/,
    except: tests,
    to: /^server\/src\/(wiring\/|main\.ts)/,
    message: 'wiring/ puts the server together; nothing that it puts together knows it. Take it as a parameter.',
  },
  {
    from: /^server\/src\/(?!http\/|wiring\/|main\.ts)/,
    except: tests,
    to: /^server\/src\/http\//,
    message:
      'Routes call the rest of the server, never the other way. Return a value, and let the route make it an answer.',
  },
  {
    from: /^server\/src\/sync\//,
    except: tests,
    to: /^server\/src\/(?!sync\/|storage\/|workers\/)/,
    message: 'sync/ carries documents and does not know who asks for what. Take it as a parameter from wiring/.',
  },
  {
    from: new RegExp(`^server/src/(${independent.join('|')})/`),
    except: tests,
    to: (target, file) => {
      const folder = (path: string) => /^server\/src\/(\w+)\//.exec(path)?.[1] ?? '';
      return independent.includes(folder(target)) && folder(target) !== folder(file);
    },
    message:
      'These folders of the server know nothing of one another. Take what you need as a parameter from wiring/, or move the common part to shared/.',
  },
];

/** The sentences of the walls that this import would break. */
export const brokenBy = (specifier: string, file: string): string[] => {
  const target = resolveImport(specifier, file);
  return walls
    .filter(({ from, except }) => from.test(file) && !except?.test(file))
    .filter(({ to }) => (to instanceof RegExp ? to.test(target) : to(target, file)))
    .map(({ message }) => message);
};

/** Every import that breaks a wall, a line each. */
export const findBrokenWalls = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, line }) => brokenBy(specifier, file).map((say) => `${file}:${line}: ${say}`)),
  );
