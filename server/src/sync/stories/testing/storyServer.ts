import { setImmediate } from 'node:timers/promises';
import { boardOf } from '@brygga/shared/agreements/board';
import { type Fact, writeFacts } from '@brygga/shared/agreements/facts';
import type { CommandName } from '@brygga/shared/commands/index';
import { cardsOf } from '@brygga/shared/document/cards/index';
import { CardId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { brokenConsortiumInvariants } from '@brygga/shared/testing/invariants';
import { fillBoard, idOf } from '@brygga/shared/testing/workshop';
import * as Y from 'yjs';
import type { CommandResponse } from '../../../commands/commandResponse.ts';
import { createCommandExecutor } from '../../../commands/commandExecutor.ts';
import { type JournalRow, StorageError } from '../../../storage/contract.ts';
import { memoryStorage, manualJournal } from '../../../storage/testing/memoryJournal.ts';
import { createReturnedEdits } from '../../returnedEdits/returnedEdits.ts';
import { Connection } from '../../connection/connection.ts';
import { Guard, type UpdateGuard, type ReceivedUpdate } from '../../guard/guard.ts';
import { EarlyJoiners } from '../../room/earlyJoiners.ts';
import { openDocument } from '../../room/openDocument.ts';
import type { Log } from '../../room/dependencies.ts';
import { createRooms } from '../../room/rooms.ts';
import { noMetrics, quietLog } from '../../testing/syncWorld.ts';
import { serverRoots, plainRoots } from '../../testing/plainRoots.ts';
import type { PerformedEdit } from '@brygga/shared/testing/performedEdit';
import { ExpectedBoard } from './expectedBoard.ts';
import { ruleOn, type Ruling } from './oracle.ts';
import type { SimulatedWindow } from './simulatedWindow.ts';
import { VisibilityChecker } from './visibilityChecker.ts';

const document = idOf(WorkshopId, 'board');
/** Far more rounds than any story needs to come to rest. */
const roundsMax = 500;

/**
 * The real rooms, connections, guard and commands, with a journal that commits when the story says
 * so and sockets that deliver when it says so; and an oracle that is asked, just before the guard is,
 * what must become of each update.
 */
export class StoryServer {
  readonly expectedBoard = new ExpectedBoard();
  readonly visibility = new VisibilityChecker(this.expectedBoard);
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
  readonly #journal = manualJournal(this.#storage);
  readonly #rooms = createRooms({
    journal: this.#journal,
    log: this.#log,
    returnedEdits: createReturnedEdits(),
    createGuard: (...its) => this.#overseen(new Guard(...its), its[0]),
  });
  readonly #asker = createCommandExecutor({
    rooms: this.#rooms,
    journal: this.#journal,
    metrics: noMetrics,
  });
  readonly #windows: readonly SimulatedWindow[];
  /** What the oracle has ruled of rows in flight. */
  #inFlight: Ruling[] = [];
  /** Acts that no room has taken, or a room that failed. */
  #untaken: PerformedEdit[] = [];
  #rowsSeen = 0;
  /** What commands have settled, told again on a board that no person can write on. */
  readonly #settled = new Y.Doc();
  #unanswered = 0;

  constructor(windows: readonly SimulatedWindow[]) {
    this.#windows = windows;
    fillBoard(this.#settled);
  }

  /** The board that all stories begin with. */
  async open(): Promise<void> {
    const created = this.#rooms.create(document, (doc) => fillBoard(doc));
    await this.#restUntil(() => this.#journal.inFlight > 0);
    this.commit();
    await created;
    for (const id of cardsOf(this.visibility.onDisk).keys()) this.expectedBoard.addCard(CardId.parse(id));
  }

  /** The oracle rules on an act when it comes before a guard. */
  recordAct(act: PerformedEdit): void {
    this.#untaken.push(act);
  }

  /** Presses a button; the answer comes when the story lets the row be committed. */
  async runCommand(name: CommandName, raw: object, actor: Person, key: string): Promise<CommandResponse> {
    this.#unanswered += 1;
    try {
      return await this.#asker.execute({ workshop: document, name, raw, actor, key });
    } finally {
      this.#unanswered -= 1;
    }
  }

  connect(window: SimulatedWindow): void {
    const admit = () => Promise.resolve({ kind: 'admitted', membership: window.membership } as const);
    const options = {
      rooms: this.#rooms,
      document,
      membership: window.membership,
      wantsNotices: true,
      session: 'a session',
      accessEpoch: this.#rooms.accessEpoch,
      accessCheck: { admit, readmit: admit },
      log: this.#log,
      metrics: noMetrics,
    };
    new Connection(window.connect().asWebSocket, options);
  }

  commit(): void {
    this.#journal.commit();
    for (const ruling of this.#inFlight.splice(0)) this.expectedBoard.commit(ruling);
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
  async settle(): Promise<void> {
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
  async violations(): Promise<readonly string[]> {
    const { doc: fresh } = await openDocument(this.#journal, document, new EarlyJoiners());
    const held = await this.#rooms.hold(document);
    const server = held.room.doc;
    held.release();
    return [
      ...this.#failures,
      ...this.expectedBoard.violations(server),
      ...differences('the journal', fresh, server),
      ...this.#windows.flatMap(({ name, doc }) => differences(name, doc, server)),
      ...this.#windows
        .filter((window) => window.closedFinally !== undefined)
        .map(({ name }) => `${name} was sent away`),
      ...agreementDifferences(this.#settled, server),
      ...brokenInvariants(server),
    ];
  }

  /** As the real guard, with the oracle asked before it. */
  #overseen(guard: Guard, doc: Y.Doc): UpdateGuard {
    let is: ReceivedUpdate['kind'] = 'update';
    return {
      inspect(sent) {
        is = sent.kind;
        return guard.inspect(sent);
      },
      takeTraces: () => guard.takeTraces(),
      invalidateAgreements: () => guard.invalidateAgreements(),
      apply: (inspected, actor, origin) => {
        this.#rule(doc, { kind: is, update: inspected.update }, actor);
        return guard.apply(inspected, actor, origin);
      },
    };
  }

  #rule(doc: Y.Doc, sent: ReceivedUpdate, actor: Person): void {
    const own = this.#untaken.filter(({ person }) => person.id === actor.id);
    const rulings = ruleOn(doc, sent, actor, own);
    const ruled = new Set(rulings.map(({ act }) => act));
    this.#untaken = this.#untaken.filter((act) => !ruled.has(act));
    for (const ruling of rulings) this.expectedBoard.rule(ruling);
    this.#inFlight.push(...rulings);
  }

  #enter(row: JournalRow): void {
    this.visibility.committed(row);
    // The journal keeps facts as they are; only its type has forgotten them.
    const facts = (row.facts ?? []) as readonly Fact[];
    if (facts.length === 0) return;
    writeFacts(this.#settled, facts);
    for (const fact of facts) this.expectedBoard.applyFact(fact);
  }

  async #restUntil(isOver: () => boolean, step: () => void = () => undefined): Promise<void> {
    for (let round = 0; round < roundsMax; round += 1) {
      step();
      await setImmediate();
      if (isOver()) return;
    }
    throw new Error('the story does not come to rest');
  }
}

const differences = (whose: string, doc: Y.Doc, server: Y.Doc): readonly string[] => {
  const [its, all] = [plainRoots(doc), plainRoots(server)];
  return its.flatMap((shown, at) => (shown === all[at] ? [] : [`${whose} shows ${shown} instead of ${all[at]}`]));
};

const agreementDifferences = (settled: Y.Doc, server: Y.Doc): readonly string[] => {
  const [its, all] = [plainRoots(settled, serverRoots), plainRoots(server, serverRoots)];
  return its.flatMap((shown, at) => (shown === all[at] ? [] : [`${all[at]} was never settled, but ${shown}`]));
};

const brokenInvariants = (doc: Y.Doc): readonly string[] => {
  const board = boardOf(doc);
  return [...doc.getMap('agreements').keys()].flatMap((id) => {
    const its = board.consortium(CardId.parse(id));
    return its ? brokenConsortiumInvariants(its) : [`${id} can't be read`];
  });
};
