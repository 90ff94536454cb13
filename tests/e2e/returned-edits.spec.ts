import type { Locator } from '@playwright/test';
import type { BrowserUser } from '../world/browser.ts';
import {
  waitForBoard,
  card,
  dragCard,
  endStep,
  readJoinCode,
  startFirstStepWithPolicy,
  status,
  writeNote,
} from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, type OpenBrowser, test } from '../world/test.ts';
import { expectNoFindings } from '../world/axe.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const openHostAndGuest = async (
  openBrowser: OpenBrowser,
  { phone = false } = {},
): Promise<[BrowserUser, BrowserUser]> => {
  const host = await openBrowser(server.url);
  await host.register({ kind: 'host', name: 'Ida' });
  await host.createWorkshop('Cool streets');
  const guest = await openBrowser(server.url, { phone });
  await guest.joinAsGuest(await readJoinCode(host), { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(host);
  return [host, guest];
};

/** @returns a function that tells whether the page has shown this text since the call. */
const watchFor = async ({ page }: BrowserUser, text: string): Promise<() => Promise<boolean>> => {
  const watch = await page.evaluateHandle((wanted) => {
    let seen = false;
    const look = () => (seen ||= document.body.innerText.includes(wanted));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    return () => seen;
  }, text);
  return () => watch.evaluate((seen) => seen());
};

const inboxButton = ({ page }: BrowserUser): Locator => page.locator('[data-inbox-button]');
const returnedEditsPanel = ({ page }: BrowserUser): Locator =>
  page.getByRole('region', { name: message('returned_edits_title'), exact: true });
const returnedEdit = (person: BrowserUser, text: string): Locator =>
  returnedEditsPanel(person).getByRole('listitem').filter({ hasText: text });
const closed = message('reason_step_closed');

const positionOf = async (person: BrowserUser, title: RegExp) => {
  const box = await card(person, title).boundingBox();
  return box && [Math.round(box.x), Math.round(box.y)];
};

test('what was written offline for a step that has closed waits among its author’s returned edits, and can be made again', async ({
  openBrowser,
}) => {
  const [host, guest] = await openHostAndGuest(openBrowser);
  await waitForBoard(guest);
  await writeNote(host, 'Stays where it is', { across: 0.5, down: 0.55 });
  await host.page.keyboard.press('Escape');
  await expect(card(guest, /Stays where it is/)).toBeVisible();
  const [before, hostsBefore] = [await positionOf(guest, /Stays/), await positionOf(host, /Stays/)];

  await test.step('somebody goes offline and works on', async () => {
    await guest.context.setOffline(true);
    await expect(status(guest, 'offline')).toBeVisible();
    await writeNote(guest, 'Written on the train', { across: 0.25, down: 0.3 });
    await guest.page.keyboard.press('Escape');
    await writeNote(guest, 'And in the tunnel', { across: 0.25, down: 0.7 });
    await guest.page.keyboard.press('Escape');
    await dragCard(guest, /Stays where it is/, { x: 140, y: -60 });
    await expect.poll(() => positionOf(guest, /Stays/)).not.toEqual(before);
  });

  const everSeen = await watchFor(host, 'Written on the train');
  await startFirstStepWithPolicy(host, 'closed');

  await test.step('coming back, their board heals, and nobody else ever saw it', async () => {
    await guest.context.setOffline(false);
    await expect(guest.page.getByText(message('returned_edits_told', { reason: closed }))).toBeVisible({
      timeout: 30_000,
    });
    await expect(card(guest, /on the train/)).toBeHidden();
    await expect(card(guest, /in the tunnel/)).toBeHidden();
    await expect.poll(() => positionOf(guest, /Stays/)).toEqual(before);
    await expect(status(guest, 'saved')).toBeVisible();
    expect(await positionOf(host, /Stays/)).toEqual(hostsBefore);
    expect(await everSeen()).toBe(false);
  });

  await test.step('the returned edits hold it, with the reason; nothing can be made again now', async () => {
    await expect(inboxButton(guest)).toHaveAccessibleName(message('returned_edits_button', { count: 3 }));
    await guest.page.getByRole('button', { name: message('returned_edits_open') }).click();
    for (const text of ['Written on the train', 'And in the tunnel', 'Stays where it is']) {
      await expect(returnedEdit(guest, text)).toContainText(closed);
      const again = returnedEdit(guest, text).getByRole('button', { name: message('returned_edits_again') });
      await expect(again).toHaveAttribute('aria-disabled', 'true');
    }
    await expectNoFindings(guest.page);
  });

  await test.step('when the step is over, it is done again with one press', async () => {
    await endStep(host);
    await returnedEdit(guest, 'Written on the train')
      .getByRole('button', { name: message('returned_edits_again') })
      .click();
    for (const person of [host, guest]) await expect(card(person, /Written on the train/)).toBeVisible();
    await expect(returnedEdit(guest, 'Written on the train')).toBeHidden();
    await expect(inboxButton(guest)).toHaveAccessibleName(message('returned_edits_button', { count: 2 }));
  });

  await test.step('what is left waits for good, at any screen, until it is dismissed', async () => {
    await guest.page.reload();
    await expect(inboxButton(guest)).toHaveAccessibleName(message('returned_edits_button', { count: 2 }));
    await inboxButton(guest).click();
    await returnedEditsPanel(guest)
      .getByRole('button', { name: message('returned_edits_dismiss_all') })
      .click();
    await expect(returnedEditsPanel(guest).getByText(message('returned_edits_empty'))).toBeVisible();
    await guest.page.keyboard.press('Escape');
    await expect(inboxButton(guest)).toBeFocused();
    await guest.page.reload();
    await expect(inboxButton(guest)).toHaveAccessibleName(message('returned_edits_button_empty'));
  });
});

test('on a phone the step says what it takes, and returned edits are among what is ours', async ({ openBrowser }) => {
  const [host, guest] = await openHostAndGuest(openBrowser, { phone: true });
  const { page } = guest;
  const tab = (name: string) => page.getByRole('button', { name: new RegExp(`^${message(`pages_tab_${name}`)}`) });
  await expect(status(guest, 'saved')).toBeVisible();
  await guest.context.setOffline(true);
  await expect(status(guest, 'offline')).toBeVisible();
  await tab('board').click();
  await page.getByRole('button', { name: message('board_quick_note'), exact: true }).click();
  await page.keyboard.type('From the tram');
  await page.keyboard.press('Escape');

  await startFirstStepWithPolicy(host, 'closed');
  await guest.context.setOffline(false);

  await page.getByRole('button', { name: message('returned_edits_open') }).click({ timeout: 30_000 });
  const ours = page.getByRole('main').getByRole('listitem').filter({ hasText: 'From the tram' });
  await expect(ours).toContainText(closed);
  await expect(tab('us')).toHaveAccessibleName(new RegExp(message('returned_edits_button', { count: 1 })));
  await expectNoFindings(page);

  await tab('now').click();
  await expect(page.getByText(message('session_now_closed')).first()).toBeVisible();
  await tab('us').click();
  await endStep(host);
  await ours.getByRole('button', { name: message('returned_edits_again') }).click();
  await expect(card(host, /From the tram/)).toBeVisible();
  await expect(page.getByText(message('returned_edits_empty'))).toBeVisible();
});
