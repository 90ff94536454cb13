import { BrowserUser } from '../world/browser.ts';
import { waitForBoard, card, coverage, openCard, openConsortium, takeSeat } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

const challenge = 'Schoolyards that stay cool in June';
const company = 'Skuggholm & Segel';
const person = 'Signe Almlund';
const openSeat = 'Care for ten years, by people nearby';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** Opens another window of the same visitor, as another persona. */
const openSecondWindow = async (
  visitor: BrowserUser,
  as: { organisation: string; name: string },
): Promise<BrowserUser> => {
  await visitor.page.getByRole('button', { name: message('pages_demo_second') }).click();
  const opened = visitor.context.waitForEvent('page');
  await visitor.page.getByRole('menuitem', { name: message('pages_demo_person', as) }).click();
  return new BrowserUser(await opened, visitor.url);
};

const resetDemo = async ({ page }: BrowserUser): Promise<void> => {
  const before = page.url();
  await page.getByRole('button', { name: message('pages_demo_reset'), exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: message('pages_demo_reset_do') })
    .click();
  await page.waitForURL((url) => url.href !== before);
};

test('one click, two windows: a seat that one takes is filled before the other’s eyes', async ({ openBrowser }) => {
  const city = await openBrowser(server.url);
  await city.openDemoAs('Athens');
  await waitForBoard(city);
  await expect(coverage(city, challenge, 3, 6)).toBeVisible();

  const other = await openSecondWindow(city, { organisation: company, name: person });
  await waitForBoard(other);
  await openCard(other, challenge, 'challenge');
  await openConsortium(other, 'Cool Yards');
  await takeSeat(other, openSeat, company);

  await expect(coverage(city, challenge, 4, 6)).toBeVisible();
});

test('a reset gives a fresh copy as the same person, and tells the other windows', async ({ openBrowser }) => {
  const visitor = await openBrowser(server.url);
  await visitor.openDemoAs(company);
  await waitForBoard(visitor);
  const other = await openSecondWindow(visitor, { organisation: 'Athens', name: 'Eleni Markou' });
  await waitForBoard(other);

  await openCard(visitor, challenge, 'challenge');
  await openConsortium(visitor, 'Cool Yards');
  await takeSeat(visitor, openSeat, company);
  await expect(coverage(other, challenge, 4, 6)).toBeVisible();

  await resetDemo(visitor);
  await waitForBoard(visitor);
  await expect(coverage(visitor, challenge, 3, 6)).toBeVisible();
  await expect(visitor.page.getByLabel(message('pages_demo_as'), { exact: true }).locator('option:checked')).toHaveText(
    message('pages_demo_person', { organisation: company, name: person }),
  );
  await expect(other.page.getByRole('alert')).toContainText(message('pages_refused_demo'));
});

test('each visitor has a copy of their own', async ({ openBrowser }) => {
  const [one, two] = [await openBrowser(server.url), await openBrowser(server.url)];
  await one.openDemoAs('Athens');
  await two.openDemoAs('Athens');
  expect(new URL(one.page.url()).pathname).not.toBe(new URL(two.page.url()).pathname);
  await two.goto(new URL(one.page.url()).pathname);
  await expect(two.page.getByRole('alert')).toContainText(message('pages_refused_unknown'));
  await expect(card(one, challenge)).toBeVisible();
});

test('a demo opens in the visitor’s language', async ({ openBrowser }) => {
  const visitor = await openBrowser(server.url, { locale: 'sv-SE' });
  await visitor.goto('/');
  await visitor.page.getByRole('button', { name: message('pages_open_demo', {}, 'sv') }).click();
  await expect(visitor.page.getByRole('dialog', { name: message('pages_look_as', {}, 'sv') })).toBeVisible();
});
