import { expectVisible } from '../world/browser.ts';
import { waitForBoard, card, readJoinCode, expectSameTimer, startFirstStep, writeNote } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

test('a step, its timer and where to look reach everybody at once, phones included', async ({ openBrowser }) => {
  const host = await openBrowser(server.url);
  await host.register({ kind: 'host', name: 'Ida' });
  await host.createWorkshop('Cool streets');
  const code = await readJoinCode(host);
  const desk = await openBrowser(server.url);
  await desk.joinAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const phone = await openBrowser(server.url, { phone: true });
  await phone.joinAsGuest(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(host, desk);

  await test.step('the step and its clock', async () => {
    const step = await startFirstStep(host);
    await expectVisible(step, desk, phone);
    await expectSameTimer(host, desk, phone);
  });

  await test.step('a pause stands still for all, and goes on for all', async () => {
    await host.page.getByRole('button', { name: message('session_pause') }).click();
    await expectVisible(message('session_paused'), desk, phone);
    await expectSameTimer(host, desk, phone);
    await host.page.getByRole('button', { name: message('session_resume') }).click();
    for (const person of [desk, phone]) {
      await expect(person.page.getByText(message('session_paused'), { exact: true })).toBeHidden();
    }
  });

  await test.step('everyone is brought to a note that lies at the edge of their sight', async () => {
    await writeNote(host, 'Look here');
    await host.page.keyboard.press('Escape');
    await desk.page.mouse.move(700, 450);
    await expect(async () => {
      await desk.page.mouse.wheel(0, 900);
      await expect(card(desk, /Look here/)).not.toBeInViewport({ ratio: 0.9, timeout: 300 });
    }).toPass();

    await host.page.getByRole('button', { name: message('session_bring') }).click();
    const brings = message('session_brings', { name: 'Ida' });
    for (const { page } of [desk, phone]) await expect(page.getByRole('group', { name: brings })).toBeVisible();
    await desk.page.getByRole('button', { name: message('session_go_now') }).click();
    await expect(card(desk, /Look here/)).toBeInViewport({ ratio: 0.95 });
    // The phone's owner does nothing, and is taken there: the board is a tab of its own there.
    await expect(card(phone, /Look here/)).toBeInViewport({ ratio: 0.95 });
  });
});

test('only the facilitator has the bar that runs the session', async ({ openBrowser }) => {
  const host = await openBrowser(server.url);
  await host.register({ kind: 'host', name: 'Ida' });
  await host.createWorkshop('Cool streets');
  const guest = await openBrowser(server.url);
  await guest.joinAsGuest(await readJoinCode(host), { kind: 'company' });
  await waitForBoard(guest);
  await expect(host.page.getByRole('region', { name: message('session_bar') })).toBeVisible();
  await expect(guest.page.getByRole('region', { name: message('session_bar') })).toBeHidden();
});
