import { withSpan, type Trace, traceOf } from '@brygga/shared/domain/activity/trace';
import type { PersonId } from '@brygga/shared/ids';
import type { Edit } from '@brygga/shared/rules/edits';

/** More than people do in one span. Beyond it a trace may come twice, and the journal drops the second. */
const rememberedTracesMax = 20_000;

/**
 * Turns allowed edits into traces for the activity. Continuous typing leaves one trace in a span of
 * time, so almost every edit costs a lookup in a set and nothing in the journal. The set is lost with
 * the room; the journal drops traces that it has already.
 */
export class ActivityTraces {
  #remembered = new Set<string>();
  #span: number | undefined;
  #pending: Trace[] = [];

  /** Call for each allowed edit. */
  recordEdit(edit: Edit, by: PersonId, now: number): void {
    const bareTrace = traceOf(edit);
    if (!bareTrace) return;
    const trace = withSpan(bareTrace, now);
    if (trace.span !== undefined && !this.#isNew(trace, by)) return;
    this.#pending.push(trace);
  }

  /** The traces since the last call, to be stored with the row. */
  take(): readonly Trace[] {
    if (this.#pending.length === 0) return noTraces;
    const pending = this.#pending;
    this.#pending = [];
    return pending;
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
