import { setImmediate } from 'node:timers/promises';
import { boardOf } from '@brygga/shared/agreements/board';
import { type Fact, writeFacts } from '@brygga/shared/agreements/facts';
import type { CommandName } from '@brygga/shared/commands/index';
import { cardsOf } from '@brygga/shared/document/cards/index';
import { CardId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { brokenConsortiumInvariants } from '@brygga/shared/testing/invariants';
import { fillBoard, idOf } from '@brygga/shared/testing/fixtures';
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
/** Far more rounds than any story needs to settle. */
const roundsMax = 500;

/**
 * The real rooms, connections, guard and commands. The journal commits and the sockets deliver when the
 * story says so. An oracle rules on each update just before the guard.
 */
export class StoryServer {
  readonly expectedBoard = new ExpectedBoard();
  readonly visibility = new VisibilityChecker(this.expectedBoard);
  /** Logged errors except those of the journal. */
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
    createGuard: (doc, ...rest) => this.#withOracle(new Guard(doc, ...rest), doc),
  });
  readonly #commandExecutor = createCommandExecutor({
    rooms: this.#rooms,
    journal: this.#journal,
    metrics: noMetrics,
  });
  readonly #windows: readonly SimulatedWindow[];
  /** The oracle's rulings on rows in flight. */
  #inFlight: Ruling[] = [];
  /** Acts that no room has received, or only one that failed. */
  #untaken: PerformedEdit[] = [];
  #rowsSeen = 0;
  /** All committed facts, written into a board on which no person writes. */
  readonly #factsBoard = new Y.Doc();
  #unanswered = 0;

  constructor(windows: readonly SimulatedWindow[]) {
    this.#windows = windows;
    fillBoard(this.#factsBoard);
  }

  /** Creates the board with which all stories begin. */
  async open(): Promise<void> {
    const created = this.#rooms.create(document, (doc) => fillBoard(doc));
    await this.#runUntil(() => this.#journal.inFlight > 0);
    this.commit();
    await created;
    for (const id of cardsOf(this.visibility.onDisk).keys()) this.expectedBoard.addCard(CardId.parse(id));
  }

  /** The oracle rules on the act when a guard receives it. */
  recordAct(act: PerformedEdit): void {
    this.#untaken.push(act);
  }

  /** Executes a command; it resolves when the story commits its row. */
  async runCommand(name: CommandName, raw: object, actor: Person, key: string): Promise<CommandResponse> {
    this.#unanswered += 1;
    try {
      return await this.#commandExecutor.execute({ workshop: document, name, raw, actor, key });
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
      admit,
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

  /** Disconnects everybody; resolves when the room has left memory. */
  async close(): Promise<void> {
    for (const window of this.#windows) window.socket?.cut();
    await this.#runUntil(
      () => this.#rooms.size === 0,
      () => this.commit(),
    );
  }

  /** Reconnects everybody; resolves when everything has been delivered. */
  async settle(): Promise<void> {
    const isSettled = () =>
      this.#unanswered === 0 &&
      this.#journal.inFlight === 0 &&
      this.#windows.every((window) => window.isSynced && window.socket?.isBusy === false);
    await this.#runUntil(isSettled, () => {
      for (const window of this.#windows) {
        if (!window.socket && window.closedFinally === undefined) this.connect(window);
        window.socket?.deliverUp();
      }
      this.commit();
      for (const window of this.#windows) window.socket?.deliverDown();
    });
  }

  /** Everything that is wrong; call when the story has settled. */
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
        .map(({ name }) => `${name} was closed for good`),
      ...agreementDifferences(this.#factsBoard, server),
      ...brokenInvariants(server),
    ];
  }

  /** The same guard, after the oracle's rulings. */
  #withOracle(guard: Guard, doc: Y.Doc): UpdateGuard {
    let kind: ReceivedUpdate['kind'] = 'update';
    return {
      inspect(received) {
        kind = received.kind;
        return guard.inspect(received);
      },
      takeTraces: () => guard.takeTraces(),
      invalidateAgreements: () => guard.invalidateAgreements(),
      apply: (inspected, actor, origin) => {
        this.#rule(doc, { kind, update: inspected.update }, actor);
        return guard.apply(inspected, actor, origin);
      },
    };
  }

  #rule(doc: Y.Doc, received: ReceivedUpdate, actor: Person): void {
    const own = this.#untaken.filter(({ person }) => person.id === actor.id);
    const rulings = ruleOn(doc, received, actor, own);
    const ruled = new Set(rulings.map(({ act }) => act));
    this.#untaken = this.#untaken.filter((act) => !ruled.has(act));
    for (const ruling of rulings) this.expectedBoard.rule(ruling);
    this.#inFlight.push(...rulings);
  }

  #enter(row: JournalRow): void {
    this.visibility.committed(row);
    // The journal stores facts unchanged, though its type doesn't say so.
    const facts = (row.facts ?? []) as readonly Fact[];
    if (facts.length === 0) return;
    writeFacts(this.#factsBoard, facts);
    for (const fact of facts) this.expectedBoard.applyFact(fact);
  }

  async #runUntil(isDone: () => boolean, step: () => void = () => undefined): Promise<void> {
    for (let round = 0; round < roundsMax; round += 1) {
      step();
      await setImmediate();
      if (isDone()) return;
    }
    throw new Error('the story does not settle');
  }
}

const differences = (name: string, doc: Y.Doc, server: Y.Doc): readonly string[] => {
  const serverContents = plainRoots(server);
  return plainRoots(doc).flatMap((contents, index) =>
    contents === serverContents[index] ? [] : [`${name} shows ${contents} instead of ${serverContents[index]}`],
  );
};

const agreementDifferences = (factsBoard: Y.Doc, server: Y.Doc): readonly string[] => {
  const serverContents = plainRoots(server, serverRoots);
  return plainRoots(factsBoard, serverRoots).flatMap((contents, index) =>
    contents === serverContents[index] ? [] : [`${serverContents[index]} follows from no fact, but ${contents}`],
  );
};

const brokenInvariants = (doc: Y.Doc): readonly string[] => {
  const board = boardOf(doc);
  return [...doc.getMap('agreements').keys()].flatMap((id) => {
    const consortium = board.consortium(CardId.parse(id));
    return consortium ? brokenConsortiumInvariants(consortium) : [`${id} can't be read`];
  });
};
