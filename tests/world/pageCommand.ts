import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import type { BrowserUser } from './browser.ts';

/** Sends a command with a browser's cookies: for preparations that a journey is not about. */
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
