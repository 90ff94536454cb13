import { median } from '../report/statistics.ts';
import { floor } from '../peers/floor.ts';
import type { Peer, PeerName } from '../peers/peer.ts';

/** Figures of one round, by name. */
export type Figures = Readonly<Record<string, number>>;

export interface RunOptions {
  /** Shorter windows, for a first look. */
  readonly quick: boolean;
  /** For the Node that runs Brygga, such as `--cpu-prof`. */
  readonly nodeFlags: readonly string[];
}

/** The medians of one contestant over its rounds; undefined where it was not measured. */
export type Medians = (contestant: string, figure: string) => number | undefined;

export interface Bar {
  readonly text: string;
  /** Undefined where something that it compares with was not measured. */
  holds(of: Medians): boolean | undefined;
}

/** A line of the table: one figure, side by side. */
export interface Row {
  readonly figure: string;
  readonly title: string;
  readonly unit: 'µs' | 'ms' | 'cores' | 'kB/s' | 'MB' | 'kB' | '%' | '×' | '';
  readonly bar?: Bar | undefined;
  /** Whose figure stands in Brygga's column, where it is a variant's. */
  readonly ours?: string;
  /** What the ratio is to, where it is not to Hocuspocus. */
  readonly against?: string;
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly contestants: readonly Peer[];
  readonly rows: readonly Row[];
  /** Rounds at most, for what takes long or hardly varies. */
  readonly roundsMax?: number;
  /** Contestants that one round says enough of: those that choke, and those that no bar is about. */
  readonly once?: readonly Peer[];
  /** One round. Throws when the peer could not be measured; why stands in the message. */
  run(peer: Peer, options: RunOptions): Promise<Figures>;
}

const floorUnits = { cpuPerEdit: 'µs', cpuPerRoom: 'µs', memoryPerRoom: 'kB' } as const;

/** What the promise alone costs, below the row of what Brygga costs. */
export const floorRow = (figure: keyof typeof floorUnits): Row => ({
  figure,
  title: '… of the floor: keeps and passes on; ratio: Brygga to it',
  unit: floorUnits[figure],
  ours: floor.name,
  against: floor.name,
});

const compare = (text: string, figure: string, to: (of: Medians) => number | undefined): Bar => ({
  text,
  holds(of) {
    const [ours, most] = [of('brygga', figure), to(of)];
    return ours === undefined || most === undefined ? undefined : ours <= most;
  },
});

const peerToBeat: PeerName = 'hocuspocus';

export const upperBar = (figure: string, most: number, text: string): Bar => compare(text, figure, () => most);

export const lowerBar = (figure: string, least: number, text: string): Bar => ({
  text,
  holds(of) {
    const ours = of('brygga', figure);
    return ours === undefined ? undefined : ours >= least;
  },
});

export const barTimesPeer = (figure: string, factor: number, peer: string = peerToBeat): Bar =>
  compare(peer === peerToBeat ? `≤ ${factor} × ${peer}` : `≤ ${factor} ×`, figure, (of) =>
    scaled(of(peer, figure), factor),
  );

export const barPlusPeer = (figure: string, more: number, text: string): Bar =>
  compare(text, figure, (of) => {
    const theirs = of(peerToBeat, figure);
    return theirs === undefined ? undefined : theirs + more;
  });

const scaled = (value: number | undefined, factor: number) => (value === undefined ? undefined : value * factor);

export const mediansOf =
  (rounds: readonly { readonly contestant: string; readonly figures: Figures }[]): Medians =>
  (contestant, figure) => {
    const values = rounds
      .filter((round) => round.contestant === contestant)
      .flatMap(({ figures }) => (figures[figure] === undefined ? [] : [figures[figure]]));
    return values.length === 0 ? undefined : median(values);
  };

/** The room of most scenarios: a single one, with a seat for everybody. */
export const largeRoom = { rooms: 1, people: 520 };
