import { consortiaOn } from '@brygga/shared/agreements/board';
import { putCard } from '@brygga/shared/document/cards/index';
import { coverageOf } from '@brygga/shared/domain/consortium/coverage';
import { CardId, NeedId, newId, type WorkshopId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { Need } from '@brygga/shared/document/cards/challenge';
import { type StockClient, stockClient } from '../../interop/stockClient.ts';
import { sendCommand, createWorkshop, invite, joinAsGuest, register, type TestUser } from '../../world/people.ts';
import { startServer } from '../../world/server.ts';
import { waitForCondition, now } from '../load/clock.ts';
import { openCrowd } from '../load/crowd.ts';
import type { ExpectedClocks } from '../load/crowd.worker.ts';
import { brygga } from '../peers/brygga.ts';
import { percentile } from '../report/statistics.ts';
import { upperBar, type Figures, type RunOptions, type Scenario } from './scenario.ts';

const people = 300;
const needsAsked = 20;
/** How long one waits for what may never come. */
const patienceMs = 15_000;

/** How many needs a consortium covers, as a client computes it from its own document. */
const countCovered = (doc: Y.Doc, needs: Readonly<Record<NeedId, Need>>): number => {
  const [consortium] = consortiaOn(doc);
  return consortium ? coverageOf(needs, consortium.seats).covered : 0;
};

/** Resolves once this window covers so many needs; how long that took, in ms, and what the server has written until then. */
const waitForCoverage = (doc: Y.Doc, needs: Readonly<Record<NeedId, Need>>, covered: number) => {
  const begun = now();
  const before = Y.decodeStateVector(Y.encodeStateVector(doc));
  return new Promise<{ took: number; wanted: ExpectedClocks }>((shown) => {
    const look = () => {
      if (countCovered(doc, needs) !== covered) return;
      doc.off('update', look);
      const took = now() - begun;
      const after = Y.decodeStateVector(Y.encodeStateVector(doc));
      const risen = [...after].filter(([client, clock]) => clock > (before.get(client) ?? 0));
      shown({ took, wanted: risen.map(([client, clock]) => ({ client, clock })) });
    };
    doc.on('update', look);
  });
};

const run = async (_peer: unknown, { nodeFlags }: RunOptions): Promise<Figures> => {
  const server = await startServer({ env: { LOG_LEVEL: 'warn' }, nodeFlags });
  const crowd = openCrowd();
  const windows: StockClient[] = [];
  const open = (user: TestUser, workshop: WorkshopId) => {
    const window = stockClient(user, workshop, { notices: true });
    windows.push(window);
    return window;
  };
  try {
    const host = await register(server.url, { kind: 'host' });
    const workshop = await createWorkshop(host, 'A large hall', 'blank');
    const code = await invite(host, workshop);
    const city = await joinAsGuest(server.url, code, { kind: 'city', of: 'Lund' });
    const guests: TestUser[] = [];
    for (let at = 0; at < people; at += 1) {
      guests.push(await joinAsGuest(server.url, code, { kind: 'company', name: `Guest ${at}`, of: `Company ${at}` }));
    }
    const [lead] = guests;
    if (!lead) throw new Error('Nobody has come');
    const challenge = newId(CardId);
    const needs = Object.fromEntries(
      Array.from({ length: needsAsked }, (_, at) => [
        newId(NeedId),
        Need.parse({ capability: 'finance', order: `a${at + 10}` }),
      ]),
    );
    const window = open(city, workshop);
    await window.until('the roster', () => window.doc.getMap('people').size > people);
    putCard(window.doc, challenge, {
      kind: 'challenge',
      city: city.organisation,
      title: 'Cool streets',
      sector: 'transport',
      needs,
      x: 0,
      y: 0,
      w: 320,
      h: 240,
      order: 'a0',
      createdAt: 1,
      createdBy: city.id,
    });
    await window.saved();
    const founded = await sendCommand(lead, workshop, 'consortium.found', { challenge, name: 'The Shade Alliance' });
    const consortium = CardId.parse(Reflect.get(Object(founded.body), 'consortium'));
    await window.until('the consortium', () => consortiaOn(window.doc).length === 1);

    await crowd.ask('record', true);
    const { port } = new URL(server.url);
    const addresses = guests.map(({ cookie }) => ({
      address: { port: Number(port), path: `/sync/${workshop}`, headers: { cookie } },
      room: workshop,
    }));
    await crowd.ask('enter', { addresses, dialect: 'yjs', overMs: 2_000 });
    await waitForCondition(async () => (await crowd.ask('counts', undefined)).answered === people, patienceMs);

    const arrivals: number[] = [];
    const reckoned: number[] = [];
    for (const [at, id] of Object.keys(needs).entries()) {
      const pressed = now();
      const shown = waitForCoverage(window.doc, needs, at + 1);
      await sendCommand(lead, workshop, 'seat.take', { consortium, need: NeedId.parse(id) });
      const { took, wanted } = await shown;
      const arrived = async () => (await crowd.ask('arrived', wanted)).map(({ completeAt }) => completeAt);
      await waitForCondition(async () => !(await arrived()).includes(undefined), patienceMs);
      reckoned.push(took);
      // What never came is as late as one waits for it.
      arrivals.push(...(await arrived()).map((when) => (when ?? pressed + patienceMs) - pressed));
    }
    return { p95: percentile(arrivals, 0.95), slowest: Math.max(...arrivals), window: percentile(reckoned, 0.95) };
  } finally {
    for (const each of windows) each.close();
    await crowd.close();
    await server.stop();
  }
};

export const coverage300: Scenario = {
  name: 'coverage-300',
  title: `A seat is taken, ${people} people look on: until their coverage is another`,
  contestants: [brygga],
  roundsMax: 1,
  rows: [
    {
      figure: 'window',
      title: 'from the press to the coverage that a window reckons, p95',
      unit: 'ms',
      bar: upperBar('window', 100, '≤ 100 ms'),
    },
    {
      figure: 'p95',
      title: '… to each of the others, p95',
      unit: 'ms',
      bar: upperBar('p95', 100, '≤ 100 ms'),
    },
    { figure: 'slowest', title: '… to the last of them', unit: 'ms' },
  ],
  run,
};
