import type { Page } from '@playwright/test';
import { expectAccessible } from '../world/axe.ts';
import { type BrowserUser, expectVisible } from '../world/browser.ts';
import { briefEditor as editor, problemText, fillBrief } from '../world/briefPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, type OpenBrowser, test } from '../world/test.ts';
import { message } from '../world/messages.ts';
import { startWorkshop } from '../world/startWorkshop.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const openThreePeople = async (
  openBrowser: OpenBrowser,
): Promise<{ officer: BrowserUser; colleague: BrowserUser; company: BrowserUser }> => {
  const { code } = await startWorkshop(openBrowser, server.url, 'Cool schoolyards');
  const [officer, colleague, company] = [
    await openBrowser(server.url),
    await openBrowser(server.url),
    await openBrowser(server.url, { phone: true }),
  ];
  await officer.joinOverHttp(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  await colleague.joinOverHttp(code, { kind: 'city', name: 'Omar', of: 'Malmö' });
  await company.joinOverHttp(code, { kind: 'company', name: 'Kim', of: 'Nordvatten' });
  return { officer, colleague, company };
};

/** @returns a function that gives all frames which the page has received since the call. */
const recordFrames = (page: Page): (() => string) => {
  const frames: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => void frames.push(Buffer.from(payload).toString('latin1'))),
  );
  return () => frames.join('\n');
};

const startDraft = async ({ page }: BrowserUser, title: string): Promise<void> => {
  const board = new URL(page.url()).pathname;
  await page.goto(`${new URL(page.url()).origin}${board}/drafts`);
  await page.getByLabel(message('city_drafts_new_title')).fill(title);
  await page.getByRole('button', { name: message('city_drafts_new') }).click();
  await page.waitForURL('**/drafts/*');
};

test('a city writes its brief together until the check is green, and publishes it; before that no company has a byte of it', async ({
  openBrowser,
}) => {
  const { officer, colleague, company } = await openThreePeople(openBrowser);
  const companyFrames = recordFrames(company.page);
  await company.page.reload();
  await expect(company.page.getByRole('button', { name: message('pages_tab_challenges') })).toBeVisible();

  await startDraft(officer, 'Schoolyards that stay cool');
  await colleague.page.goto(officer.page.url());
  await editor(officer).click();
  await officer.page.keyboard.insertText(problemText);
  await expectVisible('fewest trees', colleague);
  await editor(colleague).click();
  await colleague.page.keyboard.press('ControlOrMeta+End');
  await colleague.page.keyboard.type(' Roofers were asked first.');
  await expectVisible('Roofers were asked first.', officer);
  await expect(officer.page.locator('.others-caret', { hasText: 'Omar' })).toBeAttached();

  await fillBrief(officer);
  await officer.page
    .getByRole('button', { name: message('brief_hold_back_of', { field: message('brief_field_decisionMaker') }) })
    .click();
  await expectAccessible(officer.page);

  await officer.page
    .getByRole('button', { name: message('stages_move_to', { stage: message('stage_scoping') }) })
    .click();
  await colleague.page.getByRole('button', { name: message('stages_confirm') }).click();
  expect(companyFrames()).not.toContain('cool');
  expect(companyFrames()).not.toContain('Roofers');

  await officer.page.getByRole('button', { name: message('stages_publish') }).click();
  await officer.page.waitForURL('**/brief/*');
  await company.page.goto(officer.page.url());
  await expectVisible('Schoolyards that stay cool', company);
  await expectVisible('Roofers were asked first.', company);
  expect(companyFrames()).not.toContain('Head of school buildings');
  await expectAccessible(company.page);
});

test('the whole brief can be written by keyboard, and each finding leads to where it is mended', async ({
  openBrowser,
}) => {
  const { officer } = await openThreePeople(openBrowser);
  await startDraft(officer, 'Schoolyards that stay cool');
  const { page } = officer;
  await editor(officer).waitFor();
  const field = message('brief_field_beneficiaries');
  const way = page.getByRole('button', { name: message('check_go_to', { field }) });

  await way.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('12,000 pupils');
  await expect(page.getByLabel(field, { exact: true })).toHaveValue('12,000 pupils');
  await expect(way).toHaveCount(0);

  await editor(officer).focus();
  await page.keyboard.type('Hot');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+B');
  await expect(editor(officer).locator('strong')).toHaveText('Hot');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(editor(officer).locator('strong')).toHaveCount(0);
});
