import { randomUUID } from 'node:crypto';
import { ConsortiumAgreement } from '@brygga/shared/agreements/consortium/state';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { roots } from '@brygga/shared/document/roots';
import { CardId, NeedId, newId, type WorkshopId } from '@brygga/shared/ids';
import type { CommandName } from '@brygga/shared/commands/index';
import type { Person } from '@brygga/shared/rules/actor';
import { type PerformedEdit, performEdit, tokenOf, tokensIn } from '@brygga/shared/testing/performedEdit';
import { type EditName, edits, editSource } from '@brygga/shared/testing/edits';
import { type ForbiddenEditName, forbiddenEdits } from '@brygga/shared/testing/forbiddenEdits';
import { nth } from '@brygga/shared/testing/fixtures';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import { sendRequest, createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import type { RunningServer } from '../world/server.ts';

/** Somebody at a window of theirs; `person` is what the server knows of them, too. */
interface Member {
  readonly visitor: TestUser;
  readonly person: Person;
  readonly window: StockClient;
}

const patienceMillis = 30_000;

/** What a copy says: the same text where two say the same. */
const stateOf = (doc: Y.Doc): string =>
  JSON.stringify(
    Object.keys(roots).map((root) => doc.getMap(root).toJSON()),
    (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value,
  );

/**
 * A workshop's people before a real server, with unmodified providers. What nobody may (outrages, and
 * whatever an observer writes) must be seen by nobody else; words in notes are anybody's right here,
 * and must be there in the end.
 */
export class Crowd {
  readonly #server: RunningServer;
  readonly #workshop: WorkshopId;
  readonly #members: readonly Member[];
  readonly #need: NeedId;
  readonly #challenge: CardId;
  readonly #authors = new Map<number, string>();
  readonly #forbidden = new Set<number>();
  /** Words by right, and the note that they are in. */
  readonly #words = new Map<number, CardId>();
  /** Notes that a window shows and nobody else will: what is written there goes with them. Until all are at rest. */
  readonly #vain = new Map<Member, Set<CardId>>();
  readonly #complaints: string[] = [];
  readonly #asked: Promise<unknown>[] = [];
  #acts = 0;

  private constructor(server: RunningServer, workshop: WorkshopId, members: readonly Member[], ids: [CardId, NeedId]) {
    this.#server = server;
    this.#workshop = workshop;
    this.#members = members;
    [this.#challenge, this.#need] = ids;
    for (const member of members) {
      member.window.doc.on('update', (_update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
        if (!local && origin !== undefined) this.#look(member);
      });
    }
  }

  static async gather(server: RunningServer): Promise<Crowd> {
    const host = await register(server.url, { kind: 'city' });
    const workshop = await createWorkshop(host);
    const guest = async (of: string, role: 'participant' | 'observer' = 'participant') =>
      joinAsGuest(server.url, await invite(host, workshop, role), { kind: 'company', of });
    const companies = [await guest('One'), await guest('Two'), await guest('Three')];
    const people: readonly (readonly [TestUser, Person['role']])[] = [
      [host, 'facilitator'],
      ...companies.map((visitor) => [visitor, 'participant'] as const),
      [nth(companies, 0), 'participant'],
      [await guest('Eye', 'observer'), 'observer'],
    ];
    const members = people.map(([visitor, role]) => ({
      visitor,
      person: {
        kind: 'person',
        id: visitor.id,
        role,
        organisations: [{ id: visitor.organisation, kind: visitor === host ? 'city' : 'company' }],
      },
      window: stockClient(visitor, workshop, { notices: true }),
    })) satisfies Member[];
    const { window } = nth(members, 0);
    await window.until('sync', () => window.provider.synced);
    const [challenge, need] = [newId(CardId), newId(NeedId)];
    putCard(window.doc, challenge, {
      kind: 'challenge',
      city: host.organisation,
      sector: 'waste',
      title: 'Shade',
      needs: { [need]: { capability: 'finance', importance: 'must' } },
      x: 0,
      y: 0,
      w: 320,
      h: 240,
      order: 'a0',
      createdBy: host.id,
      createdAt: 1,
    });
    await window.saved();
    const crowd = new Crowd(server, workshop, members, [challenge, need]);
    for (const { visitor } of members.slice(1, 3)) {
      const { status } = await crowd.#ask(visitor, 'consortium.found', { challenge, name: 'Cool' });
      expect(status).toBe(200);
    }
    await crowd.rest();
    return crowd;
  }

  edit(who: number, edit: EditName, chance: readonly number[]): void {
    const member = this.#at(who);
    const act = this.#perform(member, edits[edit], chance);
    if (!act) return;
    const { intent, token, person } = act;
    if (person.role === 'observer') this.#forbidden.add(token);
    else if (intent.kind === 'card.created' && intent.made.kind === 'note' && intent.made.createdBy === person.id) {
      this.#words.set(token, intent.card);
    } else if (intent.kind === 'card.created') this.#isVain(member, intent.card);
    else if (
      intent.kind === 'text' &&
      intent.grows > 0 &&
      intent.grows < 100 &&
      this.#isNote(intent.card) &&
      !this.#vain.get(member)?.has(intent.card)
    ) {
      this.#words.set(token, intent.card);
    }
    if (intent.kind === 'text') for (const cut of intent.cuts) this.#words.delete(cut);
    // By right or not, who has the card open may lose words that have not reached the server.
    if (intent.kind === 'card.deleted') {
      this.#giveUp(intent.card);
      for (const each of this.#members) this.#isVain(each, intent.card);
    }
    if (intent.kind === 'field' && intent.field === 'text') {
      this.#giveUp(intent.card);
      this.#isVain(member, intent.card);
    }
  }

  forbiddenEdit(who: number, outrage: ForbiddenEditName, chance: readonly number[]): void {
    const member = this.#at(who);
    const act = this.#perform(member, forbiddenEdits[outrage], chance);
    if (!act) return;
    this.#forbidden.add(act.token);
    if (!('card' in act.intent) || !act.intent.card) return;
    this.#giveUp(act.intent.card);
    this.#isVain(member, act.intent.card);
  }

  press(who: number, name: CommandName, table: number): void {
    const { visitor, window } = this.#at(who);
    const tables = [...window.doc.getMap('agreements').keys()].sort();
    const consortium = tables[table % Math.max(1, tables.length)];
    const input = { consortium, challenge: this.#challenge, need: this.#need, name: 'Cool' };
    // The server may be gone: `fetch` says so with a TypeError.
    const asked = this.#ask(visitor, name, input).catch((error: unknown) => expect(error).toBeInstanceOf(TypeError));
    this.#asked.push(asked);
  }

  cut(who: number): void {
    this.#at(who).window.provider.disconnect();
  }

  connect(who: number): void {
    this.#at(who).window.provider.connect();
  }

  async crash(): Promise<void> {
    await this.#server.restart();
  }

  /** Everybody is connected, and what they have written is on disk and shown to all. */
  async rest(): Promise<void> {
    await Promise.all(this.#asked.splice(0));
    for (const { window } of this.#members) window.provider.connect();
    for (const { window } of this.#members) await window.until('sync', () => window.provider.synced);
    await expect.poll(() => this.#states().size, { timeout: patienceMillis }).toBe(1);
    this.#vain.clear();
  }

  /** What is wrong, now that nothing is under way. */
  async complaints(): Promise<readonly string[]> {
    const { visitor } = this.#at(0);
    const fresh = stockClient(visitor, this.#workshop);
    await fresh.until('sync', () => fresh.provider.synced);
    const [shown] = this.#states();
    const { doc } = fresh;
    const lost = [...this.#words].filter(
      ([token, card]) => !tokensIn(cardsOf(doc).get(card)?.toJSON()).includes(token),
    );
    const complaints = [
      ...this.#complaints,
      ...(stateOf(doc) === shown ? [] : ['who comes now is shown something else']),
      ...lost.map(([token]) => `${token} is lost`),
      ...brokenIn(doc),
    ];
    fresh.close();
    return complaints;
  }

  leave(): void {
    for (const { window } of this.#members) window.close();
  }

  #states(): Set<string> {
    return new Set(this.#members.map(({ window }) => stateOf(window.doc)));
  }

  #at(who: number): Member {
    return nth(this.#members, who % this.#members.length);
  }

  #isNote(card: CardId): boolean {
    return this.#members.some(({ window }) => cardsOf(window.doc).get(card)?.get('kind') === 'note');
  }

  #isVain(member: Member, card: CardId): void {
    this.#vain.set(member, (this.#vain.get(member) ?? new Set()).add(card));
  }

  #giveUp(card: CardId): void {
    for (const [token, its] of this.#words) if (its === card) this.#words.delete(token);
  }

  #perform(
    member: Member,
    edit: (hand: ReturnType<typeof editSource>) => Parameters<typeof performEdit>[3] | undefined,
    chance: readonly number[],
  ): PerformedEdit | undefined {
    const { window, person } = member;
    const token = tokenOf((this.#acts += 1));
    const plan = edit(editSource(window.doc, person, token, chance));
    this.#authors.set(token, person.id);
    return plan && performEdit(window.doc, person, token, plan);
  }

  /** Somebody was shown something: nothing of it may be forbidden, unless it is their own. */
  #look({ window, person }: Member): void {
    for (const token of tokensIn(stateOf(window.doc))) {
      if (!this.#forbidden.has(token) || this.#authors.get(token) === person.id) continue;
      this.#complaints.push(`${token} was shown, and nobody may see it`);
    }
    if (person.role !== 'participant') this.#complaints.push(...brokenIn(window.doc));
  }

  #ask(by: TestUser, name: CommandName, body: object) {
    return sendRequest(by.url, 'POST', `/api/workshops/${this.#workshop}/commands/${name}`, {
      cookie: by.cookie,
      body,
      headers: { 'idempotency-key': randomUUID() },
    });
  }
}

/** One holder a seat who is a member, one lead who is one: what doesn't hold of it. */
const brokenIn = (doc: Y.Doc): readonly string[] =>
  [...doc.getMap('agreements').values()].flatMap((map) => {
    const its = map instanceof Y.Map ? ConsortiumAgreement.safeParse(map.toJSON()).data : undefined;
    if (!its) return ['an agreement is none'];
    const members = new Set<string>(Object.keys(its.members));
    const sits = Object.values(its.seats).filter(
      ({ holder, state }) => holder !== undefined && state === 'agreed' && !members.has(holder),
    );
    return [
      ...sits.map(({ holder }) => `${holder} sits uninvited`),
      ...(members.has(its.lead) ? [] : ['a stranger leads']),
    ];
  });
