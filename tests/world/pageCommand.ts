import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import type { BrowserUser } from './browser.ts';

/** Asks for an agreement from within somebody's browser, for what a journey needs and is not about. */
export const sendCommandFromPage = async <Name extends CommandName>(
  { page }: BrowserUser,
  { url, workshop }: { readonly url: string; readonly workshop: string },
  name: Name,
  data: CommandInput<Name>,
): Promise<unknown> => {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await page.request.post(`${url}/api/workshops/${workshop}/commands/${name}`, { headers, data });
  if (!answer.ok()) throw new Error(`${name}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
};
