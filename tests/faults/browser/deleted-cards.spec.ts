import type { Locator } from '@playwright/test';
import { addToNote, card, noteField, status, waitForBoard, writeNote } from '../../world/boardPage.ts';
import { briefEditor } from '../../world/briefPage.ts';
import { BrowserUser } from '../../world/browser.ts';
import { message } from '../../world/messages.ts';
import type { RunningServer } from '../../world/server.ts';
import { startWorkshop } from '../../world/startWorkshop.ts';
import { expect, type OpenBrowser, test } from '../../world/test.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const openTwo = async (openBrowser: OpenBrowser): Promise<[BrowserUser, BrowserUser]> => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const writer = await openBrowser(server.url);
  await writer.joinOverHttp(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(host, writer);
  return [host, writer];
};

const deleteNote = async (person: BrowserUser, title: RegExp): Promise<void> => {
  await card(person, title).click();
  await person.page.keyboard.press('Delete');
  await expect(card(person, title)).toBeHidden();
};

/** Closes a person's page, and opens it again, online, when something has happened meanwhile. */
const closeAndOpen = async (
  { page, context, url }: BrowserUser,
  meanwhile: () => Promise<void>,
): Promise<BrowserUser> => {
  const address = page.url();
  // A page that navigates away is online for a moment, whatever its context is.
  await page.close();
  await meanwhile();
  await context.setOffline(false);
  const again = new BrowserUser(await context.newPage(), url);
  await again.page.goto(address);
  return again;
};

/** What the page has stored of cards at risk. */
const storedWords = ({ page }: BrowserUser): Promise<string> =>
  page.evaluate(() => {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    return keys.map((key) => (key.includes(':unsaved-cards:') ? localStorage.getItem(key) : '')).join('');
  });

const toast = ({ page }: BrowserUser): Locator => page.getByText(message('returned_edits_kept'));
const returnedEdits = ({ page }: BrowserUser): Locator =>
  page.getByRole('region', { name: message('returned_edits_title'), exact: true }).getByRole('listitem');

/** Opens the returned edits by the toast's button, and makes the only one a card again. */
const makeAgain = async (person: BrowserUser, text: string): Promise<void> => {
  const { page } = person;
  await expect(toast(person)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: message('returned_edits_open') }).click();
  await expect(returnedEdits(person)).toHaveCount(1);
  await expect(returnedEdits(person)).toContainText(text);
  await expect(returnedEdits(person)).toContainText(message('reason_card_deleted'));
  await returnedEdits(person)
    .getByRole('button', { name: message('returned_edits_make_again') })
    .click();
  await expect(returnedEdits(person)).toHaveCount(0);
};

test('P6: words typed in a note that somebody deletes are returned, and become a note again', async ({
  openBrowser,
}) => {
  const [host, writer] = await openTwo(openBrowser);
  const { page } = writer;
  await writeNote(writer, 'Trees along');
  await expect(card(host, /Trees along/)).toBeVisible();

  await test.step('the note goes while its writer types on', async () => {
    await deleteNote(host, /Trees along/);
    await expect(noteField(writer)).toBeHidden();
    // The rest of the sentence has letters that are commands of the board.
    await page.keyboard.type(' cycle lanes, not noise');
    await expect(page.getByRole('region', { name: message('board_canvas') })).toBeFocused();
    await expect(page.locator('[data-card]')).toHaveCount(0);
  });

  await makeAgain(writer, 'Trees along');
  for (const person of [host, writer]) await expect(card(person, /Trees along/)).toBeVisible();
});

test('P6: words typed offline in a note that somebody deletes are returned, and become a note again', async ({
  openBrowser,
}) => {
  const [host, writer] = await openTwo(openBrowser);
  await writeNote(writer, 'Shade');
  await writer.page.keyboard.press('Escape');
  await expect(card(host, /Shade/)).toBeVisible();
  await expect(status(writer, 'saved')).toBeVisible();

  await writer.context.setOffline(true);
  await expect(status(writer, 'offline')).toBeVisible();
  await addToNote(writer, /Shade/, ' from the train');
  await writer.page.keyboard.press('Escape');
  await deleteNote(host, /Shade/);
  await writer.context.setOffline(false);

  await makeAgain(writer, 'Shade from the train');
  for (const person of [host, writer]) await expect(card(person, /Shade from the train/)).toBeVisible();
});

test('P6: words typed offline are returned after the page was closed and opened again', async ({ openBrowser }) => {
  const [host, writer] = await openTwo(openBrowser);
  await writeNote(writer, 'Water');
  await writer.page.keyboard.press('Escape');
  await expect(card(host, /Water/)).toBeVisible();
  await expect(status(writer, 'saved')).toBeVisible();

  await writer.context.setOffline(true);
  await expect(status(writer, 'offline')).toBeVisible();
  await addToNote(writer, /Water/, ' in the tunnel');
  // A page that is closed by force stores nothing more.
  await expect.poll(() => storedWords(writer)).toContain('Water in the tunnel');
  const again = await closeAndOpen(writer, () => deleteNote(host, /Water/));

  await makeAgain(again, 'Water in the tunnel');
  for (const person of [host, again]) await expect(card(person, /Water in the tunnel/)).toBeVisible();
  await again.page.reload();
  await waitForBoard(again);
  await expect(again.page.getByRole('button', { name: message('returned_edits_button_empty') })).toBeVisible();
});

test('P6: words typed just before a reload are returned after it', async ({ openBrowser }) => {
  const [host, writer] = await openTwo(openBrowser);
  await writeNote(writer, 'Lindens');
  await expect(card(host, /Lindens/)).toBeVisible();
  const again = await closeAndOpen(writer, () => deleteNote(host, /Lindens/));

  await makeAgain(again, 'Lindens');
  await expect(card(host, /Lindens/)).toBeVisible();
});

test('P6: words typed in two windows at once are returned once', async ({ openBrowser }) => {
  const [host, writer] = await openTwo(openBrowser);
  await writeNote(writer, 'Benches');
  await writer.page.keyboard.press('Escape');
  const second = new BrowserUser(await writer.context.newPage(), writer.url);
  await second.page.goto(writer.page.url());
  await addToNote(second, /Benches/, ' and fountains');
  await expect(card(host, /Benches and fountains/)).toBeVisible();
  await writer.page.bringToFront();
  await addToNote(writer, /Benches and fountains/, ', too');
  await expect(card(host, /fountains, too/)).toBeVisible();

  await deleteNote(host, /Benches/);

  await makeAgain(writer, 'Benches and fountains, too');
  await second.page.close();
  for (const person of [host, writer]) await expect(card(person, /fountains, too/)).toHaveCount(1);
});

test('P6: words typed in a draft brief that a colleague deletes can be copied from the returned edits', async ({
  openBrowser,
}) => {
  const { code } = await startWorkshop(openBrowser, server.url, 'Cool schoolyards');
  const [writer, colleague] = [await openBrowser(server.url), await openBrowser(server.url)];
  await writer.joinOverHttp(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  await colleague.joinOverHttp(code, { kind: 'city', name: 'Omar', of: 'Malmö' });
  const { page } = writer;
  await page.goto(`${server.url}${new URL(page.url()).pathname}/drafts`);
  await page.getByLabel(message('city_drafts_new_title')).fill('Cool yards');
  await page.getByRole('button', { name: message('city_drafts_new') }).click();
  await page.waitForURL('**/drafts/*');
  await colleague.page.goto(page.url());
  await briefEditor(writer).click();
  await page.keyboard.type('Forty yards lie in the sun.');
  await expect(briefEditor(colleague)).toContainText('in the sun');

  await colleague.page.getByRole('button', { name: message('stages_delete') }).click();

  await expect(toast(writer)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: message('returned_edits_open') }).click();
  await expect(returnedEdits(writer)).toContainText('Forty yards lie in the sun.');
  await expect(returnedEdits(writer).getByRole('button', { name: message('returned_edits_copy') })).toBeVisible();
});
