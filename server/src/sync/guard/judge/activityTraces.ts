import { withSpan, type Trace, traceOf } from '@brygga/shared/domain/activity/trace';
import type { PersonId } from '@brygga/shared/ids';
import type { Edit } from '@brygga/shared/rules/edits';

/** More than anybody does in one span; beyond it something is told twice, which the journal leaves out. */
const rememberedTracesMax = 20_000;

/**
 * What people's writing leaves in the activity. Who types on and on leaves one trace in a span, so
 * that almost every edit costs a look into a set, and nothing in the journal. What was told is
 * forgotten with the room: the journal leaves out what it has.
 */
export class ActivityTraces {
  #remembered = new Set<string>();
  #span: number | undefined;
  #pending: Trace[] = [];

  /** An edit that was allowed. */
  recordEdit(edit: Edit, by: PersonId, now: number): void {
    const what = traceOf(edit);
    if (!what) return;
    const trace = withSpan(what, now);
    if (trace.span !== undefined && !this.#isNew(trace, by)) return;
    this.#pending.push(trace);
  }

  /** What is to be kept with the row. */
  take(): readonly Trace[] {
    if (this.#pending.length === 0) return noTraces;
    const left = this.#pending;
    this.#pending = [];
    return left;
  }

  #isNew({ span, trace, card, field }: Trace, by: PersonId): boolean {
    if (span !== this.#span || this.#remembered.size >= rememberedTracesMax) this.#remembered.clear();
    this.#span = span;
    const key = `${by} ${trace} ${card ?? ''} ${field ?? ''}`;
    if (this.#remembered.has(key)) return false;
    this.#remembered.add(key);
    return true;
  }
}

const noTraces: readonly Trace[] = [];
