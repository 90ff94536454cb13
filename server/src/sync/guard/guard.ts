import { cardsOf, createMissingTypes, missingTypes } from '@brygga/shared/document/cards/index';
import type { Circle } from '@brygga/shared/document/circles';
import { rootsOf, writerBelow } from '@brygga/shared/document/roots';
import type { Trace } from '@brygga/shared/domain/activity/trace';
import type { Person } from '@brygga/shared/rules/actor';
import { type EditContext, mayEdit } from '@brygga/shared/rules/edits';
import * as Y from 'yjs';
import type { Restored } from '../../storage/contract.ts';
import { insertedItems } from './structs/transactionReads.ts';
import { changedKeys } from './judge/changedKeys.ts';
import { editsFromChange } from './judge/editsFromChange.ts';
import { type DeleteSet, inspectUpdate, type UpdateEffects, UpdateError } from './validate/inspectUpdate.ts';
import { DocumentStats } from './judge/documentStats.ts';
import { KnownProvenance } from './judge/provenance.ts';
import type { RestoredItems } from './repair/restoredItems.ts';
import { Refusals, type RefusedEdit } from './judge/refusals.ts';
import { DocumentSize } from './validate/documentSize.ts';
import { type AgreementSnapshot, readAgreementSnapshot } from './judge/agreementSnapshot.ts';
import { releaseForGc, deleteSetOf, revertChanges, type RevertPlan, planRevert } from './repair/revertChanges.ts';
import { ActivityTraces } from './judge/activityTraces.ts';

/** What the guard has made of an update that it let into the document. */
export interface GuardOutcome {
  /** What it undid, and why. */
  readonly refused: readonly RefusedEdit[];
  /** Whether the server has written too, so that the writer must see this as well. */
  readonly serverWrote: boolean;
  readonly restored: readonly Restored[];
}

/** An update as it came: all that somebody has (`step2`), or what they have just done. */
export interface ReceivedUpdate {
  readonly kind: 'step2' | 'update';
  readonly update: Uint8Array;
}

export interface InspectedUpdate extends Pick<UpdateEffects, 'clients' | 'roots' | 'update'> {
  /** What it deletes where that lives on, having been put back. */
  readonly redirectedDeletions: DeleteSet;
}

/** What stands between people's updates and a document. */
export interface UpdateGuard {
  /**
   * Looks at an update before it is applied.
   *
   * @throws UpdateError for what no correct client sends, or what rests on something missing.
   */
  inspect(sent: ReceivedUpdate): InspectedUpdate;
  /** Applies it, and undoes what this person may not do, in the same turn: nobody sees it in between. */
  apply(inspected: InspectedUpdate, actor: Person, origin: object): GuardOutcome;
  /** What has been let in since this was last asked, as the activity keeps it. */
  takeTraces(): readonly Trace[];
  /** The server has written by itself. */
  invalidateAgreements(): void;
}

interface Judgement {
  readonly refused: readonly RefusedEdit[];
  readonly revertPlan: RevertPlan | undefined;
  /** What came for something that was put back elsewhere, and is to be carried there. */
  readonly orphanedItems: readonly Y.Item[];
  /** Cards that came without all the texts that people are to type into together. */
  readonly incompleteCards: readonly Y.Map<unknown>[];
}

const mergeOutcomes = (one: GuardOutcome, other: GuardOutcome): GuardOutcome => ({
  refused: [...one.refused, ...other.refused],
  serverWrote: one.serverWrote || other.serverWrote,
  restored: [...one.restored, ...other.restored],
});

const emptyOutcome: GuardOutcome = { refused: [], serverWrote: false, restored: [] };

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
export class Guard implements UpdateGuard {
  readonly #doc: Y.Doc;
  readonly #circle: Circle;
  readonly #restoredItems: RestoredItems;
  readonly #stats = new DocumentStats();
  readonly #provenance = new KnownProvenance();
  readonly #traces = new ActivityTraces();
  readonly #size: DocumentSize;
  /** What agreements say; the server alone changes them, so they are read once and not at every edit. */
  #agreements: AgreementSnapshot | undefined;

  /** @param bytes of all that the document was read from. */
  constructor(doc: Y.Doc, circle: Circle, putback: RestoredItems, bytes: number) {
    this.#doc = doc;
    this.#size = new DocumentSize(doc, bytes);
    this.#circle = circle;
    this.#restoredItems = putback;
    // Yjs gives a root its type when it is first asked for as one, by another object: not in mid-judgement.
    for (const root of Object.keys(rootsOf[circle.is])) doc.getMap(root);
  }

  takeTraces(): readonly Trace[] {
    return this.#traces.take();
  }

  invalidateAgreements(): void {
    this.#agreements = undefined;
  }

  inspect({ kind, update }: ReceivedUpdate): InspectedUpdate {
    const touched = inspectUpdate(this.#doc, update);
    const { clients, roots } = touched;
    for (const root of roots) {
      if (writerBelow(this.#circle.is, root) === undefined) throw new UpdateError('malformed', 'unknown root');
    }
    const meant = kind === 'update' ? this.#restoredItems.redirectedDeletions(this.#doc, touched) : Y.createDeleteSet();
    return { clients, roots, update: touched.update, redirectedDeletions: meant };
  }

  apply({ update, clients, redirectedDeletions }: InspectedUpdate, actor: Person, origin: object): GuardOutcome {
    this.#size.grow(update.length);
    const judged = this.#judgeWhile(() => Y.applyUpdate(this.#doc, update, origin), clients, actor);
    const came = judged ? this.#repair(judged, actor) : emptyOutcome;
    return redirectedDeletions.clients.size === 0
      ? came
      : mergeOutcomes(came, this.#applyRedirectedDeletions(redirectedDeletions, actor));
  }

  #repair({ refused, revertPlan, incompleteCards, orphanedItems }: Judgement, actor: Person): GuardOutcome {
    const undone = { refused, serverWrote: true, restored: this.#revert(revertPlan) };
    if (incompleteCards.length > 0) this.#doc.transact(() => incompleteCards.forEach(createMissingTypes));
    return orphanedItems.length === 0 ? undone : mergeOutcomes(undone, this.#carryOrphans(orphanedItems, actor));
  }

  /** Deletes in a person's place what was put back before they could see it; they may do no more there than elsewhere. */
  #applyRedirectedDeletions(meant: DeleteSet, actor: Person): GuardOutcome {
    const run = () =>
      this.#doc.transact((transaction) => {
        Y.iterateDeletedStructs(transaction, meant, (struct) => {
          if (struct instanceof Y.Item) struct.delete(transaction);
        });
      });
    const judged = this.#judgeWhile(run, [], actor);
    return judged ? this.#repair(judged, actor) : { ...emptyOutcome, serverWrote: true };
  }

  #carryOrphans(lost: readonly Y.Item[], actor: Person): GuardOutcome {
    const deletions = deleteSetOf(lost);
    const carried = deleteSetOf(lost.filter((item) => this.#restoredItems.targetExists(this.#doc, item)));
    const again = () => revertChanges(this.#doc, { insertions: deleteSetOf([]), deletions: carried }, true);
    const judged = this.#judgeWhile(again, [this.#doc.clientID], actor);
    const undone = this.#revert(judged?.revertPlan);
    const restored = this.#restoredItems.recordRestored(this.#doc, deletions);
    releaseForGc(this.#doc, deletions);
    return { refused: judged?.refused ?? [], serverWrote: true, restored: [...undone, ...restored] };
  }

  #revert(undoing: RevertPlan | undefined): readonly Restored[] {
    if (!undoing) return [];
    revertChanges(this.#doc, undoing);
    const restored = this.#restoredItems.recordRestored(this.#doc, undoing.deletions);
    releaseForGc(this.#doc, undoing.deletions);
    return restored;
  }

  /** Runs one transaction and judges it while what it deleted is still there; undefined when all is well. */
  #judgeWhile(run: () => void, clients: Iterable<number>, actor: Person): Judgement | undefined {
    // Read before the transaction, which may tear at agreements itself.
    const standing = (this.#agreements ??= readAgreementSnapshot(this.#doc));
    let judged: Judgement | undefined;
    this.#doc.once('afterTransaction', (transaction: Y.Transaction) => {
      judged = this.#judge(transaction, clients, actor, standing);
    });
    run();
    return judged;
  }

  #judge(
    transaction: Y.Transaction,
    clients: Iterable<number>,
    actor: Person,
    standing: AgreementSnapshot,
  ): Judgement | undefined {
    const items = insertedItems(transaction, clients);
    const circle = this.#circle;
    const context: EditContext = {
      actor,
      circle,
      ...standing,
      cards: () => cardsOf(this.#doc).size,
      isGenuine: this.#provenance.verifierFor(transaction, actor.id),
      isFull: this.#size.isFull,
    };
    const known = this.#stats.factsFor(items);
    const refusals = new Refusals(items);
    const incomplete: Y.Map<unknown>[] = [];
    const now = Date.now();
    for (const changed of changedKeys(transaction)) {
      for (const edit of editsFromChange(circle, changed, known)) {
        const right = mayEdit(edit, context);
        if (right !== true) {
          refusals.add(edit, right, changed);
          continue;
        }
        this.#stats.recordEdit(edit, changed);
        this.#provenance.recordEdit(edit, changed);
        this.#traces.recordEdit(edit, actor.id, now);
        const card = edit.kind === 'card.created' ? cardsOf(this.#doc).get(edit.card.id) : undefined;
        if (card && missingTypes(card).length > 0) incomplete.push(card);
      }
    }
    const lost = this.#restoredItems.orphanedItems(transaction, items);
    if (refusals.isEmpty && lost.length === 0 && incomplete.length === 0) return undefined;
    for (const item of lost) item.keep = true;
    return {
      refused: refusals.list(),
      revertPlan: refusals.isEmpty ? undefined : planRevert(transaction, items, refusals.keys),
      orphanedItems: lost,
      incompleteCards: incomplete,
    };
  }
}
