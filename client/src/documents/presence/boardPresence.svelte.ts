import type { Area } from '@brygga/shared/agreements/session/state';
import type { CardId, PersonId } from '@brygga/shared/ids';
import { type Identity, PresenceState } from '@brygga/shared/wire/presence';
import { equalityDeep } from 'lib0/function';
import { untrack } from 'svelte';
import type { Awareness } from 'y-protocols/awareness';
import { deepFreeze } from '../live/deepFreeze.ts';
import { LiveRecords } from '../live/liveRecords.svelte.ts';
import { uniqueUsers } from './uniqueUsers.ts';
import { throttle } from './throttle.ts';
import type { BoardPoint } from '../actions/bounds.ts';

/** Somebody else who is here now: one entry a window, since a person may have several. */
export interface Peer extends PresenceState {
  readonly client: number;
}

export interface LivePresence {
  readonly peerIds: readonly number[];
  peer(client: number): Peer | undefined;
  /** People who are here, oneself first, each once. */
  readonly people: readonly PresenceState['user'][];
  /** Those who have this card selected or type in it, oneself left out; without cursor and view, which `peer` tells. */
  peersOn(card: CardId): readonly Peer[];
  setCursor(at: BoardPoint | null): void;
  setSelection(cards: readonly CardId[]): void;
  setView(area: Area | null): void;
}

/** How often one's own presence goes out at most. */
const sendIntervalMs = 50;
const selectedCardsMax = 100;

type OwnPresence = Omit<PresenceState, 'user'>;

const cardsTouchedBy = ({ selection, caret }: Peer): readonly CardId[] => [
  ...new Set([...(selection ?? []), ...(caret ? [caret.card] : [])]),
];

const textsTouchedBy = ({ caret }: Peer): readonly string[] => (caret ? [`${caret.card} ${caret.field}`] : []);

/** Peers by what they have in hand: who shows one card is told of that card's alone. */
class PeersBy<Key extends string> {
  readonly #at = new LiveRecords<Key, readonly Peer[]>();

  get(key: Key): readonly Peer[] {
    return this.#at.get(key) ?? [];
  }

  /** Puts a peer under these keys, and away from those that it was under. */
  put(client: number, before: readonly Key[], after: readonly Key[], peer: Peer | undefined): void {
    const changes = [...new Set([...before, ...after])].map((key) => {
      const others = (this.#at.peek(key) ?? []).filter((other) => other.client !== client);
      const now = peer && after.includes(key) ? [...others, peer] : others;
      now.sort((a, b) => a.client - b.client);
      return [key, now.length === 0 ? undefined : now] as const;
    });
    this.#at.apply(changes);
  }
}

/**
 * Who is here. What others send is shown as far as it can be read; their identity is the server's
 * word. A cursor that moves tells only who shows that cursor.
 */
export class BoardPresence implements LivePresence {
  readonly #awareness: Awareness;
  readonly #me: PersonId;
  readonly #ownIdentity: () => Identity | undefined;
  readonly #peers = new LiveRecords<number, Peer>(({ user }) => user.name);
  readonly #onCards = new PeersBy<CardId>();
  readonly #inTexts = new PeersBy<string>();
  #others = $state.raw<readonly Identity[]>([]);
  /** Oneself as the server has it, known from one's other windows or from an entry that came back. */
  #self = $state.raw<Identity | undefined>(undefined);
  #own: OwnPresence = {};
  readonly #send = throttle(sendIntervalMs, () => this.#publish());

  constructor(awareness: Awareness, me: PersonId, ownIdentity: () => Identity | undefined) {
    this.#awareness = awareness;
    this.#me = me;
    this.#ownIdentity = ownIdentity;
    awareness.on('change', this.#onChange);
    this.#publish();
  }

  get peerIds(): readonly number[] {
    return this.#peers.ids;
  }

  peer(client: number): Peer | undefined {
    return this.#peers.get(client);
  }

  get people(): readonly Identity[] {
    const self = this.#self ?? this.#ownIdentity();
    return self ? [self, ...this.#others] : this.#others;
  }

  peersOn(card: CardId): readonly Peer[] {
    return this.#onCards.get(card);
  }

  caretsIn(card: CardId, field: string): readonly Peer[] {
    return this.#inTexts.get(`${card} ${field}`);
  }

  setCursor(at: BoardPoint | null): void {
    this.#set({ cursor: at && { x: Math.round(at.x), y: Math.round(at.y) } });
  }

  setSelection(cards: readonly CardId[]): void {
    this.#set({ selection: cards.slice(0, selectedCardsMax) });
  }

  setView(area: Area | null): void {
    this.#set({ view: area && { x: area.x, y: area.y, w: area.w, h: area.h } });
  }

  setCaret(caret: OwnPresence['caret']): void {
    this.#set({ caret });
  }

  /** What the server says of this very window. */
  setServerIdentity(state: unknown): void {
    const { data } = PresenceState.shape.user.safeParse(Object(state).user);
    if (
      data?.id === this.#me &&
      !equalityDeep(
        data,
        untrack(() => this.#self),
      )
    )
      this.#self = deepFreeze(data);
  }

  destroy(): void {
    this.#send.stop();
    this.#awareness.off('change', this.#onChange);
  }

  #set(fields: OwnPresence): void {
    const own = { ...this.#own, ...fields };
    if (equalityDeep(own, this.#own)) return;
    this.#own = own;
    this.#send.ask();
  }

  #publish(): void {
    const user = untrack(this.#ownIdentity);
    this.#awareness.setLocalState({ ...(user ? { user } : {}), ...this.#own });
  }

  readonly #onChange = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', readonly number[]>) => {
    untrack(() => {
      const changed = [...added, ...updated, ...removed].filter((client) => client !== this.#awareness.clientID);
      const read = changed.map((client) => [client, this.#read(client)] as const);
      for (const [client, peer] of read) this.#take(client, peer);
      const before = this.#peers.ids.map((client) => this.#peers.peek(client)?.user);
      this.#peers.apply(read);
      const after = this.#peers.ids.map((client) => this.#peers.peek(client)?.user);
      if (!equalityDeep(before, after)) this.#others = deepFreeze(uniqueUsers(after));
    });
  };

  /** Somebody else's entry; one's own other windows are no peers. */
  #read(client: number): Peer | undefined {
    const state: unknown = this.#awareness.getStates().get(client);
    const { data } = PresenceState.safeParse(state);
    if (!data) return undefined;
    if (data.user.id === this.#me) {
      this.setServerIdentity(data);
      return undefined;
    }
    return { ...data, client };
  }

  #take(client: number, after: Peer | undefined): void {
    const before = this.#peers.peek(client);
    const texts = (peer: Peer | undefined) => (peer ? textsTouchedBy(peer) : []);
    this.#inTexts.put(client, texts(before), texts(after), after && withoutCursor(after));
    const cards = (peer: Peer | undefined) => (peer ? cardsTouchedBy(peer) : []);
    this.#onCards.put(client, cards(before), cards(after), after && withoutCaretPosition(withoutCursor(after)));
  }
}

/** Without what moves all the time: who shows a card that somebody holds need not follow their cursor. */
const withoutCursor = (peer: Peer): Peer => ({ ...peer, cursor: null, view: null });
const withoutCaretPosition = (peer: Peer): Peer => ({
  ...peer,
  ...(peer.caret ? { caret: { card: peer.caret.card, field: peer.caret.field, anchor: null, head: null } } : {}),
});
