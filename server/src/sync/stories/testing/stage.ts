import { setImmediate } from 'node:timers/promises';
import { boardOf } from '@brygga/shared/agreements/board';
import { type Fact, writeFacts } from '@brygga/shared/agreements/facts';
import type { CommandName } from '@brygga/shared/commands/index';
import { cardsOf } from '@brygga/shared/document/cards/index';
import { CardId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { brokenConsortiumInvariants } from '@brygga/shared/testing/truths';
import { fillBoard, idOf } from '@brygga/shared/testing/workshop';
import * as Y from 'yjs';
import type { Answered } from '../../../commands/answers.ts';
import { createAsker } from '../../../commands/ask.ts';
import { type JournalRow, StorageError } from '../../../storage/contract.ts';
import { memoryStorage, toldJournal } from '../../../storage/testing/memoryJournal.ts';
import { createTray } from '../../../tray/tray.ts';
import { Connection } from '../../connection.ts';
import { Guard, type Guarding, type Sent } from '../../guard/guard.ts';
import { Newcomers } from '../../newcomers.ts';
import { openDocument } from '../../opening.ts';
import type { Log } from '../../ports.ts';
import { createRooms } from '../../rooms.ts';
import { noMetrics, quietLog } from '../../testWorld.ts';
import { serverRoots, shownIn } from '../../testing/shown.ts';
import type { PerformedEdit } from '@brygga/shared/testing/acts';
import { Ledger } from './ledger.ts';
import { rule, type Ruling } from './oracle.ts';
import type { Window } from './window.ts';
import { Witness } from './witness.ts';

const document = idOf(WorkshopId, 'board');
/** Far more rounds than any story needs to come to rest. */
const roundsMost = 500;

/**
 * The real rooms, connections, guard and commands, with a journal that commits when the story says
 * so and sockets that deliver when it says so; and an oracle that is asked, just before the guard is,
 * what must become of each update.
 */
export class Stage {
  readonly ledger = new Ledger();
  readonly witness = new Witness(this.ledger);
  /** Failures that are none of the disk's. */
  readonly #failures: string[] = [];
  readonly #log: Log = {
    ...quietLog,
    error: (fields, message) => {
      const error = 'err' in fields ? fields.err : undefined;
      if (!(error instanceof StorageError)) this.#failures.push(`${message}: ${String(error)}`);
    },
  };
  readonly #storage = memoryStorage();
  readonly #journal = toldJournal(this.#storage);
  readonly #rooms = createRooms({
    journal: this.#journal,
    log: this.#log,
    tray: createTray(),
    guardOf: (...its) => this.#overseen(new Guard(...its), its[0]),
  });
  readonly #asker = createAsker({
    rooms: this.#rooms,
    journal: this.#journal,
    metrics: noMetrics,
    settled: () => undefined,
  });
  readonly #windows: readonly Window[];
  /** What the oracle has ruled of rows in flight. */
  #inFlight: Ruling[] = [];
  /** Acts that no room has taken, or a room that failed. */
  #untaken: PerformedEdit[] = [];
  #rowsSeen = 0;
  /** What commands have settled, told again on a board that no person can write on. */
  readonly #settled = new Y.Doc();
  #unanswered = 0;

  constructor(windows: readonly Window[]) {
    this.#windows = windows;
    fillBoard(this.#settled);
  }

  /** The board that all stories begin with. */
  async begin(): Promise<void> {
    const created = this.#rooms.create(document, (doc) => fillBoard(doc));
    await this.#restUntil(() => this.#journal.inFlight > 0);
    this.commit();
    await created;
    for (const id of cardsOf(this.witness.onDisk).keys()) this.ledger.stands(CardId.parse(id));
  }

  /** The oracle rules on an act when it comes before a guard. */
  did(act: PerformedEdit): void {
    this.#untaken.push(act);
  }

  /** Presses a button; the answer comes when the story lets the row be committed. */
  async ask(name: CommandName, raw: object, actor: Person, key: string): Promise<Answered> {
    this.#unanswered += 1;
    try {
      return await this.#asker.ask({ workshop: document, name, raw, actor, key });
    } finally {
      this.#unanswered -= 1;
    }
  }

  connect(window: Window): void {
    const options = {
      rooms: this.#rooms,
      document,
      membership: window.membership,
      notices: true,
      session: 'a session',
      asOf: this.#rooms.reviews,
      admit: () => Promise.resolve({ is: 'admitted', membership: window.membership } as const),
      log: this.#log,
      metrics: noMetrics,
    };
    new Connection(window.connect().asWebSocket, options);
  }

  commit(): void {
    this.#journal.commit();
    for (const ruling of this.#inFlight.splice(0)) this.ledger.enter(ruling);
    const rows = this.#storage.documents.get(document)?.rows ?? [];
    for (const row of rows.slice(this.#rowsSeen)) this.#enter(row);
    this.#rowsSeen = rows.length;
  }

  fail(): void {
    this.#journal.fail();
    this.#untaken.unshift(...this.#inFlight.splice(0).map(({ act }) => act));
  }

  /** Everybody loses the network, and the room leaves memory. */
  async close(): Promise<void> {
    for (const window of this.#windows) window.socket?.cut();
    await this.#restUntil(
      () => this.#rooms.size === 0,
      () => this.commit(),
    );
  }

  /** Everybody comes back, and all that is under way arrives. */
  async rest(): Promise<void> {
    const isOver = () =>
      this.#unanswered === 0 &&
      this.#journal.inFlight === 0 &&
      this.#windows.every((window) => window.isSynced && window.socket?.isBusy === false);
    await this.#restUntil(isOver, () => {
      for (const window of this.#windows) {
        if (!window.socket && window.closedFinally === undefined) this.connect(window);
        window.socket?.deliverUp();
      }
      this.commit();
      for (const window of this.#windows) window.socket?.deliverDown();
    });
  }

  /** What is wrong, now that nothing is under way. */
  async complaints(): Promise<readonly string[]> {
    const { doc: fresh } = await openDocument(this.#journal, document, new Newcomers());
    const held = await this.#rooms.hold(document);
    const server = held.room.doc;
    held.release();
    return [
      ...this.#failures,
      ...this.ledger.complaints(server),
      ...differing('the journal', fresh, server),
      ...this.#windows.flatMap(({ name, doc }) => differing(name, doc, server)),
      ...this.#windows
        .filter((window) => window.closedFinally !== undefined)
        .map(({ name }) => `${name} was sent away`),
      ...differingAgreements(this.#settled, server),
      ...brokenIn(server),
    ];
  }

  /** As the real guard, with the oracle asked before it. */
  #overseen(guard: Guard, doc: Y.Doc): Guarding {
    let is: Sent['is'] = 'update';
    return {
      inspect(sent) {
        is = sent.is;
        return guard.inspect(sent);
      },
      takeTraces: () => guard.takeTraces(),
      forget: () => guard.forget(),
      apply: (inspected, actor, origin) => {
        this.#rule(doc, { is, update: inspected.update }, actor);
        return guard.apply(inspected, actor, origin);
      },
    };
  }

  #rule(doc: Y.Doc, sent: Sent, actor: Person): void {
    const own = this.#untaken.filter(({ person }) => person.id === actor.id);
    const rulings = rule(doc, sent, actor, own);
    const ruled = new Set(rulings.map(({ act }) => act));
    this.#untaken = this.#untaken.filter((act) => !ruled.has(act));
    for (const ruling of rulings) this.ledger.rule(ruling);
    this.#inFlight.push(...rulings);
  }

  #enter(row: JournalRow): void {
    this.witness.committed(row);
    // The journal keeps facts as they are; only its type has forgotten them.
    const facts = (row.facts ?? []) as readonly Fact[];
    if (facts.length === 0) return;
    writeFacts(this.#settled, facts);
    for (const fact of facts) this.ledger.settle(fact);
  }

  async #restUntil(isOver: () => boolean, step: () => void = () => undefined): Promise<void> {
    for (let round = 0; round < roundsMost; round += 1) {
      step();
      await setImmediate();
      if (isOver()) return;
    }
    throw new Error('the story does not come to rest');
  }
}

const differing = (whose: string, doc: Y.Doc, server: Y.Doc): readonly string[] => {
  const [its, all] = [shownIn(doc), shownIn(server)];
  return its.flatMap((shown, at) => (shown === all[at] ? [] : [`${whose} shows ${shown} instead of ${all[at]}`]));
};

const differingAgreements = (settled: Y.Doc, server: Y.Doc): readonly string[] => {
  const [its, all] = [shownIn(settled, serverRoots), shownIn(server, serverRoots)];
  return its.flatMap((shown, at) => (shown === all[at] ? [] : [`${all[at]} was never settled, but ${shown}`]));
};

const brokenIn = (doc: Y.Doc): readonly string[] => {
  const board = boardOf(doc);
  return [...doc.getMap('agreements').keys()].flatMap((id) => {
    const its = board.consortium(CardId.parse(id));
    return its ? brokenConsortiumInvariants(its) : [`${id} can't be read`];
  });
};
