import type { BrowserUser } from './browser.ts';
import { readJoinCode } from './boardPage.ts';
import type { OpenBrowser } from './test.ts';

export interface WorkshopWithHost {
  readonly host: BrowserUser;
  readonly workshop: string;
  /** By which others come in. */
  readonly code: string;
}

/** Ida registers, makes a workshop, and reads the code for the others. */
export const startWorkshop = async (sits: OpenBrowser, url: string, title: string): Promise<WorkshopWithHost> => {
  const host = await sits(url);
  await host.register({ kind: 'host', name: 'Ida' });
  const workshop = await host.createWorkshop(title);
  return { host, workshop, code: await readJoinCode(host) };
};
