import type { ActivityPage } from '@brygga/shared/api/activity';
import type { Problem } from '@brygga/shared/api/problems';
import { type ActivityFilter, matches, type OrganisationOf } from '@brygga/shared/domain/activity/filter';
import { compareIds, type Happening } from '@brygga/shared/domain/activity/happening';
import { type ActivityScope, fetchActivity } from './activityApi.ts';
import { type OpenActivityStream, openActivityStream } from './activityStream.ts';

/** How far live happenings may lengthen the list before its oldest rows are dropped; they can be loaded again. */
const liveRowsMax = 2_000;
/** Live happenings kept for filters that are applied later. */
const recentMax = 200;
/** The server scans a bounded slice per request, so an empty page is retried this often. */
const triesMax = 8;
const streamRetryMs = 5_000;

export type StreamState = 'opening' | 'live' | 'broken' | 'ended';

interface ActivityViewOptions {
  readonly organisationOf: OrganisationOf;
  readonly openStream?: OpenActivityStream | undefined;
  readonly pageSize?: number;
  readonly liveRowsMax?: number;
}

/** A filtered list of happenings that grows at both ends: older pages on demand, live ones from the stream. */
export class ActivityView {
  filter = $state.raw<ActivityFilter>({});
  /** Newest first; undefined until the first response. */
  happenings = $state.raw<readonly Happening[]>();
  /** Where older happenings begin; undefined once all are loaded. */
  older = $state.raw<string>();
  busy = $state(false);
  failure = $state.raw<{ readonly problem: Problem | undefined }>();
  streamState = $state.raw<StreamState>('opening');
  /** Matching happenings that have arrived since the list was first loaded. */
  arrivedCount = $state(0);
  readonly #scope: ActivityScope;
  readonly #organisationOf: OrganisationOf;
  readonly #openStream: OpenActivityStream;
  readonly #pageSize: number;
  readonly #liveRowsMax: number;
  #recent: readonly Happening[] = [];
  /** Rows of the pages that the reader has loaded. */
  #loadedCount = 0;
  #requestNumber = 0;
  #closeStream: (() => void) | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #destroyed = false;

  constructor(scope: ActivityScope, options: ActivityViewOptions) {
    this.#scope = scope;
    this.#organisationOf = options.organisationOf;
    this.#openStream = options.openStream ?? openActivityStream;
    this.#pageSize = options.pageSize ?? 50;
    this.#liveRowsMax = options.liveRowsMax ?? liveRowsMax;
  }

  /** Whether the filter leaves anything out. */
  get isNarrowed(): boolean {
    return Object.values(this.filter).some((value) => value !== undefined);
  }

  /** Loads the newest page, and opens the stream from there. */
  async load(filter: ActivityFilter = this.filter): Promise<void> {
    this.filter = filter;
    const page = await this.#request(undefined);
    if (!page) return;
    const recent = this.#recent.filter((happening) => this.#matchesFilter(happening));
    this.happenings = mergeById(recent, page.happenings);
    this.older = page.older;
    this.#loadedCount = page.happenings.length;
    if (!this.#closeStream && this.streamState !== 'ended') this.#follow(page.newest);
  }

  async loadOlder(): Promise<void> {
    if (this.older === undefined || this.busy) return;
    const page = await this.#request(this.older);
    if (!page) return;
    this.happenings = [...(this.happenings ?? []), ...page.happenings];
    this.older = page.older;
    this.#loadedCount += page.happenings.length;
  }

  destroy(): void {
    this.#destroyed = true;
    this.#requestNumber += 1;
    clearTimeout(this.#retryTimer);
    this.#closeStream?.();
  }

  /** Undefined where the request failed, or a later one has been sent meanwhile. */
  async #request(before: string | undefined): Promise<ActivityPage | undefined> {
    this.#requestNumber += 1;
    const requestNumber = this.#requestNumber;
    this.busy = true;
    const page = await this.#fetchPage(before, requestNumber, triesMax);
    if (requestNumber === this.#requestNumber) this.busy = false;
    return page;
  }

  /** Fetches further while pages are empty, but not the last. */
  async #fetchPage(
    before: string | undefined,
    requestNumber: number,
    triesLeft: number,
  ): Promise<ActivityPage | undefined> {
    const result = await fetchActivity(this.#scope, this.filter, { before, most: this.#pageSize });
    if (requestNumber !== this.#requestNumber) return undefined;
    this.failure = result.ok ? undefined : { problem: result.problem };
    if (!result.ok) return undefined;
    const { happenings, older, newest } = result.value;
    if (happenings.length > 0 || older === undefined || triesLeft <= 1) return result.value;
    const page = await this.#fetchPage(older, requestNumber, triesLeft - 1);
    return page && { ...page, newest };
  }

  #follow(after: string | undefined): void {
    this.#closeStream = this.#openStream(this.#scope, after, {
      onHappening: (happening) => this.#add(happening),
      onLive: () => (this.streamState = 'live'),
      onInterrupted: () => (this.streamState = 'broken'),
      onEnded: () => (this.streamState = 'ended'),
      onFailed: () => this.#scheduleRetry(),
    });
  }

  /** Loads the list again, too: where the stream was refused, its response says why. */
  #scheduleRetry(): void {
    this.streamState = 'broken';
    this.#closeStream = undefined;
    if (!this.#destroyed) this.#retryTimer = setTimeout(() => void this.load(), streamRetryMs);
  }

  #add(happening: Happening): void {
    this.#recent = [happening, ...this.#recent].slice(0, recentMax);
    if (!this.#matchesFilter(happening) || !this.happenings) return;
    const happenings = mergeById([happening], this.happenings);
    if (happenings.length === this.happenings.length) return;
    this.arrivedCount += 1;
    // Counted beyond what was loaded: what the reader has asked for must not go again with the next happening.
    const rowsMax = this.#loadedCount + this.#liveRowsMax;
    this.happenings = happenings.slice(0, rowsMax);
    if (happenings.length > rowsMax) this.older = this.happenings.at(-1)?.id;
  }

  #matchesFilter(happening: Happening): boolean {
    return matches(happening, this.filter, this.#organisationOf);
  }
}

/** Newest first, without duplicates. */
const mergeById = (some: readonly Happening[], others: readonly Happening[]): readonly Happening[] => {
  const byId = new Map([...some, ...others].map((happening) => [happening.id, happening]));
  return [...byId.values()].sort((a, b) => compareIds(b.id, a.id));
};
