import type { ActivityPage } from '@brygga/shared/api/activity';
import type { Problem } from '@brygga/shared/api/problems';
import { type ActivityFilter, matches, type OrganisationOf } from '@brygga/shared/domain/activity/filter';
import { compareIds, type Happening } from '@brygga/shared/domain/activity/happening';
import { fetchActivity, type ActivityScope } from './activityApi.ts';
import { type OpenActivityStream, openActivityStream } from './activityStream.ts';

/** How many are shown at most; who looks further back loses the newest from sight, not from the list. */
const shownMax = 2_000;
/** What has come lately, for lists that were asked for before it came. */
const recentMax = 200;
/** How often one goes on looking by oneself where there is little to be found. */
const triesMax = 8;
/** A stream that was refused is asked for again after so long. */
const retryMs = 5_000;

export type StreamState = 'opening' | 'live' | 'broken' | 'ended';

interface ActivityViewOptions {
  readonly organisationOf: OrganisationOf;
  readonly openStream?: OpenActivityStream;
  readonly pageSize?: number;
}

/** What happened, as somebody looks through it, with what happens meanwhile. */
export class ActivityView {
  filter = $state.raw<ActivityFilter>({});
  /** Newest first; undefined until the first answer. */
  happenings = $state.raw<readonly Happening[]>();
  /** Where older ones begin, as long as there may be any. */
  older = $state.raw<string>();
  busy = $state(false);
  failure = $state.raw<{ readonly problem: Problem | undefined }>();
  streamState = $state.raw<StreamState>('opening');
  /** How many of what is looked for have come since the list was first read. */
  arrivedCount = $state(0);
  readonly #whose: ActivityScope;
  readonly #around: Required<ActivityViewOptions>;
  #lately: readonly Happening[] = [];
  #asked = 0;
  #close: (() => void) | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #gone = false;

  constructor(whose: ActivityScope, around: ActivityViewOptions) {
    this.#whose = whose;
    this.#around = { openStream: openActivityStream, pageSize: 50, ...around };
  }

  /** The newest of what is looked for; answers that come late are for nobody. */
  async load(filter: ActivityFilter = this.filter): Promise<void> {
    this.filter = filter;
    const page = await this.#find(undefined);
    if (!page) return;
    const lately = this.#lately.filter((it) => this.#isWanted(it));
    this.happenings = mergeById(lately, page.happenings);
    this.older = page.older;
    if (!this.#close && this.streamState !== 'ended') this.#follow(page.newest);
  }

  /** What came before. */
  async loadOlder(): Promise<void> {
    if (this.older === undefined || this.busy) return;
    const page = await this.#find(this.older);
    if (!page) return;
    this.happenings = [...(this.happenings ?? []), ...page.happenings];
    this.older = page.older;
  }

  destroy(): void {
    this.#gone = true;
    this.#asked += 1;
    clearTimeout(this.#again);
    this.#close?.();
  }

  /** What is asked last counts: an older answer is for nobody. */
  async #find(before: string | undefined): Promise<ActivityPage | undefined> {
    this.#asked += 1;
    const asked = this.#asked;
    this.busy = true;
    const page = await this.#read(before, asked, triesMax);
    if (asked === this.#asked) this.busy = false;
    return page;
  }

  /** A page with something in it, as long as there may be one: the server looks through so much at a time. */
  async #read(before: string | undefined, asked: number, tries: number): Promise<ActivityPage | undefined> {
    const answer = await fetchActivity(this.#whose, this.filter, { before, most: this.#around.pageSize });
    if (asked !== this.#asked) return undefined;
    this.failure = answer.ok ? undefined : { problem: answer.problem };
    if (!answer.ok) return undefined;
    const { happenings, older, newest } = answer.value;
    if (happenings.length > 0 || older === undefined || tries <= 1) return answer.value;
    const further = await this.#read(older, asked, tries - 1);
    return further && { ...further, newest };
  }

  #follow(after: string | undefined): void {
    this.#close = this.#around.openStream(this.#whose, after, {
      onHappening: (it) => this.#add(it),
      onLive: () => (this.streamState = 'live'),
      onInterrupted: () => (this.streamState = 'broken'),
      onEnded: () => (this.streamState = 'ended'),
      onFailed: () => this.#comeAgain(),
    });
  }

  /** Asks for the list, too: where it is refused, that says why. */
  #comeAgain(): void {
    this.streamState = 'broken';
    this.#close = undefined;
    if (!this.#gone) this.#again = setTimeout(() => void this.load(), retryMs);
  }

  #add(it: Happening): void {
    this.#lately = [it, ...this.#lately].slice(0, recentMax);
    if (!this.#isWanted(it) || !this.happenings) return;
    const all = mergeById([it], this.happenings);
    if (all.length === this.happenings.length) return;
    this.arrivedCount += 1;
    this.happenings = all.slice(0, shownMax);
    if (all.length > shownMax) this.older = this.happenings.at(-1)?.id;
  }

  #isWanted(it: Happening): boolean {
    return matches(it, this.filter, this.#around.organisationOf);
  }
}

/** Newest first, each once. */
const mergeById = (some: readonly Happening[], others: readonly Happening[]): readonly Happening[] => {
  const byId = new Map([...some, ...others].map((it) => [it.id, it]));
  return [...byId.values()].sort((a, b) => compareIds(b.id, a.id));
};
