import type { BrowserUser } from '../world/browser.ts';
import { addToNote, waitForBoard, card, noteField, readJoinCode, writeNote } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, type OpenBrowser, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const openBoardForTwo = async (openBrowser: OpenBrowser): Promise<[BrowserUser, BrowserUser]> => {
  const ida = await openBrowser(server.url);
  await ida.register({ kind: 'host', name: 'Ida' });
  await ida.createWorkshop('Cool streets');
  const maja = await openBrowser(server.url);
  await maja.joinAsGuest(await readJoinCode(ida), { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(ida, maja);
  return [ida, maja];
};

test('two type in one note at once, each sees the other’s caret, and no letter is lost', async ({ openBrowser }) => {
  const [ida, maja] = await openBoardForTwo(openBrowser);
  await writeNote(ida, 'Trees');
  await addToNote(maja, /Trees/, '!');
  await ida.page.keyboard.press('Control+Home');

  await Promise.all([ida.page.keyboard.type('Shade and water. '), maja.page.keyboard.type(' By 2030.')]);

  for (const person of [ida, maja]) await expect(noteField(person)).toHaveValue('Shade and water. Trees! By 2030.');
  await expect(card(ida, /Trees/).getByText('Maja', { exact: true }).first()).toBeVisible();
  await expect(card(maja, /Trees/).getByText('Ida', { exact: true }).first()).toBeVisible();
});

test('undo takes back one’s own step and leaves the other’s', async ({ openBrowser }) => {
  const [ida, maja] = await openBoardForTwo(openBrowser);
  await writeNote(ida, 'Mine');
  await ida.page.keyboard.press('Escape');
  await writeNote(maja, 'Yours', { across: 0.3, down: 0.3 });
  await maja.page.keyboard.press('Escape');
  await expect(card(ida, /Yours/)).toBeVisible();
  await expect(card(maja, /Mine/)).toBeVisible();

  await card(ida, /Mine/).click();
  await ida.page.keyboard.press('Delete');
  await expect(card(maja, /Mine/)).toBeHidden();
  await ida.page.keyboard.press('Control+z');

  for (const person of [ida, maja]) {
    await expect(card(person, /Mine/)).toBeVisible();
    await expect(card(person, /Yours/)).toBeVisible();
  }
});

test('who is here is seen, and who leaves is gone', async ({ openBrowser }) => {
  const [ida, maja] = await openBoardForTwo(openBrowser);
  await expect(ida.page.getByRole('button', { name: message('pages_people_here', { count: 2 }) })).toBeVisible();
  await maja.page.mouse.move(600, 400);
  await expect(ida.page.getByText('Malmö').first()).toBeVisible();

  await maja.page.close();

  await expect(ida.page.getByRole('button', { name: message('pages_people_here', { count: 1 }) })).toBeVisible();
});

test('a note is dragged where one wants it, and lies there for the other', async ({ openBrowser }) => {
  const [ida, maja] = await openBoardForTwo(openBrowser);
  await writeNote(ida, 'Over here');
  await ida.page.keyboard.press('Escape');
  await expect(card(maja, /Over here/)).toBeVisible();
  const before = await card(maja, /Over here/).boundingBox();
  const own = await card(ida, /Over here/).boundingBox();
  if (!before || !own) throw new Error('The note has no place');

  await ida.page.mouse.move(own.x + 30, own.y + own.height - 12);
  await ida.page.mouse.down();
  await ida.page.mouse.move(own.x - 170, own.y - 88, { steps: 8 });
  await ida.page.mouse.up();

  await expect
    .poll(async () => {
      const after = await card(maja, /Over here/).boundingBox();
      return after && [Math.round(after.x - before.x), Math.round(after.y - before.y)];
    })
    .toEqual([-200, Math.round(-88 - own.height + 12)]);
});
