import { randomUUID } from 'node:crypto';
import { readConsortiumAgreement } from '@brygga/shared/agreements/board';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId, type WorkshopId } from '@brygga/shared/ids';
import type { CommandName } from '@brygga/shared/commands/index';
import type { Person } from '@brygga/shared/rules/actor';
import {
  type PerformedEdit,
  type PlannedEdit,
  performEdit,
  tokenOf,
  tokensIn,
} from '@brygga/shared/testing/performedEdit';
import { type EditName, type EditSource, edits, editSource } from '@brygga/shared/testing/edits';
import { type ForbiddenEditName, forbiddenEdits } from '@brygga/shared/testing/forbiddenEdits';
import { contentsText } from '@brygga/shared/testing/documentContents';
import { nth } from '@brygga/shared/testing/fixtures';
import { brokenConsortiumInvariants } from '@brygga/shared/testing/invariants';
import { expect } from 'vitest';
import type * as Y from 'yjs';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import { sendRequest, createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import type { RunningServer } from '../world/server.ts';

/** A user with one client; `person` is the same user as the rules see them. */
interface Member {
  readonly user: TestUser;
  readonly person: Person;
  readonly client: StockClient;
}

const restTimeoutMs = 30_000;

/**
 * A workshop's people with unmodified providers before a real server. Checks two things: a forbidden
 * edit, or any edit of an observer, is never shown to anybody else; text in notes, which everybody
 * else may write, is there in the end.
 */
export class Crowd {
  readonly #server: RunningServer;
  readonly #workshop: WorkshopId;
  readonly #members: readonly Member[];
  readonly #need: NeedId;
  readonly #challenge: CardId;
  readonly #authors = new Map<number, string>();
  readonly #forbiddenTokens = new Set<number>();
  /** Tokens of text that must not be lost, with the note that each is in. */
  readonly #lastingTokens = new Map<number, CardId>();
  /** Cards that will be reverted or are deleted, by the members whose copies still show them: text in them gets lost. */
  readonly #doomedCards = new Map<Member, Set<CardId>>();
  readonly #violations: string[] = [];
  readonly #pendingCommands: Promise<unknown>[] = [];
  #editCount = 0;

  private constructor(server: RunningServer, workshop: WorkshopId, members: readonly Member[], ids: [CardId, NeedId]) {
    this.#server = server;
    this.#workshop = workshop;
    this.#members = members;
    [this.#challenge, this.#need] = ids;
    for (const member of members) {
      member.client.doc.on('update', (_update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
        if (!local && origin !== undefined) this.#checkShown(member);
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
      ...companies.map((user) => [user, 'participant'] as const),
      [nth(companies, 0), 'participant'],
      [await guest('Eye', 'observer'), 'observer'],
    ];
    const members = people.map(([user, role]) => ({
      user,
      person: {
        kind: 'person',
        id: user.id,
        role,
        organisations: [{ id: user.organisation, kind: user === host ? 'city' : 'company' }],
      },
      client: stockClient(user, workshop, { notices: true }),
    })) satisfies Member[];
    const { client } = nth(members, 0);
    await client.until('sync', () => client.provider.synced);
    const [challenge, need] = [newId(CardId), newId(NeedId)];
    putCard(client.doc, challenge, {
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
    await client.saved();
    const crowd = new Crowd(server, workshop, members, [challenge, need]);
    for (const { user } of members.slice(1, 3)) {
      const { status } = await crowd.#send(user, 'consortium.found', { challenge, name: 'Cool' });
      expect(status).toBe(200);
    }
    await crowd.rest();
    return crowd;
  }

  edit(memberIndex: number, name: EditName, numbers: readonly number[]): void {
    const member = this.#memberAt(memberIndex);
    const performed = this.#perform(member, edits[name], numbers);
    if (!performed) return;
    const { intent, token, person } = performed;
    if (person.role === 'observer') this.#forbiddenTokens.add(token);
    else if (intent.kind === 'card.created' && intent.made.kind === 'note' && intent.made.createdBy === person.id) {
      this.#lastingTokens.set(token, intent.card);
    } else if (intent.kind === 'card.created') this.#markDoomed(member, intent.card);
    else if (
      intent.kind === 'text' &&
      intent.grows > 0 &&
      intent.grows < 100 &&
      this.#isNote(intent.card) &&
      !this.#doomedCards.get(member)?.has(intent.card)
    ) {
      this.#lastingTokens.set(token, intent.card);
    }
    if (intent.kind === 'text') for (const cut of intent.cuts) this.#lastingTokens.delete(cut);
    // Allowed or not: whoever has the card open may lose text that has not reached the server.
    if (intent.kind === 'card.deleted') {
      this.#dropLastingTokens(intent.card);
      for (const each of this.#members) this.#markDoomed(each, intent.card);
    }
    if (intent.kind === 'field' && intent.field === 'text') {
      this.#dropLastingTokens(intent.card);
      this.#markDoomed(member, intent.card);
    }
  }

  forbiddenEdit(memberIndex: number, name: ForbiddenEditName, numbers: readonly number[]): void {
    const member = this.#memberAt(memberIndex);
    const performed = this.#perform(member, forbiddenEdits[name], numbers);
    if (!performed) return;
    const { intent, token } = performed;
    this.#forbiddenTokens.add(token);
    if (!('card' in intent) || !intent.card) return;
    this.#dropLastingTokens(intent.card);
    this.#markDoomed(member, intent.card);
  }

  press(memberIndex: number, name: CommandName, consortiumIndex: number): void {
    const { user, client } = this.#memberAt(memberIndex);
    const consortia = [...client.doc.getMap('agreements').keys()].sort();
    const consortium = consortia[consortiumIndex % Math.max(1, consortia.length)];
    const input = { consortium, challenge: this.#challenge, need: this.#need, name: 'Cool' };
    // The server may be gone: then `fetch` rejects with a TypeError.
    const response = this.#send(user, name, input).catch((error: unknown) => expect(error).toBeInstanceOf(TypeError));
    this.#pendingCommands.push(response);
  }

  cut(memberIndex: number): void {
    this.#memberAt(memberIndex).client.provider.disconnect();
  }

  connect(memberIndex: number): void {
    this.#memberAt(memberIndex).client.provider.connect();
  }

  async crash(): Promise<void> {
    await this.#server.restart();
  }

  /** Connects everybody, and waits until all copies are equal and on disk. */
  async rest(): Promise<void> {
    await Promise.all(this.#pendingCommands.splice(0));
    for (const { client } of this.#members) client.provider.connect();
    for (const { client } of this.#members) await client.until('sync', () => client.provider.synced);
    await expect.poll(() => this.#states().size, { timeout: restTimeoutMs }).toBe(1);
    this.#doomedCards.clear();
  }

  /** What does not hold after a rest. */
  async violations(): Promise<readonly string[]> {
    const { user } = this.#memberAt(0);
    const fresh = stockClient(user, this.#workshop);
    await fresh.until('sync', () => fresh.provider.synced);
    const [settled] = this.#states();
    const { doc } = fresh;
    const lost = [...this.#lastingTokens].filter(
      ([token, card]) => !tokensIn(cardsOf(doc).get(card)?.toJSON()).includes(token),
    );
    const violations = [
      ...this.#violations,
      ...(contentsText(doc) === settled ? [] : ['a new client is shown something else']),
      ...lost.map(([token]) => `${token} is lost`),
      ...this.#brokenInvariants(doc),
    ];
    fresh.close();
    return violations;
  }

  leave(): void {
    for (const { client } of this.#members) client.close();
  }

  #states(): Set<string> {
    return new Set(this.#members.map(({ client }) => contentsText(client.doc)));
  }

  #memberAt(index: number): Member {
    return nth(this.#members, index % this.#members.length);
  }

  #isNote(card: CardId): boolean {
    return this.#members.some(({ client }) => cardsOf(client.doc).get(card)?.get('kind') === 'note');
  }

  #markDoomed(member: Member, card: CardId): void {
    this.#doomedCards.set(member, (this.#doomedCards.get(member) ?? new Set()).add(card));
  }

  #dropLastingTokens(card: CardId): void {
    for (const [token, note] of this.#lastingTokens) if (note === card) this.#lastingTokens.delete(token);
  }

  #perform(
    member: Member,
    planEdit: (source: EditSource) => PlannedEdit | undefined,
    numbers: readonly number[],
  ): PerformedEdit | undefined {
    const { client, person } = member;
    const token = tokenOf((this.#editCount += 1));
    const plan = planEdit(editSource(client.doc, person, token, numbers));
    this.#authors.set(token, person.id);
    return plan && performEdit(client.doc, person, token, plan);
  }

  /** A member was shown an update: no forbidden edit may be in it but the member's own. */
  #checkShown({ client, person }: Member): void {
    for (const token of tokensIn(contentsText(client.doc))) {
      if (!this.#forbiddenTokens.has(token) || this.#authors.get(token) === person.id) continue;
      this.#violations.push(`${token} is forbidden and was shown to somebody else`);
    }
    if (person.role !== 'participant') this.#violations.push(...this.#brokenInvariants(client.doc));
  }

  /** Read without the cards of the consortia, which people delete on their own copies. */
  #brokenInvariants(doc: Y.Doc): readonly string[] {
    const companies = this.#members.flatMap(({ person }) => person.organisations.map(({ id }) => id));
    return [...doc.getMap('agreements').values()].flatMap((map) => {
      const consortium = readConsortiumAgreement(map);
      return consortium ? brokenConsortiumInvariants(consortium, companies) : ['an agreement is unreadable'];
    });
  }

  #send(by: TestUser, name: CommandName, body: object) {
    return sendRequest(by.url, 'POST', `/api/workshops/${this.#workshop}/commands/${name}`, {
      cookie: by.cookie,
      body,
      headers: { 'idempotency-key': randomUUID() },
    });
  }
}
