import type { Locator } from '@playwright/test';
import { expectAccessible } from '../world/axe.ts';
import { type BrowserUser, expectVisible } from '../world/browser.ts';
import { waitForBoard, card, readJoinCode, writeNote } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const noteTool = ({ page }: BrowserUser): Locator =>
  page.getByRole('toolbar', { name: message('board_tools') }).getByRole('button', { name: message('board_tool_note') });

test('a facilitator makes somebody an observer, and then removes them: each time it shows at once, and says why', async ({
  openBrowser,
}) => {
  const host = await openBrowser(server.url);
  await host.register({ kind: 'host', name: 'Ida' });
  await host.createWorkshop('Cool streets');
  const guest = await openBrowser(server.url);
  await guest.joinAsGuest(await readJoinCode(host), { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await waitForBoard(host, guest);
  await writeNote(guest, 'Shade from trees');
  await guest.page.keyboard.press('Escape');
  await expect(card(host, /Shade from trees/)).toBeVisible();
  await expect(noteTool(guest)).toBeEnabled();

  const settings = host.page.getByRole('group', { name: message('pages_people_settle', { name: 'Ola' }) });
  await test.step('the role is changed by keyboard alone', async () => {
    await host.page.getByRole('button', { name: message('pages_people_here', { count: 2 }) }).focus();
    await host.page.keyboard.press('Enter');
    await host.page.getByRole('button', { name: message('pages_people_settle', { name: 'Ola' }) }).focus();
    await host.page.keyboard.press('Enter');
    await expectAccessible(host.page);
    await settings.getByLabel(message('pages_people_role')).selectOption({ label: message('role_observer') });
  });

  await test.step('an observer’s tools say why they do nothing, on the page that was open, and the note stays', async () => {
    await expect(noteTool(guest)).toHaveAccessibleName(new RegExp(message('reason_observers_read')));
    await expect(card(guest, /Shade from trees/)).toBeVisible();
    await expect(card(host, /Shade from trees/)).toBeVisible();
  });

  await test.step('who is removed sees why, and what they wrote stays', async () => {
    await settings.getByRole('button', { name: message('pages_people_remove', { name: 'Ola' }) }).click();
    await settings.getByRole('button', { name: message('pages_people_remove', { name: 'Ola' }) }).click();
    await expectVisible(message('pages_refused_no_right'), guest);
    await expect(settings).toBeHidden();
    await expect(card(host, /Shade from trees/)).toBeVisible();
    await guest.page.reload();
    await expectVisible(message('pages_refused_unknown'), guest);
  });
});
