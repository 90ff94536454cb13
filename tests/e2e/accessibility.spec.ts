import { axeViolations } from '../world/axe.ts';
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
  { on: 'a desktop, light' },
  { on: 'a desktop, dark', dark: true },
  { on: 'a phone, light', phone: true },
  { on: 'a phone, dark', phone: true, dark: true },
];

for (const { on, ...options } of screens) {
  test(`axe finds nothing serious before the board on ${on}`, async ({ openBrowser }) => {
    const somebody = await openBrowser(server.url, options);
    for (const path of ['/', '/register', '/sign-in', '/join', '/join/NOSUCHCODE', '/no/such/page']) {
      await somebody.goto(path);
      await expect(somebody.page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await axeViolations(somebody.page), path).toEqual([]);
    }
    await somebody.goto('/register');
    await somebody.page.getByRole('button', { name: message('account_create') }).click();
    expect(await axeViolations(somebody.page), 'a form with mistakes').toEqual([]);
    await somebody.register({ kind: 'host' });
    expect(await axeViolations(somebody.page), 'workshops').toEqual([]);
  });

  test(`axe finds nothing serious in a workshop on ${on}`, async ({ openBrowser }) => {
    const visitor = await openBrowser(server.url, { ...options, reducedMotion: true });
    await visitor.openDemoAs(company);
    await (options.phone ? looksAtEveryTab(visitor) : looksAtEveryPanel(visitor));
    await visitor.goto(`${new URL(visitor.page.url()).pathname}/wall${new URL(visitor.page.url()).search}`);
    await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await axeViolations(visitor.page), 'wall').toEqual([]);
  });
}

const looksAtEveryTab = async (visitor: BrowserUser): Promise<void> => {
  const { page } = visitor;
  for (const tab of ['now', 'challenges', 'board', 'us', 'people']) {
    await page.getByRole('button', { name: message(`pages_tab_${tab}`), exact: true }).click();
    expect(await axeViolations(page), tab).toEqual([]);
  }
  await page.getByRole('button', { name: message('pages_tab_challenges'), exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: challenge }).click();
  await expect(panel(visitor, 'challenge')).toBeVisible();
  expect(await axeViolations(page), 'a challenge').toEqual([]);
};

const looksAtEveryPanel = async (visitor: BrowserUser): Promise<void> => {
  const { page } = visitor;
  await waitForBoard(visitor);
  expect(await axeViolations(page), 'board').toEqual([]);
  await openCard(visitor, challenge, 'challenge');
  expect(await axeViolations(page), 'a challenge').toEqual([]);
  await openConsortium(visitor, 'Cool Yards');
  expect(await axeViolations(page), 'a consortium').toEqual([]);
  await page.getByRole('button', { name: message('pages_menu'), exact: true }).click();
  expect(await axeViolations(page), 'the menu').toEqual([]);
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
