import type { BrowserUser } from './browser.ts';
import { readJoinCode } from './boardPage.ts';
import type { OpenBrowser } from './test.ts';

export interface WorkshopWithHost {
  readonly host: BrowserUser;
  readonly workshop: string;
  /** The code by which others join. */
  readonly code: string;
}

/** Creates a workshop with the host Ida, and reads the code for the others. */
export const startWorkshop = async (
  openBrowser: OpenBrowser,
  url: string,
  title: string,
): Promise<WorkshopWithHost> => {
  const host = await openBrowser(url);
  const workshop = await host.createWorkshopOverHttp(title, { kind: 'host', name: 'Ida' });
  return { host, workshop, code: await readJoinCode(host) };
};
