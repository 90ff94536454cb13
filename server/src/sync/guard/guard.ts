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
import { type DeleteSet, deleteSetOf } from './structs/deleteSet.ts';
import { inspectUpdate, type UpdateEffects } from './validate/inspectUpdate.ts';
import { UpdateError } from './validate/updateError.ts';
import { DocumentStats } from './judge/documentStats.ts';
import { KnownProvenance } from './judge/provenance.ts';
import type { RestoredItems } from './repair/restoredItems.ts';
import { RevertedEdits, type RevertedEdit } from './judge/revertedEdits.ts';
import { DocumentSize } from './validate/documentSize.ts';
import { type AgreementSnapshot, readAgreementSnapshot } from './judge/agreementSnapshot.ts';
import { releaseForGc, revertChanges, type RevertPlan, planRevert } from './repair/revertChanges.ts';
import { ActivityTraces } from './judge/activityTraces.ts';

/** Result of an update that the guard has applied. */
export interface GuardOutcome {
  /** Reverted edits with their reasons. */
  readonly reverted: readonly RevertedEdit[];
  /** Whether the server has written something, so that the writer needs the broadcast too. */
  readonly serverWrote: boolean;
  readonly restored: readonly Restored[];
}

/** A received update: of the sender's whole state, which repeats old changes (`step2`), or a new change (`update`). */
export interface ReceivedUpdate {
  readonly kind: 'step2' | 'update';
  readonly update: Uint8Array;
}

export interface InspectedUpdate extends Pick<UpdateEffects, 'clients' | 'roots' | 'update'> {
  /** Its deletions of restored items, mapped to their new ids. */
  readonly redirectedDeletions: DeleteSet;
}

/** Applies people's updates to a document within the rules. */
export interface UpdateGuard {
  /**
   * Validates an update before it is applied.
   *
   * @throws UpdateError for what no correct client sends, or what depends on missing structs.
   */
  inspect(received: ReceivedUpdate): InspectedUpdate;
  /** Applies the update and reverts what the actor may not do, in the same turn: nobody sees the state in between. */
  apply(inspected: InspectedUpdate, actor: Person, origin: object): GuardOutcome;
  /** Activity traces of the edits that were allowed since the last call. */
  takeTraces(): readonly Trace[];
  /** Call when the server has written by itself. */
  invalidateAgreements(): void;
}

interface Judgement {
  readonly reverted: readonly RevertedEdit[];
  readonly revertPlan: RevertPlan | undefined;
  /** Items written into a container that was restored elsewhere; they are moved there. */
  readonly orphanedItems: readonly Y.Item[];
  /** New cards that lack some of their collaborative texts. */
  readonly incompleteCards: readonly Y.Map<unknown>[];
}

const mergeOutcomes = (one: GuardOutcome, other: GuardOutcome): GuardOutcome => ({
  reverted: [...one.reverted, ...other.reverted],
  serverWrote: one.serverWrote || other.serverWrote,
  restored: [...one.restored, ...other.restored],
});

const emptyOutcome: GuardOutcome = { reverted: [], serverWrote: false, restored: [] };

/**
 * Checks every field that an update touches against the rules.
 *
 * 1. A malformed update, one with a gap and one below an unknown root are not applied at all.
 * 2. The update is applied. Before Yjs collects what it deleted, each changed key is described as an
 *    edit ("card.created", "field.changed") and checked by the rules of `shared/` against the document
 *    before the update: unlocking a card in the same message gains nothing.
 * 3. What lies below a forbidden key is reverted by structs of the server; all else stays.
 * 4. A new card without its collaborative texts gets them from the server in the same turn: two
 *    clients creating the same text at once would lose one.
 * 5. Writes and deletions aimed at an item that was restored meanwhile are moved to the restored item
 *    and judged there.
 */
export class Guard implements UpdateGuard {
  readonly #doc: Y.Doc;
  readonly #circle: Circle;
  readonly #restoredItems: RestoredItems;
  readonly #stats = new DocumentStats();
  readonly #provenance = new KnownProvenance();
  readonly #traces = new ActivityTraces();
  readonly #size: DocumentSize;
  /** Cached, since only the server changes agreements; see `invalidateAgreements`. */
  #agreements: AgreementSnapshot | undefined;

  /** @param bytes of the updates that the document was loaded from. */
  constructor(doc: Y.Doc, circle: Circle, restoredItems: RestoredItems, bytes: number) {
    this.#doc = doc;
    this.#size = new DocumentSize(doc, bytes);
    this.#circle = circle;
    this.#restoredItems = restoredItems;
    // Yjs replaces a root's placeholder when it is first typed; do that now, not while a transaction is judged.
    for (const root of Object.keys(rootsOf[circle.is])) doc.getMap(root);
  }

  takeTraces(): readonly Trace[] {
    return this.#traces.take();
  }

  invalidateAgreements(): void {
    this.#agreements = undefined;
  }

  inspect({ kind, update }: ReceivedUpdate): InspectedUpdate {
    const effects = inspectUpdate(this.#doc, update);
    const { clients, roots } = effects;
    for (const root of roots) {
      if (writerBelow(this.#circle.is, root) === undefined) throw new UpdateError('malformed', 'unknown root');
    }
    // A SyncStep2 repeats old deletions of items that its sender has seen restored.
    const redirectedDeletions =
      kind === 'update' ? this.#restoredItems.redirectedDeletions(this.#doc, effects) : Y.createDeleteSet();
    return { clients, roots, update: effects.update, redirectedDeletions };
  }

  apply({ update, clients, redirectedDeletions }: InspectedUpdate, actor: Person, origin: object): GuardOutcome {
    this.#size.grow(update.length);
    const judgement = this.#judgeWhile(() => Y.applyUpdate(this.#doc, update, origin), clients, actor);
    const outcome = judgement ? this.#repair(judgement, actor) : emptyOutcome;
    return redirectedDeletions.clients.size === 0
      ? outcome
      : mergeOutcomes(outcome, this.#applyRedirectedDeletions(redirectedDeletions, actor));
  }

  #repair({ reverted, revertPlan, incompleteCards, orphanedItems }: Judgement, actor: Person): GuardOutcome {
    const outcome = { reverted, serverWrote: true, restored: this.#revert(revertPlan) };
    if (incompleteCards.length > 0) this.#doc.transact(() => incompleteCards.forEach(createMissingTypes));
    return orphanedItems.length === 0 ? outcome : mergeOutcomes(outcome, this.#moveOrphans(orphanedItems, actor));
  }

  /** Deletes restored items for a person who deleted them before seeing the restoration; judged like any edit. */
  #applyRedirectedDeletions(deletions: DeleteSet, actor: Person): GuardOutcome {
    const run = () =>
      this.#doc.transact((transaction) => {
        Y.iterateDeletedStructs(transaction, deletions, (struct) => {
          if (struct instanceof Y.Item) struct.delete(transaction);
        });
      });
    const judgement = this.#judgeWhile(run, [], actor);
    return judgement ? this.#repair(judgement, actor) : { ...emptyOutcome, serverWrote: true };
  }

  /** Writes orphaned items again in their restored container; judged like any edit. */
  #moveOrphans(orphans: readonly Y.Item[], actor: Person): GuardOutcome {
    const deletions = deleteSetOf(orphans);
    const movable = deleteSetOf(orphans.filter((item) => this.#restoredItems.targetExists(this.#doc, item)));
    const move = () => revertChanges(this.#doc, { insertions: deleteSetOf([]), deletions: movable }, true);
    const judgement = this.#judgeWhile(move, [this.#doc.clientID], actor);
    const restoredByRevert = this.#revert(judgement?.revertPlan);
    const restored = this.#restoredItems.recordRestored(this.#doc, deletions);
    releaseForGc(this.#doc, deletions);
    return { reverted: judgement?.reverted ?? [], serverWrote: true, restored: [...restoredByRevert, ...restored] };
  }

  #revert(plan: RevertPlan | undefined): readonly Restored[] {
    if (!plan) return [];
    revertChanges(this.#doc, plan);
    const restored = this.#restoredItems.recordRestored(this.#doc, plan.deletions);
    releaseForGc(this.#doc, plan.deletions);
    return restored;
  }

  /** Runs one transaction and judges it before Yjs collects what it deleted; undefined when there is nothing to repair. */
  #judgeWhile(run: () => void, clients: Iterable<number>, actor: Person): Judgement | undefined {
    // Read before the transaction, which may write below agreements itself.
    const agreements = (this.#agreements ??= readAgreementSnapshot(this.#doc));
    let judgement: Judgement | undefined;
    this.#doc.once('afterTransaction', (transaction: Y.Transaction) => {
      judgement = this.#judge(transaction, clients, actor, agreements);
    });
    run();
    return judgement;
  }

  #judge(
    transaction: Y.Transaction,
    clients: Iterable<number>,
    actor: Person,
    agreements: AgreementSnapshot,
  ): Judgement | undefined {
    const items = insertedItems(transaction, clients);
    const circle = this.#circle;
    const context: EditContext = {
      actor,
      circle,
      ...agreements,
      cards: () => cardsOf(this.#doc).size,
      isGenuine: this.#provenance.verifierFor(transaction, actor.id),
      isFull: this.#size.isFull,
    };
    const facts = this.#stats.factsFor(items);
    const revertedEdits = new RevertedEdits(items);
    const incomplete: Y.Map<unknown>[] = [];
    const now = Date.now();
    for (const changed of changedKeys(transaction)) {
      for (const edit of editsFromChange(circle, changed, facts)) {
        const right = mayEdit(edit, context);
        if (right !== true) {
          revertedEdits.add(edit, right, changed);
          continue;
        }
        this.#stats.recordEdit(edit, changed);
        this.#provenance.recordEdit(edit, changed);
        this.#traces.recordEdit(edit, actor.id, now);
        const card = edit.kind === 'card.created' ? cardsOf(this.#doc).get(edit.card.id) : undefined;
        if (card && missingTypes(card).length > 0) incomplete.push(card);
      }
    }
    const orphans = this.#restoredItems.orphanedItems(transaction, items);
    if (revertedEdits.isEmpty && orphans.length === 0 && incomplete.length === 0) return undefined;
    for (const item of orphans) item.keep = true;
    return {
      reverted: revertedEdits.list(),
      revertPlan: revertedEdits.isEmpty ? undefined : planRevert(transaction, items, revertedEdits.keys),
      orphanedItems: orphans,
      incompleteCards: incomplete,
    };
  }
}
