import { complaints } from '../world/axe.ts';
import type { Onlooker, ScreenOptions } from '../world/browser.ts';
import { goesTo } from '../world/keyboard.ts';
import { boardIsOpen, card, opensCard, opensConsortium, panel } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

const challenge = 'Schoolyards that stay cool in June';
const company = 'Skuggholm & Segel';
const openSeat = 'Care for ten years, by people nearby';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const screens: readonly (ScreenOptions & { readonly on: string })[] = [
  { on: 'a desktop, light' },
  { on: 'a desktop, dark', dark: true },
  { on: 'a phone, light', phone: true },
  { on: 'a phone, dark', phone: true, dark: true },
];

for (const { on, ...options } of screens) {
  test(`axe finds nothing serious before the board on ${on}`, async ({ sits }) => {
    const somebody = await sits(server.url, options);
    for (const path of ['/', '/register', '/sign-in', '/join', '/join/NOSUCHCODE', '/no/such/page']) {
      await somebody.opens(path);
      await expect(somebody.page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await complaints(somebody.page), path).toEqual([]);
    }
    await somebody.opens('/register');
    await somebody.page.getByRole('button', { name: words('account_create') }).click();
    expect(await complaints(somebody.page), 'a form with mistakes').toEqual([]);
    await somebody.registers({ kind: 'host' });
    expect(await complaints(somebody.page), 'workshops').toEqual([]);
  });

  test(`axe finds nothing serious in a workshop on ${on}`, async ({ sits }) => {
    const visitor = await sits(server.url, { ...options, reducedMotion: true });
    await visitor.opensDemoAs(company);
    await (options.phone ? looksAtEveryTab(visitor) : looksAtEveryPanel(visitor));
    await visitor.opens(`${new URL(visitor.page.url()).pathname}/wall${new URL(visitor.page.url()).search}`);
    await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await complaints(visitor.page), 'wall').toEqual([]);
  });
}

const looksAtEveryTab = async (visitor: Onlooker): Promise<void> => {
  const { page } = visitor;
  for (const tab of ['now', 'challenges', 'board', 'us', 'people']) {
    await page.getByRole('button', { name: words(`pages_tab_${tab}`), exact: true }).click();
    expect(await complaints(page), tab).toEqual([]);
  }
  await page.getByRole('button', { name: words('pages_tab_challenges'), exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: challenge }).click();
  await expect(panel(visitor, 'challenge')).toBeVisible();
  expect(await complaints(page), 'a challenge').toEqual([]);
};

const looksAtEveryPanel = async (visitor: Onlooker): Promise<void> => {
  const { page } = visitor;
  await boardIsOpen(visitor);
  expect(await complaints(page), 'board').toEqual([]);
  await opensCard(visitor, challenge, 'challenge');
  expect(await complaints(page), 'a challenge').toEqual([]);
  await opensConsortium(visitor, 'Cool Yards');
  expect(await complaints(page), 'a consortium').toEqual([]);
  await page.getByRole('button', { name: words('pages_menu'), exact: true }).click();
  expect(await complaints(page), 'the menu').toEqual([]);
  await page.keyboard.press('Escape');
};

test('by the keyboard alone one finds a challenge and takes a seat', async ({ sits }) => {
  const visitor = await sits(server.url);
  const { page } = visitor;
  await visitor.opens('/');
  await goesTo(visitor, page.getByRole('button', { name: words('pages_open_demo') }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await goesTo(visitor, page.getByRole('dialog').getByRole('link', { name: company }));
  await page.keyboard.press('Enter');
  await boardIsOpen(visitor);

  await goesTo(visitor, card(visitor, challenge));
  await page.keyboard.press('Control+Enter');
  await expect(panel(visitor, 'challenge')).toBeVisible();
  await goesTo(visitor, panel(visitor, 'challenge').getByRole('button', { name: 'Cool Yards' }));
  await page.keyboard.press('Enter');
  const consortium = panel(visitor, 'consortium');
  await expect(consortium).toBeVisible();
  const seat = (key: string) =>
    consortium.getByRole('button', {
      name: words('consortia_spoken_about', { button: words(key, { company }), need: openSeat }),
    });
  await goesTo(visitor, seat('consortia_take_for'));
  await page.keyboard.press('Enter');
  // The focus stays where it was pressed, on what can be done now.
  await expect(seat('consortia_leave')).toBeFocused();
});
