import { consortiaOn } from '@brygga/shared/agreements/board';
import { putCard } from '@brygga/shared/document/cards/index';
import { coverageOf } from '@brygga/shared/domain/coverage';
import { CardId, NeedId, newId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { Need } from '@brygga/shared/document/cards/challenge';
import { type StockClient, stockClient } from '../../interop/stockClient.ts';
import { command, createWorkshop, invite, joinAsGuest, register, type Visitor } from '../../world/people.ts';
import { startServer } from '../../world/server.ts';
import { now } from '../load/clock.ts';
import { brygga } from '../peers/brygga.ts';
import { median, percentile } from '../report/statistics.ts';
import { atMost, type Figures, type RunOptions, type Scenario } from './scenario.ts';

const people = 300;
const needsAsked = 20;

/** How many needs a table covers, as somebody's window reckons it of its own document. */
const coveredIn = (doc: Y.Doc, needs: Readonly<Record<NeedId, Need>>): number => {
  const [its] = consortiaOn(doc);
  return its ? coverageOf(needs, its.seats).covered : 0;
};

/** Resolves once every window covers so many needs; how long each took since `begun`, in ms. */
const seenByAll = (windows: readonly StockClient[], needs: Readonly<Record<NeedId, Need>>, covered: number) => {
  const begun = now();
  return Promise.all(
    windows.map(
      ({ doc }) =>
        new Promise<number>((seen) => {
          const look = () => {
            if (coveredIn(doc, needs) !== covered) return;
            doc.off('update', look);
            seen(now() - begun);
          };
          doc.on('update', look);
        }),
    ),
  );
};

const run = async (_peer: unknown, { nodeFlags }: RunOptions): Promise<Figures> => {
  const server = await startServer({ env: { LOG_LEVEL: 'warn' }, nodeFlags });
  const windows: StockClient[] = [];
  try {
    const host = await register(server.url, { kind: 'host' });
    const workshop = await createWorkshop(host, 'A large hall', 'blank');
    const code = await invite(host, workshop);
    const city = await joinAsGuest(server.url, code, { kind: 'city', of: 'Lund' });
    const guests: Visitor[] = [];
    for (let at = 0; at < people; at += 1) {
      guests.push(await joinAsGuest(server.url, code, { kind: 'company', name: `Guest ${at}`, of: `Company ${at}` }));
    }
    const challenge = newId(CardId);
    const needs = Object.fromEntries(
      Array.from({ length: needsAsked }, (_, at) => [
        newId(NeedId),
        Need.parse({ capability: 'finance', order: `a${at + 10}` }),
      ]),
    );
    const ids = Object.keys(needs).map((id) => NeedId.parse(id));
    const [lead] = guests;
    if (!lead) throw new Error('Nobody has come');
    for (const guest of guests) windows.push(stockClient(guest, workshop, { notices: true }));
    const [first] = windows;
    if (!first) throw new Error('No window is open');
    await Promise.all(windows.map((each) => each.until('the roster', () => each.doc.getMap('people').size > people)));
    const writer = stockClient(city, workshop, { notices: true });
    await writer.until('the roster', () => writer.doc.getMap('people').size > people);
    putCard(writer.doc, challenge, {
      ...{ kind: 'challenge', city: city.organisation, title: 'Cool streets', sector: 'transport', needs },
      ...{ x: 0, y: 0, w: 320, h: 240, order: 'a0', createdAt: 1, createdBy: city.id },
    });
    await writer.saved();
    writer.close();
    const founded = await command(lead, workshop, 'consortium.found', { challenge, name: 'The Shade Alliance' });
    const consortium = CardId.parse(Reflect.get(Object(founded.body), 'consortium'));
    await Promise.all(windows.map((each) => each.until('the table', () => consortiaOn(each.doc).length === 1)));

    const times: number[] = [];
    for (const [at, need] of ids.entries()) {
      const all = seenByAll(windows, needs, at + 1);
      await command(lead, workshop, 'seat.take', { consortium, need });
      times.push(...(await all));
    }
    return { p95: percentile(times, 0.95), median: median(times), slowest: Math.max(...times) };
  } finally {
    for (const window of windows) window.close();
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
      figure: 'p95',
      title: 'from the press to the reader, p95',
      unit: 'ms',
      bar: atMost('p95', 100, '≤ 100 ms'),
    },
    { figure: 'median', title: '… median', unit: 'ms' },
    { figure: 'slowest', title: '… slowest', unit: 'ms' },
  ],
  run,
};
