import { see } from '../world/browser.ts';
import { boardIsOpen, card, readsCode, seeTheSameClock, startsFirstStep, writesNote } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

test('a step, its timer and where to look reach everybody at once, phones included', async ({ sits }) => {
  const host = await sits(server.url);
  await host.registers({ kind: 'host', name: 'Ida' });
  await host.createsWorkshop('Cool streets');
  const code = await readsCode(host);
  const desk = await sits(server.url);
  await desk.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const phone = await sits(server.url, { phone: true });
  await phone.joinsAsGuest(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await boardIsOpen(host, desk);

  await test.step('the step and its clock', async () => {
    const step = await startsFirstStep(host);
    await see(step, desk, phone);
    await seeTheSameClock(host, desk, phone);
  });

  await test.step('a pause stands still for all, and goes on for all', async () => {
    await host.page.getByRole('button', { name: words('session_pause') }).click();
    await see(words('session_paused'), desk, phone);
    await seeTheSameClock(host, desk, phone);
    await host.page.getByRole('button', { name: words('session_resume') }).click();
    for (const person of [desk, phone]) {
      await expect(person.page.getByText(words('session_paused'), { exact: true })).toBeHidden();
    }
  });

  await test.step('everyone is brought to a note that lies at the edge of their sight', async () => {
    await writesNote(host, 'Look here');
    await host.page.keyboard.press('Escape');
    await desk.page.mouse.move(700, 450);
    await expect(async () => {
      await desk.page.mouse.wheel(0, 900);
      await expect(card(desk, /Look here/)).not.toBeInViewport({ ratio: 0.9, timeout: 300 });
    }).toPass();

    await host.page.getByRole('button', { name: words('session_bring') }).click();
    const brings = words('session_brings', { name: 'Ida' });
    for (const { page } of [desk, phone]) await expect(page.getByRole('group', { name: brings })).toBeVisible();
    await desk.page.getByRole('button', { name: words('session_go_now') }).click();
    await expect(card(desk, /Look here/)).toBeInViewport({ ratio: 0.95 });
    // The phone's owner does nothing, and is taken there: the board is a tab of its own there.
    await expect(card(phone, /Look here/)).toBeInViewport({ ratio: 0.95 });
  });
});

test('only the facilitator has the bar that runs the session', async ({ sits }) => {
  const host = await sits(server.url);
  await host.registers({ kind: 'host', name: 'Ida' });
  await host.createsWorkshop('Cool streets');
  const guest = await sits(server.url);
  await guest.joinsAsGuest(await readsCode(host), { kind: 'company' });
  await boardIsOpen(guest);
  await expect(host.page.getByRole('region', { name: words('session_bar') })).toBeVisible();
  await expect(guest.page.getByRole('region', { name: words('session_bar') })).toBeHidden();
});
