import { parseArgs } from 'node:util';

export interface Options {
  readonly only: readonly string[];
  readonly peers: readonly string[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  readonly nodeFlags: readonly string[];
}

export const usage = `bench sync [--only NAME,…] [--peers NAME,…] [--rounds N] [--quick] [--json FILE] [--markdown FILE] [--node-flags="…"]

  --only        scenarios by name, or by the beginning of it (fan-out)
  --peers       contestants by name (brygga,hocuspocus)
  --rounds      how often each is measured (3; 1 with --quick)
  --quick       shorter windows and one round, for a first look
  --json        writes every round's figures to a file
  --markdown    puts the table between the markers of a Markdown file
  --node-flags  for the Node that runs Brygga: --node-flags="--cpu-prof --cpu-prof-dir=/tmp/profiles"`;

/** @throws Error with the usage when the arguments make no sense. */
export const readOptions = (args: readonly string[]): Options => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        peers: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        markdown: { type: 'string' },
        'node-flags': { type: 'string' },
      },
    });
    const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
    if (positionals.join() !== 'sync') throw new Error('The one benchmark is "sync".');
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a number from 1 on.');
    return {
      only: splitNames(values.only),
      peers: splitNames(values.peers),
      rounds,
      quick: values.quick,
      json: values.json,
      markdown: values.markdown,
      nodeFlags: values['node-flags']?.split(' ').filter((flag) => flag !== '') ?? [],
    };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
};

const splitNames = (names: string | undefined): string[] => names?.split(',').filter((name) => name !== '') ?? [];
