import type { Onlooker } from './browser.ts';
import { readsCode } from './onBoard.ts';
import type { Sits } from './test.ts';

export interface Begun {
  readonly host: Onlooker;
  readonly workshop: string;
  /** By which others come in. */
  readonly code: string;
}

/** Ida registers, makes a workshop, and reads the code for the others. */
export const begins = async (sits: Sits, url: string, title: string): Promise<Begun> => {
  const host = await sits(url);
  await host.registers({ kind: 'host', name: 'Ida' });
  const workshop = await host.createsWorkshop(title);
  return { host, workshop, code: await readsCode(host) };
};
