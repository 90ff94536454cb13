import { Me } from '@brygga/shared/api/accounts';
import { LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import { Invite, Joined, WorkshopCreated } from '@brygga/shared/api/workshops';
import { putCard } from '@brygga/shared/document/cards/index';
import { CompanyProfile } from '@brygga/shared/document/profile';
import { CardId, NeedId, newId, OrganisationId, PersonId, RecordId } from '@brygga/shared/ids';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBody, openTestServer, problemCode, registration, type TestServer } from '../../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

const register = async (name: string, kind: 'city' | 'company' | 'host') => {
  const browser = server.browser();
  const me = await parseBody(await browser.post('/api/auth/register', registration(name, kind)), 201, Me);
  return { browser, id: OrganisationId.parse(me.organisations[0]?.id) };
};

const trades = { shade: 'heat_shade', trees: 'urban_greening', money: 'finance', study: 'research' } as const;
type Trade = keyof typeof trades;
const allTrades = Object.keys(trades) as Trade[];

/** A host's workshop with a city's challenge that asks for all trades; shade and trees are musts. */
const openWorkshop = async () => {
  const host = await register('Host', 'host');
  const { id } = await parseBody(await host.browser.post('/api/workshops', { title: 'Cool' }), 201, WorkshopCreated);
  const invited = await host.browser.post(`/api/workshops/${id}/invites`, { role: 'participant' });
  const { code } = await parseBody(invited, 201, Invite);
  const needs = Object.fromEntries(allTrades.map((trade) => [trade, newId(NeedId)])) as Record<Trade, NeedId>;
  const challenge = newId(CardId);
  let order = 0;
  const commonFields = () => ({
    x: 0,
    y: 0,
    w: 300,
    h: 200,
    order: `a${(order += 1)}`,
    createdAt: 1,
    createdBy: newId(PersonId),
  });

  const join = async (name: string, kind: 'city' | 'company' = 'company') => {
    const member = await register(name, kind);
    await parseBody(await member.browser.post(`/api/join/${code}`, { organisation: member.id }), 200, Joined);
    return member;
  };
  const city = await join('City', 'city');
  await server.rooms.create(id, (doc) =>
    putCard(doc, challenge, {
      ...commonFields(),
      kind: 'challenge',
      city: city.id,
      title: 'Cool schoolyards',
      sector: 'adaptation_water',
      needs: Object.fromEntries(
        allTrades.map((trade, index) => {
          const importance = index < 2 ? ('must' as const) : ('should' as const);
          return [needs[trade], { capability: trades[trade], importance, order: `a${index}` }];
        }),
      ),
    }),
  );

  return {
    host,
    city,
    id,
    challenge,
    needs,
    join,
    /** A company in the workshop, with an offer on the board. */
    async joinWithOffer(name: string, offeredTrades: readonly Trade[]) {
      const company = await join(name);
      const capabilities: CapabilityId[] = offeredTrades.map((trade) => trades[trade]);
      await server.rooms.create(id, (doc) =>
        putCard(doc, newId(CardId), { ...commonFields(), kind: 'offer', company: company.id, capabilities }),
      );
      return company;
    },
    async writeProfile(
      { browser, id: company }: Awaited<ReturnType<typeof join>>,
      claimedTrades: readonly Trade[],
      more = {},
    ) {
      const claims = claimedTrades.map((trade) => ({ capability: trades[trade], level: 3 as const }));
      const profile = CompanyProfile.parse({ claims, ...more });
      const written = await browser.put(`/api/organisations/${company}/profile`, { version: 0, profile });
      expect(written.status).toBe(200);
    },
    execute: (who: { browser: ReturnType<TestServer['browser']> }, name: string, input: object) =>
      who.browser.post(`/api/workshops/${id}/commands/${name}`, input, {
        headers: { 'Idempotency-Key': newId(RecordId) },
      }),
    async foundConsortium(who: Awaited<ReturnType<typeof join>>, seats: readonly Trade[] = []) {
      const founded = await this.execute(who, 'consortium.found', { challenge, name: 'Shade and trees' });
      const { consortium } = await parseBody(founded, 200, FoundedResponse);
      for (const trade of seats) {
        const taken = await this.execute(who, 'seat.take', { consortium, need: needs[trade] });
        expect(taken.status).toBe(200);
      }
      return consortium;
    },
    async declareRival(who: Awaited<ReturnType<typeof join>>, rival: { id: OrganisationId }) {
      const declared = await this.execute(who, 'rival.declare', { company: who.id, rival: rival.id });
      expect(declared.status).toBe(200);
    },
    async showInterest(who: Awaited<ReturnType<typeof join>>, { id: organisation }: { id: OrganisationId }) {
      const input = { company: who.id, to: { organisation }, level: 'curious' };
      expect((await this.execute(who, 'interest.show', input)).status).toBe(200);
    },
    partners: (who: { browser: ReturnType<TestServer['browser']> }, consortium: CardId) =>
      who.browser.get(`/api/workshops/${id}/consortia/${consortium}/partners`),
    neededBy: (who: { browser: ReturnType<TestServer['browser']> }, company: OrganisationId) =>
      who.browser.get(`/api/workshops/${id}/companies/${company}/needed-by`),
    lineUps: (who: { browser: ReturnType<TestServer['browser']> }, input?: object) =>
      who.browser.post(`/api/workshops/${id}/challenges/${challenge}/line-ups`, input),
  };
};

const FoundedResponse = z.object({ consortium: CardId });

const partnerIds = ({ partners }: PartnersResponse) => partners.map(({ company }) => company);
const groupsIn = ({ lineUps }: LineUpsResponse) =>
  lineUps.map(({ members }) => members.map(({ company }) => company).sort());

describe('the next-best partners of a consortium', () => {
  test('are shown to its companies, with gain and reasons', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const bo = await workshop.joinWithOffer('Bo', ['trees', 'money']);
    const consortium = await workshop.foundConsortium(ada, ['shade']);

    const shown = await parseBody(await workshop.partners(ada, consortium), 200, PartnersResponse);

    expect(shown.partners).toHaveLength(1);
    const { company, gain, reasons } = shown.partners[0] ?? expect.fail('nobody');
    expect([company, gain]).toEqual([
      bo.id,
      { needs: [workshop.needs.trees, workshop.needs.money], before: 0.25, after: 0.75 },
    ]);
    expect(reasons).toContainEqual({ is: 'only_one', need: workshop.needs.trees });
    expect(reasons).toContainEqual({ is: 'at_home', country: 'SE', local: [] });
    expect(Object.keys(shown.abilities).sort()).toEqual([ada.id, bo.id].sort());
  });

  test('are based on offers for companies and on profiles for facilitators', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const bo = await workshop.join('Bo');
    await workshop.writeProfile(bo, ['trees']);
    const consortium = await workshop.foundConsortium(ada, ['shade']);

    expect(
      partnerIds(await parseBody(await workshop.partners(workshop.host, consortium), 200, PartnersResponse)),
    ).toEqual([bo.id]);
    const text = await (await workshop.partners(ada, consortium)).text();
    expect(PartnersResponse.parse(JSON.parse(text)).partners).toEqual([]);
    expect(text).not.toContain(bo.id);
  });

  test('are refused to cities, other companies and people outside', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const bo = await workshop.joinWithOffer('Bo', ['trees']);
    const consortium = await workshop.foundConsortium(ada);
    for (const other of [bo, workshop.city]) {
      expect(await problemCode(await workshop.partners(other, consortium), 403)).toBe('no-right');
    }
    expect(await problemCode(await workshop.partners(await register('Eve', 'company'), consortium), 404)).toBe(
      'unknown-workshop',
    );
    expect(await problemCode(await workshop.partners({ browser: server.browser() }, consortium), 401)).toBe(
      'signed-out',
    );
    expect(await problemCode(await workshop.partners(ada, newId(CardId)), 404)).toBe('consortium-gone');
    expect(await problemCode(await workshop.partners(ada, CardId.parse(workshop.challenge)), 404)).toBe(
      'consortium-gone',
    );
  });

  test('P9: leave out rivals of members and companies at capacity', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const [bo, cai, dan] = [
      await workshop.joinWithOffer('Bo', ['trees']),
      await workshop.joinWithOffer('Cai', ['trees']),
      await workshop.joinWithOffer('Dan', ['trees']),
    ];
    const consortium = await workshop.foundConsortium(ada, ['shade']);
    await workshop.writeProfile(cai, ['trees'], { capacity: 1 });
    await workshop.foundConsortium(cai);
    await workshop.declareRival(ada, bo);

    const text = await (await workshop.partners(ada, consortium)).text();

    expect(partnerIds(PartnersResponse.parse(JSON.parse(text)))).toEqual([dan.id]);
    for (const gone of [bo, cai]) expect(text).not.toContain(gone.id);
    // A facilitator reads the profile, and with it why.
    const forHost = await parseBody(await workshop.partners(workshop.host, consortium), 200, PartnersResponse);
    expect(forHost.partners.find(({ company }) => company === cai.id)?.reasons).toContainEqual({
      is: 'full',
      used: 1,
      capacity: 1,
    });
  });

  test('P9: show a mutual interest to the two alone', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const bo = await workshop.joinWithOffer('Bo', ['trees']);
    const cai = await workshop.joinWithOffer('Cai', ['money']);
    const consortium = await workshop.foundConsortium(ada, ['shade']);
    await workshop.execute(cai, 'seat.take', { consortium, need: workshop.needs.money });
    await workshop.showInterest(ada, bo);
    await workshop.showInterest(bo, ada);
    const mutual = { is: 'mutual', with: ada.id };
    const reasonsFor = async (who: typeof ada) =>
      (await parseBody(await workshop.partners(who, consortium), 200, PartnersResponse)).partners.flatMap(
        (partner) => partner.reasons,
      );

    expect(await reasonsFor(ada)).toContainEqual(mutual);
    expect(await reasonsFor(workshop.host)).not.toContainEqual(mutual);
    const own = await parseBody(await workshop.neededBy(bo, bo.id), 200, NeededByResponse);
    expect(own.consortia[0]?.reasons).toContainEqual(mutual);
    const forHost = await parseBody(await workshop.neededBy(workshop.host, bo.id), 200, NeededByResponse);
    expect(forHost.consortia[0]?.reasons).not.toContainEqual(mutual);
  });
});

describe('where a company is needed', () => {
  test('is shown to its own people and to facilitators alone', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const bo = await workshop.joinWithOffer('Bo', ['trees']);
    const consortium = await workshop.foundConsortium(ada, ['shade']);
    for (const reader of [bo, workshop.host]) {
      const { consortia } = await parseBody(await workshop.neededBy(reader, bo.id), 200, NeededByResponse);
      expect(consortia.map(({ consortium: id, gain }) => [id, gain.after])).toEqual([[consortium, 0.5]]);
    }
    for (const stranger of [ada, workshop.city]) {
      expect(await problemCode(await workshop.neededBy(stranger, bo.id), 403)).toBe('no-right');
    }
    expect(await problemCode(await workshop.neededBy(workshop.host, newId(OrganisationId)), 404)).toBe(
      'unknown-organisation',
    );
  });

  test('includes challenges without consortia', async () => {
    const workshop = await openWorkshop();
    const bo = await workshop.joinWithOffer('Bo', ['trees']);
    const { consortia, challenges } = await parseBody(await workshop.neededBy(bo, bo.id), 200, NeededByResponse);
    expect([consortia, challenges.map(({ challenge }) => challenge)]).toEqual([[], [workshop.challenge]]);
  });
});

describe('the smallest line-ups for a challenge', () => {
  test('are three different ones, with coverage and open needs', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade', 'trees']);
    const bo = await workshop.joinWithOffer('Bo', ['shade', 'money']);
    const cai = await workshop.joinWithOffer('Cai', ['trees']);
    const dan = await workshop.joinWithOffer('Dan', ['money']);

    const shown = await parseBody(await workshop.lineUps(workshop.host), 200, LineUpsResponse);

    expect(groupsIn(shown)).toEqual(
      [
        [ada, bo],
        [ada, dan],
        [bo, cai],
      ].map((group) => group.map(({ id }) => id).sort()),
    );
    expect(shown.nobody).toEqual([workshop.needs.study]);
    const [first] = shown.lineUps;
    expect(first).toMatchObject({ share: 0.75, open: [workshop.needs.study], complete: true });
    const coveredBy = (company: OrganisationId) =>
      first?.members.find((member) => member.company === company)?.covers.map(({ need }) => need);
    expect(coveredBy(bo.id)).toContain(workshop.needs.money);
  });

  test('contain the company that asks', async () => {
    const workshop = await openWorkshop();
    await workshop.joinWithOffer('Ada', ['shade', 'trees', 'money']);
    const dan = await workshop.joinWithOffer('Dan', ['money']);
    const shown = await parseBody(await workshop.lineUps(dan), 200, LineUpsResponse);
    for (const { members } of shown.lineUps) expect(members.find(({ company }) => company === dan.id)?.kept).toBe(true);
    expect(shown.lineUps).toHaveLength(1);
  });

  test('report must-haves and needs that nobody can cover', async () => {
    const workshop = await openWorkshop();
    await workshop.joinWithOffer('Ada', ['shade']);
    await workshop.joinWithOffer('Bo', ['trees']);
    const one = await parseBody(await workshop.lineUps(workshop.host, { size: 1 }), 200, LineUpsResponse);
    expect(one.lineUps.map(({ complete, share }) => [complete, share])).toEqual([
      [false, 0.25],
      [false, 0.25],
    ]);

    const empty = await openWorkshop();
    const none = await parseBody(await empty.lineUps(empty.host), 200, LineUpsResponse);
    expect([none.lineUps, none.nobody]).toEqual([[], allTrades.map((trade) => empty.needs[trade])]);
  });

  test('P9: never join rivals, and don’t reveal them to a company', async () => {
    const workshop = await openWorkshop();
    const ada = await workshop.joinWithOffer('Ada', ['shade']);
    const bo = await workshop.joinWithOffer('Bo', ['trees']);
    const cai = await workshop.joinWithOffer('Cai', ['trees', 'money']);
    await workshop.declareRival(ada, cai);
    const shown = await parseBody(await workshop.lineUps(workshop.host, { keep: [ada.id] }), 200, LineUpsResponse);
    expect(groupsIn(shown)).toEqual([[ada.id, bo.id].sort()]);
    expect(await problemCode(await workshop.lineUps(bo, { keep: [cai.id] }), 403)).toBe('no-right');
  });

  test('are refused to cities and for malformed input', async () => {
    const workshop = await openWorkshop();
    expect(await problemCode(await workshop.lineUps(workshop.city), 403)).toBe('no-right');
    expect(await problemCode(await workshop.lineUps(workshop.host, { size: 0 }), 422)).toBe('malformed');
    const elsewhere = `/api/workshops/${workshop.id}/challenges/${newId(CardId)}/line-ups`;
    expect(await problemCode(await workshop.host.browser.post(elsewhere, {}), 404)).toBe('unknown-brief');
    const stranger = { keep: [newId(OrganisationId)] };
    expect(await problemCode(await workshop.lineUps(workshop.host, stranger), 404)).toBe('unknown-organisation');
  });
});
