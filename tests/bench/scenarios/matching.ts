import { LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import { type Need, Need as NeedSchema } from '@brygga/shared/document/cards/challenge';
import { putCard } from '@brygga/shared/document/cards/index';
import { needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import { needFits } from '@brygga/shared/domain/fit/fit';
import { abilitiesOf, fitCompanyFrom } from '@brygga/shared/domain/partners/abilities';
import { noVaultRelations } from '@brygga/shared/domain/partners/vaultRelations';
import { nextPartners } from '@brygga/shared/domain/partners/nextPartners';
import { lineUpOf, evaluateLineUp, withCompany } from '@brygga/shared/domain/partners/lineUp';
import { CardId, NeedId, newId, type OrganisationId, type WorkshopId } from '@brygga/shared/ids';
import { type CapabilityId, capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { type StockClient, stockClient } from '../../interop/stockClient.ts';
import {
  sendRequest,
  sendCommand,
  createWorkshop,
  invite,
  joinAsGuest,
  register,
  type TestUser,
} from '../../world/people.ts';
import { startServer } from '../../world/server.ts';
import { now } from '../load/clock.ts';
import { usageOf } from '../load/usage.ts';
import { brygga } from '../peers/brygga.ts';
import type { Peer } from '../peers/peer.ts';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import { median } from '../report/statistics.ts';
import { upperBar, type Figures, type RunOptions, type Scenario } from './scenario.ts';

const companies = 200;
const needsEach = 20;
const consortiumCount = 30;
const challengeCount = 6;
/** A quarter of the trades are asked for, so that many companies can do each. */
const trades = capabilityIds.slice(0, 40);
const tradesEach = 5;
const lineUpSize = 8;

interface World {
  readonly workshop: WorkshopId;
  readonly host: TestUser;
  readonly guests: readonly TestUser[];
  readonly offers: ReadonlyMap<OrganisationId, readonly CapabilityId[]>;
  readonly challenges: readonly { readonly id: CardId; readonly needs: Readonly<Record<NeedId, Need>> }[];
  readonly consortia: readonly {
    readonly id: CardId;
    readonly challenge: number;
    readonly lead: TestUser;
    readonly need: NeedId;
  }[];
}

/** A workshop by the product's own doors: companies with offers, challenges with needs, and consortia that form. */
const prepareWorld = async (url: string, windows: StockClient[]): Promise<World> => {
  const random = new SeededRandom(11);
  const randomTrade = () => random.pick(trades);
  const host = await register(url, { kind: 'host' });
  const workshop = await createWorkshop(host, 'A large hall', 'blank');
  const code = await invite(host, workshop);
  const city = await joinAsGuest(url, code, { kind: 'city', of: 'Lund' });
  const guests: TestUser[] = [];
  for (let guest = 0; guest < companies; guest += 1) {
    guests.push(await joinAsGuest(url, code, { kind: 'company', name: `Guest ${guest}`, of: `Company ${guest}` }));
  }
  // It stays: in a workshop that runs, somebody has the board open.
  const client = stockClient(host, workshop, { notices: true });
  windows.push(client);
  await client.until('the roster', () => client.doc.getMap('organisations').size > companies);
  const place = (order: number) => ({
    x: order * 20,
    y: 0,
    w: 240,
    h: 160,
    createdAt: 1,
    createdBy: host.id,
    order: `a${String(order).padStart(4, '0')}x`,
  });
  const challenges = Array.from({ length: challengeCount }, () => ({
    id: newId(CardId),
    needs: Object.fromEntries(
      Array.from({ length: needsEach }, (_, at) => {
        const importance = at < needsEach / 2 ? 'must' : 'should';
        return [newId(NeedId), NeedSchema.parse({ capability: randomTrade(), importance, order: `a${at + 10}` })];
      }),
    ),
  }));
  for (const [at, { id, needs }] of challenges.entries()) {
    const challengeCard = {
      kind: 'challenge',
      city: city.organisation,
      title: `Challenge ${at}`,
      sector: 'transport',
    } as const;
    putCard(client.doc, id, { ...place(at), ...challengeCard, needs });
  }
  const offers = new Map(
    guests.map(
      ({ organisation }) => [organisation, [...new Set(Array.from({ length: tradesEach }, randomTrade))]] as const,
    ),
  );
  [...offers].forEach(([company, capabilities], at) =>
    putCard(client.doc, newId(CardId), {
      ...place(100 + at),
      kind: 'offer',
      company,
      title: 'Offer',
      capabilities: [...capabilities],
    }),
  );
  await client.saved();

  const consortia: World['consortia'][number][] = [];
  for (let index = 0; index < consortiumCount; index += 1) {
    const challengeNumber = index % challengeCount;
    const [lead, challenge] = [guests[index], challenges[challengeNumber]];
    if (!lead || !challenge) throw new Error('There are fewer people than consortia');
    const foundInput = { challenge: challenge.id, name: `Consortium ${index}` };
    const founded = await sendCommand(lead, workshop, 'consortium.found', foundInput);
    const id = CardId.parse(Reflect.get(Object(founded.body), 'consortium'));
    const need = needsInOrder(challenge.needs)[index % needsEach]?.id;
    if (!need) throw new Error('A challenge has no needs');
    await sendCommand(lead, workshop, 'seat.take', { consortium: id, need });
    consortia.push({ id, challenge: challengeNumber, lead, need });
  }
  return { workshop, host, guests, offers, challenges, consortia };
};

/** Of so many answers, each read as the client reads it: how long one takes, and what it costs the server. */
const measureAnswers = async (pid: number, count: number, answer: (at: number) => Promise<unknown>) => {
  const times: number[] = [];
  const before = usageOf(pid).cpuMs;
  for (let at = 0; at < count; at += 1) {
    const begun = now();
    await answer(at);
    times.push(now() - begun);
  }
  return { took: median(times), cpu: (usageOf(pid).cpuMs - before) / count };
};

/** CPU of this process, so that whatever else runs here doesn't count; the first time is the compiler's. */
const measureCpu = (work: () => void, times = 5): number => {
  work();
  const cpuMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  return median(
    Array.from({ length: times }, () => {
      const before = cpuMs();
      work();
      return cpuMs() - before;
    }),
  );
};

/** The same suggestions for all consortia, computed here: once as the product does, once without its shortcuts. */
const measureInOneProcess = ({ challenges, offers, consortia }: World): Figures => {
  const fitCompanies = new Map(
    [...offers].map(([company, capabilities]) => [
      company,
      fitCompanyFrom('SE', [{ capabilities: [...capabilities], claims: [], references: [] }]),
    ]),
  );
  const city = { country: 'SE', languages: [] };
  const partnerContext = {
    companies: fitCompanies,
    vault: noVaultRelations,
    ownCompanies: [],
    consortiumCount: () => 0,
  };
  const seated = consortia.flatMap(({ challenge, lead: { organisation }, need }) => {
    const needs = challenges[challenge]?.needs;
    const seating = {
      lead: organisation,
      members: { [organisation]: {} },
      seats: { [need]: { holder: organisation } },
    };
    return needs ? [{ challenge, needs, seating }] : [];
  });
  const own = measureCpu(() => {
    const abilitiesByChallenge = challenges.map(({ needs }) => ({
      needs,
      city,
      abilities: abilitiesOf(fitCompanies, city, needs),
    }));
    for (const { challenge, seating } of seated) {
      const challengeAbilities = abilitiesByChallenge[challenge];
      if (challengeAbilities) nextPartners(challengeAbilities, seating, partnerContext);
    }
  });
  const naive = measureCpu(() => {
    for (const { needs, seating } of seated) {
      for (const [company, fitCompany] of fitCompanies) {
        needFits(fitCompany, city, needs);
        const abilities = abilitiesOf(new Map([[company, fitCompany]]), city, needs);
        evaluateLineUp(needs, withCompany(needs, lineUpOf(seating), company, abilities), abilities);
      }
    }
  }, 2);
  return { own, naive };
};

/** How many companies one takes who always takes the one that adds most. */
const greedySize = (needs: Readonly<Record<NeedId, Need>>, offers: World['offers']): number => {
  const open = new Set(Object.values(needs).map(({ capability }) => capability));
  let taken = 0;
  for (;;) {
    const added = [...offers.values()].map((can) => can.filter((capability) => open.has(capability)));
    const most = added.reduce((best, next) => (next.length > best.length ? next : best), []);
    if (most.length === 0) return taken;
    for (const capability of most) open.delete(capability);
    taken += 1;
  }
};

const run = async (_peer: Peer, { nodeFlags }: RunOptions): Promise<Figures> => {
  const server = await startServer({ env: { LOG_LEVEL: 'warn' }, nodeFlags });
  const windows: StockClient[] = [];
  try {
    const world = await prepareWorld(server.url, windows);
    const { workshop, host, guests, consortia, challenges, offers } = world;
    const base = `/api/workshops/${workshop}`;
    const get = async (user: TestUser, path: string) => {
      const answer = await sendRequest(server.url, 'GET', `${base}${path}`, { cookie: user.cookie });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return answer.body;
    };
    const propose = async (at: number) => {
      const path = `${base}/challenges/${challenges[at % challengeCount]?.id}/line-ups`;
      const answer = await sendRequest(server.url, 'POST', path, { cookie: host.cookie, body: { size: lineUpSize } });
      return LineUpsResponse.parse(answer.body);
    };
    const health = () => sendRequest(server.url, 'GET', '/healthz');

    const partners = await measureAnswers(server.pid, consortiumCount, async (at) => {
      const consortium = consortia[at];
      if (consortium) PartnersResponse.parse(await get(consortium.lead, `/consortia/${consortium.id}/partners`));
    });
    const neededBy = await measureAnswers(server.pid, consortiumCount, async (at) => {
      const guest = guests[consortiumCount + at];
      if (guest) NeededByResponse.parse(await get(guest, `/companies/${guest.organisation}/needed-by`));
    });
    const proposals = [await propose(0)];
    const lineUps = await measureAnswers(
      server.pid,
      challengeCount,
      async (at) => void proposals.push(await propose(at)),
    );

    const waits: number[] = [];
    const solving = Promise.all(Array.from({ length: challengeCount }, (_, at) => propose(at)));
    let solved = false;
    void solving.finally(() => (solved = true));
    while (!solved) waits.push((await measureAnswers(server.pid, 1, health)).took);
    await solving;

    const smallest = proposals.slice(1).map(({ lineUps: found }) => found[0]);
    const sizes = smallest.map((lineUp) => lineUp?.members.length ?? Number.NaN);
    const whole = smallest.flatMap((lineUp, at) => (lineUp && lineUp.open.length === 0 ? [at] : []));
    const greedy = whole.map((at) => greedySize(challenges[at]?.needs ?? {}, offers));
    return {
      partners: partners.took,
      partnersCpu: partners.cpu,
      neededBy: neededBy.took,
      neededByCpu: neededBy.cpu,
      lineUps: lineUps.took,
      lineUpsCpu: lineUps.cpu,
      waits: Math.max(...waits),
      exact: whole.reduce((sum, at) => sum + (sizes[at] ?? 0), 0),
      greedy: greedy.reduce((sum, size) => sum + size, 0),
      ...measureInOneProcess(world),
    };
  } finally {
    for (const window of windows) window.close();
    await server.stop();
  }
};

export const matching: Scenario = {
  name: 'matching',
  title: `${companies} companies, ${needsEach} needs a challenge, ${consortiumCount} consortia`,
  contestants: [brygga],
  rows: [
    { figure: 'partners', title: 'who is missing, over HTTP', unit: 'ms', bar: upperBar('partners', 100, '≤ 100 ms') },
    { figure: 'partnersCpu', title: '… server CPU', unit: 'ms' },
    {
      figure: 'neededBy',
      title: 'who needs a company, over HTTP',
      unit: 'ms',
      bar: upperBar('neededBy', 100, '≤ 100 ms'),
    },
    { figure: 'neededByCpu', title: '… server CPU', unit: 'ms' },
    {
      figure: 'own',
      title: `suggestions for all ${consortiumCount}, CPU`,
      unit: 'ms',
      bar: upperBar('own', 100, '≤ 100 ms'),
    },
    { figure: 'naive', title: '… each company tried in each consortium anew', unit: 'ms' },
    {
      figure: 'lineUps',
      title: 'three smallest line-ups, proven',
      unit: 'ms',
      bar: upperBar('lineUps', 1_000, '≤ 1 s'),
    },
    { figure: 'lineUpsCpu', title: '… server CPU', unit: 'ms' },
    { figure: 'waits', title: 'worst wait of others while six are solved', unit: 'ms' },
    { figure: 'exact', title: 'companies in the smallest that cover all, summed', unit: '' },
    { figure: 'greedy', title: '… where one always takes who adds most', unit: '' },
  ],
  run,
};
