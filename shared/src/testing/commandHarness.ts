import * as Y from 'yjs';
import {
  type Board,
  type ConsortiumView,
  boardOf,
  decidedOf,
  freePointOn,
  newConsortiumOn,
} from '../agreements/board.ts';
import type { Docs } from '../agreements/defineFact.ts';
import { type FactName, writeFacts, writeFactsIn } from '../agreements/facts.ts';
import { type ConsortiumWorkspace, readWorkspace } from '../agreements/workspace/workspace.ts';
import type { CommandContext, Verdict } from '../commands/command.ts';
import { type CommandName, commands } from '../commands/index.ts';
import { type Circle, boardCircle, circleName, circleOfConsortium, isSameCircle } from '../document/circles.ts';
import { CardId } from '../ids.ts';
import type { Actor } from '../rules/actor.ts';
import { documentContents } from './documentContents.ts';
import { idOf } from './fixtures.ts';

/** Runs commands on documents in memory, as the server does: without sockets, journal and real time. */
export class CommandHarness {
  readonly doc = new Y.Doc();
  readonly board: Board = boardOf(this.doc);
  readonly #circles = new Map<string, Y.Doc>();
  #at = 1_000_000;
  #idCount = 0;

  /** The document of a circle; empty until something is written in it. */
  readonly docs: Docs = (circle) => {
    if (circle.is === 'board') return this.doc;
    const doc = this.#circles.get(circleName(circle)) ?? new Y.Doc();
    this.#circles.set(circleName(circle), doc);
    return doc;
  };

  /** The time of the next command, in milliseconds. */
  get at(): number {
    return this.#at;
  }

  advanceClock(durationMs: number): void {
    this.#at += durationMs;
  }

  /** Considers a command and writes its facts. Throws if it reads a circle that it does not name in `circles`. */
  execute(name: CommandName, raw: unknown, actor: Actor): Verdict {
    const circles = [boardCircle, ...commands[name].circles(raw, actor, this.board)];
    const docs: Docs = (circle) => {
      if (circles.some((named) => isSameCircle(named, circle))) return this.docs(circle);
      throw new Error(`${name} did not declare the circle ${JSON.stringify(circle)}`);
    };
    const verdict = commands[name].consider(raw, this.#context(actor, docs));
    if (verdict.kind !== 'decided') return verdict;
    if (verdict.facts.length > 0) writeFactsIn(docs, verdict.facts);
    else writeFacts(this.doc, []);
    return verdict;
  }

  /** Executes a command that must be decided, and returns its result. */
  mustExecute(name: CommandName, raw: unknown, actor: Actor): object {
    const verdict = this.execute(name, raw, actor);
    if (verdict.kind !== 'decided') throw new Error(`${name} was not decided: ${JSON.stringify(verdict)}`);
    return verdict.result;
  }

  /** Whether the actor has the right to the command, whatever its verdict would be. */
  may(name: CommandName, raw: unknown, actor: Actor): boolean {
    return commands[name].consider(raw, this.#context(actor, this.docs)).kind !== 'forbidden';
  }

  consortium(id: CardId): ConsortiumView {
    const consortium = this.board.consortium(id);
    if (!consortium) throw new Error(`No consortium ${id}`);
    return consortium;
  }

  workspace(consortium: CardId): ConsortiumWorkspace {
    return readWorkspace(this.docs(circleOfConsortium(consortium)));
  }

  decisionCount(): number {
    return decidedOf(this.doc);
  }

  /** Everything that the board holds, to tell whether something changed. */
  contents(): object {
    return documentContents(this.doc);
  }

  protected newId<Id>(schema: { parse(raw: string): Id }, name: string): Id {
    return idOf(schema, name, (this.#idCount += 1));
  }

  #context(actor: Actor, docs: Docs): CommandContext {
    return {
      actor,
      board: this.board,
      at: this.#at,
      circle: (circle: Circle) => boardOf(docs(circle), circle.is === 'city' ? 'city' : 'board'),
      newConsortium: newConsortiumOn(this.doc, () => this.newId(CardId, 'table')),
      freePoint: freePointOn(this.doc),
    };
  }
}

/** The names of the facts of a decided verdict; undefined for any other. */
export const factNamesOf = (verdict: Verdict): readonly FactName[] | undefined =>
  verdict.kind === 'decided' ? verdict.facts.map(({ fact }) => fact) : undefined;
