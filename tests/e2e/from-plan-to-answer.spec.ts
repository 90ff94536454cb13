import { expectAccessible } from '../world/axe.ts';
import { startWorkshop } from '../world/startWorkshop.ts';
import { type BrowserUser, expectVisible } from '../world/browser.ts';
import { briefEditor, problemText, fillBrief } from '../world/briefPage.ts';
import { waitForBoard } from '../world/boardPage.ts';
import { addCapabilityClaim } from '../world/profilePage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const title = 'Schoolyards that stay cool';
const asked = 'Would Nordvatten be let onto the roofs in July?';
const neutral = 'May work on the roofs be done in July?';
const answer = 'Yes, from the second week on.';

const pressButton = ({ page }: BrowserUser, key: string, inputs: Record<string, string | number> = {}): Promise<void> =>
  page.getByRole('button', { name: message(key, inputs), exact: true }).click();

/** One action of the city's plan, brought in from a file. */
const importPlan = async (officer: BrowserUser, workshop: string): Promise<void> => {
  const { page } = officer;
  await officer.goto(`/w/${workshop}/library`);
  await pressButton(officer, 'library_bring');
  const chooser = page.waitForEvent('filechooser');
  await pressButton(officer, 'library_choose');
  const csv = ['Number;Action;Goal;End year', `A-1;${title};40 yards;2030`].join('\r\n');
  await (await chooser).setFiles({ name: 'Plan.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await pressButton(officer, 'library_go', { count: 1, shown: '1' });
  await pressButton(officer, 'library_to_list');
};

const createDraft = async (officer: BrowserUser): Promise<void> => {
  const { page } = officer;
  await pressButton(officer, 'library_make_spoken', { title });
  await page.getByRole('radio', { name: message('library_make_draft') }).check();
  const sector = page.getByRole('dialog').getByLabel(message('library_sector'));
  await sector.selectOption({ label: message('sector_adaptation_water') });
  await pressButton(officer, 'library_make_go_draft');
  await expectVisible(message('library_drafted'), officer);
};

test('an action of a plan becomes a challenge, a company finds that it fits, and all have its question answered at one time', async ({
  openBrowser,
}) => {
  const { host, workshop, code } = await startWorkshop(openBrowser, server.url, 'Cool schoolyards');
  const officer = await openBrowser(server.url);
  await officer.joinOverHttp(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  const colleague = await openBrowser(server.url);
  await colleague.joinOverHttp(code, { kind: 'city', name: 'Omar', of: 'Malmö' });
  const firm = await openBrowser(server.url, { phone: true });
  await firm.joinOverHttp(code, { kind: 'company', name: 'Kim', of: 'Nordvatten' });
  const rival = await openBrowser(server.url, { phone: true });
  await rival.joinOverHttp(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
  await waitForBoard(host, officer);

  await test.step('the city imports its plan and takes one action', async () => {
    await importPlan(officer, workshop);
    await createDraft(officer);
    await officer.goto(`/w/${workshop}/drafts`);
    await officer.page.getByRole('link', { name: title }).click();
  });

  await test.step('two colleagues scope it in one brief until the check lets it go', async () => {
    await briefEditor(officer).click();
    await officer.page.keyboard.insertText(problemText);
    await colleague.goto(new URL(officer.page.url()).pathname);
    await expectVisible('fewest trees', colleague);
    await fillBrief(colleague);
    await pressButton(officer, 'stages_move_to', { stage: message('stage_scoping') });
    await pressButton(colleague, 'stages_confirm');
    await expect(rival.page.getByText(title)).toHaveCount(0);
  });

  const brief = await test.step('it is published', async () => {
    await pressButton(officer, 'stages_publish');
    await officer.page.waitForURL('**/brief/*');
    return new URL(officer.page.url()).pathname;
  });

  await test.step('a company enters its profile on a phone and sees why it fits', async () => {
    await firm.goto(`/w/${workshop}/company`);
    await addCapabilityClaim(firm, 'heat_shade', 2);
    const fits = firm.page.getByRole('article').filter({ hasText: title });
    await expect(fits.getByText(message('fit_reason_capability_2'))).toBeVisible();
    await fits.scrollIntoViewIfNeeded();
    await firm.page.screenshot({ path: test.info().outputPath('phone-fits.png') });
  });

  await test.step('from the brief it asks, in private', async () => {
    await firm.goto(brief);
    await firm.page.getByRole('link', { name: message('questions_ask_about') }).click();
    await expect(firm.page.getByLabel(message('questions_about'))).toHaveValue(brief.split('/').at(-1) ?? '');
    await firm.page.getByLabel(message('questions_question'), { exact: true }).fill(asked);
    await pressButton(firm, 'questions_ask_press');
    await expectVisible(message('questions_state_asked'), firm);
  });

  await test.step('it is made neutral, and answered by the city whose challenge it is', async () => {
    await host.goto(`/w/${workshop}/questions`);
    await host.page.getByLabel(message('questions_neutral'), { exact: true }).fill(neutral);
    await pressButton(host, 'questions_put_to', { city: 'Malmö' });
    await colleague.goto(`/w/${workshop}/questions`);
    await expectVisible(neutral, colleague);
    await colleague.page.getByLabel(message('questions_answer'), { exact: true }).fill(answer);
    await pressButton(colleague, 'questions_answer_press');
  });

  await test.step('all have the answer at one time', async () => {
    await rival.goto(`/w/${workshop}/questions`);
    await expectVisible(message('questions_told_none'), rival);
    await pressButton(host, 'questions_send', { count: 1 });
    await expectVisible(answer, firm);
    await expectVisible(answer, rival);
    await expect(rival.page.getByText('Nordvatten')).toHaveCount(0);
    await expectAccessible(rival.page);
  });
});
