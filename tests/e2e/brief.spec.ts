import type { Page } from '@playwright/test';
import { complaints } from '../world/axe.ts';
import { type Onlooker, see } from '../world/browser.ts';
import { briefEditor as editor, problem, scopes } from '../world/inBrief.ts';
import { boardIsOpen, readsCode } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, type Sits, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const threeOfThem = async (sits: Sits): Promise<{ officer: Onlooker; colleague: Onlooker; company: Onlooker }> => {
  const host = await sits(server.url);
  await host.registers({ kind: 'host', name: 'Ida' });
  await host.createsWorkshop('Cool schoolyards');
  await boardIsOpen(host);
  const code = await readsCode(host);
  const [officer, colleague, company] = [
    await sits(server.url),
    await sits(server.url),
    await sits(server.url, { phone: true }),
  ];
  await officer.joinsAsGuest(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  await colleague.joinsAsGuest(code, { kind: 'city', name: 'Omar', of: 'Malmö' });
  await company.joinsAsGuest(code, { kind: 'company', name: 'Kim', of: 'Nordvatten' });
  return { officer, colleague, company };
};

/** Keeps all that comes to this machine over its sockets from now on. */
const hearsAll = (page: Page): (() => string) => {
  const heard: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => void heard.push(Buffer.from(payload).toString('latin1'))),
  );
  return () => heard.join('\n');
};

const beginsDraft = async ({ page }: Onlooker, title: string): Promise<void> => {
  const board = new URL(page.url()).pathname;
  await page.goto(`${new URL(page.url()).origin}${board}/drafts`);
  await page.getByLabel(words('city_drafts_new_title')).fill(title);
  await page.getByRole('button', { name: words('city_drafts_new') }).click();
  await page.waitForURL('**/drafts/*');
};

test('a city writes its brief together until the check is green, and publishes it; before that no company has a byte of it', async ({
  sits,
}) => {
  const { officer, colleague, company } = await threeOfThem(sits);
  const companyHears = hearsAll(company.page);
  await company.page.reload();
  await expect(company.page.getByRole('button', { name: words('pages_tab_challenges') })).toBeVisible();

  await beginsDraft(officer, 'Schoolyards that stay cool');
  await colleague.page.goto(officer.page.url());
  await editor(officer).click();
  await officer.page.keyboard.insertText(problem);
  await see('fewest trees', colleague);
  await editor(colleague).click();
  await colleague.page.keyboard.press('ControlOrMeta+End');
  await colleague.page.keyboard.type(' Roofers were asked first.');
  await see('Roofers were asked first.', officer);
  await expect(officer.page.locator('.others-caret', { hasText: 'Omar' })).toBeAttached();

  await scopes(officer);
  await officer.page
    .getByRole('button', { name: words('brief_hold_back_of', { field: words('brief_field_decisionMaker') }) })
    .click();
  expect(await complaints(officer.page)).toEqual([]);

  await officer.page.getByRole('button', { name: words('stages_move_to', { stage: words('stage_scoping') }) }).click();
  await colleague.page.getByRole('button', { name: words('stages_confirm') }).click();
  expect(companyHears()).not.toContain('cool');
  expect(companyHears()).not.toContain('Roofers');

  await officer.page.getByRole('button', { name: words('stages_publish') }).click();
  await officer.page.waitForURL('**/brief/*');
  await company.page.goto(officer.page.url());
  await see('Schoolyards that stay cool', company);
  await see('Roofers were asked first.', company);
  expect(companyHears()).not.toContain('Head of school buildings');
  expect(await complaints(company.page)).toEqual([]);
});

test('the whole brief can be written by keyboard, and each finding leads to where it is mended', async ({ sits }) => {
  const { officer } = await threeOfThem(sits);
  await beginsDraft(officer, 'Schoolyards that stay cool');
  const { page } = officer;
  await editor(officer).waitFor();
  const field = words('brief_field_beneficiaries');
  const way = page.getByRole('button', { name: words('check_go_to', { field }) });

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
