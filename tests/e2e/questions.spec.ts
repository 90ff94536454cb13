import { startWorkshop } from '../world/startWorkshop.ts';
import type { BrowserUser } from '../world/browser.ts';
import { expectAccessible } from '../world/axe.ts';
import { waitForBoard } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const asked = 'Would Nordvatten’s pipes that listen be let into the old mains?';
const neutral = 'May sensors be put into the old mains?';
const answer = 'Yes, in those that are dug up anyway: 4 km next summer.';

const newsButton = ({ page }: BrowserUser, count: number) =>
  page.getByRole('button', { name: message('questions_button', { count }), exact: true });

test('a company asks on its phone in private, the city answers neutral words, and all have the answer at one time', async ({
  openBrowser,
}) => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Quiet pipes');
  const city = await openBrowser(server.url);
  const workshop = await city.joinOverHttp(code, { kind: 'city', name: 'Per', of: 'Malmö' });
  const firm = await openBrowser(server.url, { phone: true });
  await firm.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const rival = await openBrowser(server.url);
  await rival.joinOverHttp(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
  await waitForBoard(rival);

  await test.step('the company asks, after being told that a question has words', async () => {
    await firm.page.getByRole('button', { name: message('questions_title'), exact: true }).click();
    const press = firm.page.getByRole('button', { name: message('questions_ask_press') });
    await press.click();
    await expect(firm.page.getByText(message('questions_write_first'))).toBeVisible();
    await firm.page.getByLabel(message('questions_question'), { exact: true }).fill(asked);
    await press.click();
    await expect(firm.page.getByText(message('questions_state_asked'))).toBeVisible();
    await expectAccessible(firm.page, 'asked');
  });

  await test.step('the facilitator hears of it, and may not let the words name who asks', async () => {
    await newsButton(host, 1).click();
    await expect(
      host.page.getByText(message('questions_from', { person: 'Ola', company: 'Nordvatten' })),
    ).toBeVisible();
    const field = host.page.getByLabel(message('questions_neutral'), { exact: true });
    await expect(field).toHaveValue(asked);
    await expect(host.page.getByText(message('questions_gives_away', { name: 'Nordvatten' }))).toBeVisible();
    await field.fill(neutral);
    await host.page.getByRole('combobox', { name: message('questions_who_answers') }).selectOption('Malmö');
    await expectAccessible(host.page, 'inbox');
    await host.page.getByRole('button', { name: message('questions_put_to', { city: 'Malmö' }) }).click();
    await expect(host.page.getByText(message('questions_waits_for', { city: 'Malmö' }))).toBeVisible();
  });

  await test.step('the city answers with the keyboard alone, and learns nothing of who asks', async () => {
    await newsButton(city, 1).focus();
    await city.page.keyboard.press('Enter');
    await expect(city.page.getByText(neutral)).toBeVisible();
    await expect(city.page.getByRole('article').filter({ hasText: 'Nordvatten' })).toHaveCount(0);
    await city.page.getByLabel(message('questions_answer'), { exact: true }).focus();
    await city.page.keyboard.type(answer);
    await city.page.keyboard.press('Tab');
    await city.page.keyboard.press('Enter');
    await expect(city.page.getByText(message('questions_waits_to_be_sent'))).toBeVisible();
    await expectAccessible(city.page, 'city');
  });

  await test.step('whoever asked has no answer before everyone has it', async () => {
    await expect(firm.page.getByText(message('questions_state_neutral'))).toBeVisible();
    await expect(firm.page.getByText(answer)).toHaveCount(0);
    await host.page.getByRole('button', { name: message('questions_send', { count: 1 }) }).click();
    await expect(firm.page.getByText(answer)).toBeVisible();
    await newsButton(rival, 1).click();
    await expect(rival.page.getByRole('heading', { name: neutral })).toBeVisible();
    await expect(rival.page.getByText(answer)).toBeVisible();
    await expect(rival.page.getByText(asked)).toHaveCount(0);
    await expectAccessible(firm.page, 'answered');
    await expectAccessible(rival.page, 'told');
  });

  await test.step('what one company was told in a meeting is told to all, by one press', async () => {
    await city.page.getByText(message('questions_note'), { exact: true }).click();
    await city.page.getByRole('button', { name: message('questions_note_press') }).click();
    await expect(city.page.getByText(message('questions_write_first'))).toBeVisible();
    await city.page.getByLabel(message('questions_what_told')).fill('The budget is two million euros.');
    await city.page.getByRole('button', { name: message('questions_note_press') }).click();
    await expect(city.page.getByText(message('questions_told_whom_first'))).toBeVisible();
    await city.page.getByRole('checkbox', { name: 'Vinterflod' }).check();
    await city.page.getByRole('button', { name: message('questions_note_press') }).click();
    await expect(host.page.getByText(message('questions_not_told', { companies: 'Nordvatten' }))).toBeVisible();
    await expectAccessible(host.page, 'ledger');
    await host.page.getByRole('button', { name: message('questions_tell_all_press') }).click();
    await expect(firm.page.getByText('The budget is two million euros.')).toBeVisible();
    await expectAccessible(city.page, 'city-noted');
  });

  await test.step('the circle of the facilitators is on no other machine', async () => {
    const activity = await rival.page.request.get(
      `${server.url}/api/workshops/${workshop}/activity?circle=facilitators`,
    );
    expect(activity.status()).toBe(403);
  });
});
