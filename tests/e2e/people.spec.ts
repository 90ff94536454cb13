import type { Locator } from '@playwright/test';
import { complaints } from '../world/axe.ts';
import { type Onlooker, see } from '../world/browser.ts';
import { boardIsOpen, card, readsCode, writesNote } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const noteTool = ({ page }: Onlooker): Locator =>
  page.getByRole('toolbar', { name: words('board_tools') }).getByRole('button', { name: words('board_tool_note') });

test('a facilitator makes somebody an observer, and then removes them: each time it shows at once, and says why', async ({
  sits,
}) => {
  const host = await sits(server.url);
  await host.registers({ kind: 'host', name: 'Ida' });
  await host.createsWorkshop('Cool streets');
  const guest = await sits(server.url);
  await guest.joinsAsGuest(await readsCode(host), { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await boardIsOpen(host, guest);
  await writesNote(guest, 'Shade from trees');
  await guest.page.keyboard.press('Escape');
  await expect(card(host, /Shade from trees/)).toBeVisible();
  await expect(noteTool(guest)).toBeEnabled();

  const settings = host.page.getByRole('group', { name: words('pages_people_settle', { name: 'Ola' }) });
  await test.step('the role is changed by keyboard alone', async () => {
    await host.page.getByRole('button', { name: words('pages_people_here', { count: 2 }) }).focus();
    await host.page.keyboard.press('Enter');
    await host.page.getByRole('button', { name: words('pages_people_settle', { name: 'Ola' }) }).focus();
    await host.page.keyboard.press('Enter');
    expect(await complaints(host.page)).toEqual([]);
    await settings.getByLabel(words('pages_people_role')).selectOption({ label: words('role_observer') });
  });

  await test.step('an observer’s tools say why they do nothing, on the page that was open, and the note stays', async () => {
    await expect(noteTool(guest)).toHaveAccessibleName(new RegExp(words('reason_observers_read')));
    await expect(card(guest, /Shade from trees/)).toBeVisible();
    await expect(card(host, /Shade from trees/)).toBeVisible();
  });

  await test.step('who is removed sees why, and what they wrote stays', async () => {
    await settings.getByRole('button', { name: words('pages_people_remove', { name: 'Ola' }) }).click();
    await settings.getByRole('button', { name: words('pages_people_remove', { name: 'Ola' }) }).click();
    await see(words('pages_refused_no_right'), guest);
    await expect(settings).toBeHidden();
    await expect(card(host, /Shade from trees/)).toBeVisible();
    await guest.page.reload();
    await see(words('pages_refused_unknown'), guest);
  });
});
