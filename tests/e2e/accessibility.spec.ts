import { expectAccessibleInBothSchemes } from '../world/axe.ts';
import type { BrowserUser, ScreenOptions } from '../world/browser.ts';
import { moveFocusTo } from '../world/keyboard.ts';
import { waitForBoard, card, openCard, openConsortium, panel } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

const challenge = 'Schoolyards that stay cool in June';
const company = 'Skuggholm & Segel';
const openSeat = 'Care for ten years, by people nearby';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const screens: readonly (ScreenOptions & { readonly on: string })[] = [
  { on: 'a desktop', reducedMotion: true },
  { on: 'a phone', phone: true, reducedMotion: true },
];

for (const { on, ...options } of screens) {
  test(`axe finds nothing serious before the board on ${on}`, async ({ openBrowser }) => {
    const visitor = await openBrowser(server.url, options);
    for (const path of ['/', '/register', '/sign-in', '/join', '/join/NOSUCHCODE', '/no/such/page']) {
      await visitor.goto(path);
      await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessibleInBothSchemes(visitor.page, path);
    }
    await visitor.goto('/register');
    await visitor.page.getByRole('button', { name: message('account_create') }).click();
    await expectAccessibleInBothSchemes(visitor.page, 'a form with mistakes');
    await visitor.register({ kind: 'host' });
    await expectAccessibleInBothSchemes(visitor.page, 'workshops');
  });

  test(`axe finds nothing serious in a workshop on ${on}`, async ({ openBrowser }) => {
    const visitor = await openBrowser(server.url, options);
    await visitor.openDemoAs(company);
    await (options.phone ? checkEveryTab(visitor) : checkEveryPanel(visitor));
    await visitor.goto(`${new URL(visitor.page.url()).pathname}/wall${new URL(visitor.page.url()).search}`);
    await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessibleInBothSchemes(visitor.page, 'wall');
  });
}

const checkEveryTab = async (visitor: BrowserUser): Promise<void> => {
  const { page } = visitor;
  for (const tab of ['now', 'challenges', 'board', 'us', 'people']) {
    await page.getByRole('button', { name: message(`pages_tab_${tab}`), exact: true }).click();
    await expectAccessibleInBothSchemes(page, tab);
  }
  await page.getByRole('button', { name: message('pages_tab_challenges'), exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: challenge }).click();
  await expect(panel(visitor, 'challenge')).toBeVisible();
  await expectAccessibleInBothSchemes(page, 'a challenge');
};

const checkEveryPanel = async (visitor: BrowserUser): Promise<void> => {
  const { page } = visitor;
  await waitForBoard(visitor);
  await expectAccessibleInBothSchemes(page, 'board');
  await openCard(visitor, challenge, 'challenge');
  await expectAccessibleInBothSchemes(page, 'a challenge');
  await openConsortium(visitor, 'Cool Yards');
  await expectAccessibleInBothSchemes(page, 'a consortium');
  await page.getByRole('button', { name: message('pages_menu'), exact: true }).click();
  await expectAccessibleInBothSchemes(page, 'the menu');
  await page.keyboard.press('Escape');
};

test('by the keyboard alone one finds a challenge and takes a seat', async ({ openBrowser }) => {
  const visitor = await openBrowser(server.url);
  const { page } = visitor;
  await visitor.goto('/');
  await moveFocusTo(visitor, page.getByRole('button', { name: message('pages_open_demo') }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await moveFocusTo(visitor, page.getByRole('dialog').getByRole('link', { name: company }));
  await page.keyboard.press('Enter');
  await waitForBoard(visitor);

  await moveFocusTo(visitor, card(visitor, challenge));
  await page.keyboard.press('Control+Enter');
  await expect(panel(visitor, 'challenge')).toBeVisible();
  await moveFocusTo(visitor, panel(visitor, 'challenge').getByRole('button', { name: 'Cool Yards' }));
  await page.keyboard.press('Enter');
  const consortium = panel(visitor, 'consortium');
  await expect(consortium).toBeVisible();
  const seat = (key: string) =>
    consortium.getByRole('button', {
      name: message('consortia_spoken_about', { button: message(key, { company }), need: openSeat }),
    });
  await moveFocusTo(visitor, seat('consortia_take_for'));
  await page.keyboard.press('Enter');
  // The focus stays where it was pressed, on what can be done now.
  await expect(seat('consortia_leave')).toBeFocused();
});
