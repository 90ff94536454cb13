import { Onlooker } from '../world/browser.ts';
import { boardIsOpen, card, coverage, opensCard, opensConsortium, takesSeat } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

const challenge = 'Schoolyards that stay cool in June';
const company = 'Skuggholm & Segel';
const person = 'Signe Almlund';
const openSeat = 'Care for ten years, by people nearby';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** Another window of the same visitor, as somebody else. */
const opensSecondWindow = async (visitor: Onlooker, as: { organisation: string; name: string }): Promise<Onlooker> => {
  await visitor.page.getByRole('button', { name: words('pages_demo_second') }).click();
  const opened = visitor.context.waitForEvent('page');
  await visitor.page.getByRole('menuitem', { name: words('pages_demo_person', as) }).click();
  return new Onlooker(await opened, visitor.url);
};

const resetsDemo = async ({ page }: Onlooker): Promise<void> => {
  const before = page.url();
  await page.getByRole('button', { name: words('pages_demo_reset'), exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('pages_demo_reset_do') })
    .click();
  await page.waitForURL((url) => url.href !== before);
};

test('one click, two windows: a seat that one takes is filled before the other’s eyes', async ({ sits }) => {
  const city = await sits(server.url);
  await city.opensDemoAs('Athens');
  await boardIsOpen(city);
  await expect(coverage(city, challenge, 3, 6)).toBeVisible();

  const other = await opensSecondWindow(city, { organisation: company, name: person });
  await boardIsOpen(other);
  await opensCard(other, challenge, 'challenge');
  await opensConsortium(other, 'Cool Yards');
  await takesSeat(other, openSeat, company);

  await expect(coverage(city, challenge, 4, 6)).toBeVisible();
});

test('a reset gives a fresh copy as the same person, and tells the other windows', async ({ sits }) => {
  const visitor = await sits(server.url);
  await visitor.opensDemoAs(company);
  await boardIsOpen(visitor);
  const other = await opensSecondWindow(visitor, { organisation: 'Athens', name: 'Eleni Markou' });
  await boardIsOpen(other);

  await opensCard(visitor, challenge, 'challenge');
  await opensConsortium(visitor, 'Cool Yards');
  await takesSeat(visitor, openSeat, company);
  await expect(coverage(other, challenge, 4, 6)).toBeVisible();

  await resetsDemo(visitor);
  await boardIsOpen(visitor);
  await expect(coverage(visitor, challenge, 3, 6)).toBeVisible();
  await expect(visitor.page.getByLabel(words('pages_demo_as'), { exact: true }).locator('option:checked')).toHaveText(
    words('pages_demo_person', { organisation: company, name: person }),
  );
  await expect(other.page.getByRole('alert')).toContainText(words('pages_refused_demo'));
});

test('each visitor has a copy of their own', async ({ sits }) => {
  const [one, two] = [await sits(server.url), await sits(server.url)];
  await one.opensDemoAs('Athens');
  await two.opensDemoAs('Athens');
  expect(new URL(one.page.url()).pathname).not.toBe(new URL(two.page.url()).pathname);
  await two.opens(new URL(one.page.url()).pathname);
  await expect(two.page.getByRole('alert')).toContainText(words('pages_refused_unknown'));
  await expect(card(one, challenge)).toBeVisible();
});

test('a demo opens in the visitor’s language', async ({ sits }) => {
  const visitor = await sits(server.url, { locale: 'sv-SE' });
  await visitor.opens('/');
  await visitor.page.getByRole('button', { name: words('pages_open_demo', {}, 'sv') }).click();
  await expect(visitor.page.getByRole('dialog', { name: words('pages_look_as', {}, 'sv') })).toBeVisible();
});
