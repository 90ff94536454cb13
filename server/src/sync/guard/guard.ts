import { cardsOf, createMissingTypes, missingTypes } from '@brygga/shared/document/cards/index';
import type { Circle } from '@brygga/shared/document/circles';
import { rootsOf, writerBelow } from '@brygga/shared/document/roots';
import type { Trace } from '@brygga/shared/domain/activity/trace';
import type { Person } from '@brygga/shared/rules/actor';
import { mayEdit } from '@brygga/shared/rules/edits';
import * as Y from 'yjs';
import type { Restored } from '../../storage/contract.ts';
import { broughtItems } from './before.ts';
import { changesIn } from './changes.ts';
import { editsOf } from './edits.ts';
import { type DeleteSet, inspect, type Touched, UpdateError } from './inspect.ts';
import { Measures } from './measures.ts';
import { OriginsKnown } from './origins.ts';
import type { Putback } from './putback.ts';
import { Refusals, type Refused } from './refusals.ts';
import { Size } from './size.ts';
import { type Standing, standingOf } from './standing.ts';
import { letGo, rangesOf, takeBack, type Undoing, undoingOf } from './takeBack.ts';
import { Traces } from './traces.ts';

/** What the guard has made of an update that it let into the document. */
export interface Outcome {
  /** What it undid, and why. */
  readonly refused: readonly Refused[];
  /** Whether the server has written too, so that the writer must see this as well. */
  readonly healed: boolean;
  readonly restored: readonly Restored[];
}

/** An update as it came: all that somebody has (`step2`), or what they have just done. */
export interface Sent {
  readonly is: 'step2' | 'update';
  readonly update: Uint8Array;
}

export interface Inspected extends Pick<Touched, 'clients' | 'roots' | 'update'> {
  /** What it deletes where that lives on, having been put back. */
  readonly meant: DeleteSet;
}

/** What stands between people's updates and a document. */
export interface Guarding {
  /**
   * Looks at an update before it is applied.
   *
   * @throws UpdateError for what no correct client sends, or what rests on something missing.
   */
  inspect(sent: Sent): Inspected;
  /** Applies it, and undoes what this person may not do, in the same turn: nobody sees it in between. */
  apply(inspected: Inspected, actor: Person, origin: object): Outcome;
  /** What has been let in since this was last asked, as the activity keeps it. */
  takeTraces(): readonly Trace[];
  /** The server has written by itself. */
  forget(): void;
}

interface Judged {
  readonly refused: readonly Refused[];
  readonly undoing: Undoing | undefined;
  /** What came for something that was put back elsewhere, and is to be carried there. */
  readonly lost: readonly Y.Item[];
  /** Cards that came without all the texts that people are to type into together. */
  readonly incomplete: readonly Y.Map<unknown>[];
}

const together = (one: Outcome, other: Outcome): Outcome => ({
  refused: [...one.refused, ...other.refused],
  healed: one.healed || other.healed,
  restored: [...one.restored, ...other.restored],
});

const nothing: Outcome = { refused: [], healed: false, restored: [] };

/**
 * Holds every field that an update touches against the rules.
 *
 * 1. Before: a malformed update, one with a gap and one below an unknown root are not applied at all.
 * 2. The update is applied. While Yjs still has what it deleted, each key that changed is told as an
 *    edit ("a card was put", "a field was changed") and asked for in the rules of `shared/`, with
 *    the document as it was before the update: who unlocks a card in the same message gains nothing.
 * 3. What lies below a forbidden key is undone by structs of the server; all else stays as it came.
 * 4. A card that came without a text that people are to type into together is given it by the server,
 *    in the same turn: made by two of them at once, one would lose their words.
 * 5. What others write by right into something that was put back, or delete of it, before they have
 *    seen that, is carried to where it lives on, and held against the rules there.
 */
export class Guard implements Guarding {
  readonly #doc: Y.Doc;
  readonly #circle: Circle;
  readonly #putback: Putback;
  readonly #measures = new Measures();
  readonly #origins = new OriginsKnown();
  readonly #traces = new Traces();
  readonly #size: Size;
  /** What agreements say; the server alone changes them, so they are read once and not at every edit. */
  #standing: Standing | undefined;

  /** @param bytes of all that the document was read from. */
  constructor(doc: Y.Doc, circle: Circle, putback: Putback, bytes: number) {
    this.#doc = doc;
    this.#size = new Size(doc, bytes);
    this.#circle = circle;
    this.#putback = putback;
    // Yjs gives a root its type when it is first asked for as one, by another object: not in mid-judgement.
    for (const root of Object.keys(rootsOf[circle.is])) doc.getMap(root);
  }

  takeTraces(): readonly Trace[] {
    return this.#traces.take();
  }

  forget(): void {
    this.#standing = undefined;
  }

  inspect({ is, update }: Sent): Inspected {
    const touched = inspect(this.#doc, update);
    const { clients, roots } = touched;
    for (const root of roots) {
      if (writerBelow(this.#circle.is, root) === undefined) throw new UpdateError('malformed', 'unknown root');
    }
    const meant = is === 'update' ? this.#putback.meant(this.#doc, touched) : Y.createDeleteSet();
    return { clients, roots, update: touched.update, meant };
  }

  apply({ update, clients, meant }: Inspected, actor: Person, origin: object): Outcome {
    this.#size.grow(update.length);
    const judged = this.#judgedWhile(() => Y.applyUpdate(this.#doc, update, origin), clients, actor);
    const came = judged ? this.#settle(judged, actor) : nothing;
    return meant.clients.size === 0 ? came : together(came, this.#deleteThere(meant, actor));
  }

  #settle({ refused, undoing, incomplete, lost }: Judged, actor: Person): Outcome {
    const undone = { refused, healed: true, restored: this.#undo(undoing) };
    if (incomplete.length > 0) this.#doc.transact(() => incomplete.forEach(createMissingTypes));
    return lost.length === 0 ? undone : together(undone, this.#carry(lost, actor));
  }

  /** Deletes in a person's place what was put back before they could see it; they may do no more there than elsewhere. */
  #deleteThere(meant: DeleteSet, actor: Person): Outcome {
    const run = () =>
      this.#doc.transact((transaction) => {
        Y.iterateDeletedStructs(transaction, meant, (struct) => {
          if (struct instanceof Y.Item) struct.delete(transaction);
        });
      });
    const judged = this.#judgedWhile(run, [], actor);
    return judged ? this.#settle(judged, actor) : { ...nothing, healed: true };
  }

  #carry(lost: readonly Y.Item[], actor: Person): Outcome {
    const deletions = rangesOf(lost);
    const carried = rangesOf(lost.filter((item) => this.#putback.isThere(this.#doc, item)));
    const again = () => takeBack(this.#doc, { insertions: rangesOf([]), deletions: carried }, true);
    const judged = this.#judgedWhile(again, [this.#doc.clientID], actor);
    const undone = this.#undo(judged?.undoing);
    const restored = this.#putback.note(this.#doc, deletions);
    letGo(this.#doc, deletions);
    return { refused: judged?.refused ?? [], healed: true, restored: [...undone, ...restored] };
  }

  #undo(undoing: Undoing | undefined): readonly Restored[] {
    if (!undoing) return [];
    takeBack(this.#doc, undoing);
    const restored = this.#putback.note(this.#doc, undoing.deletions);
    letGo(this.#doc, undoing.deletions);
    return restored;
  }

  /** Runs one transaction and judges it while what it deleted is still there; undefined when all is well. */
  #judgedWhile(run: () => void, clients: Iterable<number>, actor: Person): Judged | undefined {
    // Read before the transaction, which may tear at agreements itself.
    const standing = (this.#standing ??= standingOf(this.#doc));
    let judged: Judged | undefined;
    this.#doc.once('afterTransaction', (transaction: Y.Transaction) => {
      judged = this.#judge(transaction, clients, actor, standing);
    });
    run();
    return judged;
  }

  #judge(transaction: Y.Transaction, clients: Iterable<number>, actor: Person, standing: Standing): Judged | undefined {
    const items = broughtItems(transaction, clients);
    const circle = this.#circle;
    const scene = {
      ...{ actor, circle, ...standing },
      cards: () => cardsOf(this.#doc).size,
      isTrue: this.#origins.in(transaction, actor.id),
      isFull: this.#size.isFull,
    };
    const known = this.#measures.of(items);
    const refusals = new Refusals(items);
    const incomplete: Y.Map<unknown>[] = [];
    const now = Date.now();
    for (const changed of changesIn(transaction)) {
      for (const edit of editsOf(circle, changed, known)) {
        const right = mayEdit(edit, scene);
        if (right !== true) {
          refusals.add(edit, right, changed);
          continue;
        }
        this.#measures.note(edit, changed);
        this.#origins.note(edit, changed);
        this.#traces.note(edit, actor.id, now);
        const card = edit.kind === 'card.created' ? cardsOf(this.#doc).get(edit.card.id) : undefined;
        if (card && missingTypes(card).length > 0) incomplete.push(card);
      }
    }
    const lost = this.#putback.lostAmong(transaction, items);
    if (refusals.isEmpty && lost.length === 0 && incomplete.length === 0) return undefined;
    for (const item of lost) item.keep = true;
    return {
      refused: refusals.told(),
      undoing: refusals.isEmpty ? undefined : undoingOf(transaction, items, refusals.keys),
      lost,
      incomplete,
    };
  }
}
