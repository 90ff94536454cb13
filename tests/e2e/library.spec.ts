import type { Page } from '@playwright/test';
import { expectAccessible } from '../world/axe.ts';
import { waitForBoard } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';
import { startWorkshop } from '../world/startWorkshop.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const button = (page: Page, key: string, inputs: Record<string, string | number> = {}) =>
  page.getByRole('button', { name: message(key, inputs), exact: true });

const plan = (rows: readonly string[]) => ({
  name: 'Klimatplan.csv',
  mimeType: 'text/csv',
  // As Excel saves it where people write å, ä and ö.
  buffer: Buffer.from(['Klimatplan 2030', 'Nr;Åtgärd;Mål;Slutår;Kostnad (MSEK)', ...rows].join('\r\n'), 'latin1'),
});
const shade = 'A-1;Svalare skolgårdar;40 gårdar;2030;12,5';

test('a city brings its plan in, makes a draft that only it sees and a challenge that all see, and takes files with it', async ({
  openBrowser,
}) => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const city = await openBrowser(server.url);
  await city.joinOverHttp(code, { kind: 'city', name: 'Anna', of: 'Sjöstaden' });
  await waitForBoard(host, city);
  const { page } = city;

  await test.step('the library is found in the menu, by keys', async () => {
    await page.getByRole('button', { name: message('pages_menu'), exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: message('pages_menu_library') }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(message('library_empty'))).toBeVisible();
    await expectAccessible(page, 'an empty library');
    await button(page, 'library_bring').press('Enter');
  });

  const choose = async (file: ReturnType<typeof plan>) => {
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'library_choose').press('Enter');
    await (await chooser).setFiles(file);
  };

  await test.step('a file that is none, and rows that can’t be read, are told with what to do', async () => {
    await choose({ name: 'plan.xlsx', mimeType: 'text/csv', buffer: Buffer.from('<html><table>') });
    await expect(page.getByText(message('problem_plan_not_a_sheet'))).toBeVisible();
    await choose(plan([shade, ';Utan nummer;;snart;']));
    await expect(page.getByRole('cell', { name: message('library_fault_not_a_year') })).toBeVisible();
    await expect(button(page, 'library_go', { count: 2, shown: '2' })).toBeDisabled();
    await expectAccessible(page, 'a plan with faults');
    await button(page, 'library_another').press('Enter');
  });

  await test.step('the plan comes in as it was previewed', async () => {
    await choose(plan([shade, 'B-2;Återbruk i varje kvarter;;2028;3']));
    await expect(page.getByRole('cell', { name: 'Svalare skolgårdar' })).toBeVisible();
    await expect(page.getByRole('cell', { name: 'SEK 12,500,000' })).toBeVisible();
    await button(page, 'library_go', { count: 2, shown: '2' }).press('Enter');
    await button(page, 'library_to_list').press('Enter');
    await page.getByLabel(message('library_search')).fill('ÅTERBRUK');
    await expect(page.getByText(message('library_count', { count: 1, shown: '1' }), { exact: true })).toBeVisible();
    await page.getByLabel(message('library_search')).fill('');
    await expect(page.getByRole('heading', { name: 'Svalare skolgårdar' })).toBeVisible();
    await expectAccessible(page, 'a library');
  });

  const make = async (title: string, where: 'draft' | 'board') => {
    await button(page, 'library_make_spoken', { title }).press('Enter');
    await page.getByRole('radio', { name: message(`library_make_${where}`) }).check();
    await page
      .getByRole('dialog')
      .getByLabel(message('library_sector'))
      .selectOption({ label: message('sector_waste') });
    await expectAccessible(page, 'making a challenge');
    await button(page, where === 'draft' ? 'library_make_go_draft' : 'library_make_go').press('Enter');
  };

  await test.step('a draft is the city’s own; what is put on the board everybody sees', async () => {
    await make('Svalare skolgårdar', 'draft');
    await expect(page.getByText(message('library_drafted'))).toBeVisible();
    await make('Återbruk i varje kvarter', 'board');
    await expect(page.getByRole('group', { name: message('exports_group_brief') })).toBeVisible();
    await expect(host.page.getByText('Återbruk i varje kvarter').first()).toBeVisible();
    await expect(host.page.getByText('Svalare skolgårdar')).toHaveCount(0);
  });

  const download = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name, exact: true }).click(),
    ]);
    expect(await file.failure(), name).toBeNull();
    return file.suggestedFilename();
  };

  await test.step('the brief and the board are taken along as files', async () => {
    expect(await download(message('exports_as_docx'))).toBe('brief.docx');
    expect(await download(message('exports_as_pdf'))).toBe('brief.pdf');
    await page.getByRole('button', { name: message('pages_menu'), exact: true }).click();
    await page.getByRole('menuitem', { name: message('exports_menu') }).click();
    await expectAccessible(page, 'exports');
    expect(await download(message('exports_table_needs'))).toBe('needs.csv');
    expect(await download(message('exports_as_json'))).toBe('board.json');
  });
});
