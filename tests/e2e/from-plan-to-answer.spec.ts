import { complaints } from '../world/axe.ts';
import { begins } from '../world/begin.ts';
import { type Onlooker, see } from '../world/browser.ts';
import { briefEditor, problem, scopes } from '../world/inBrief.ts';
import { boardIsOpen } from '../world/onBoard.ts';
import { claims } from '../world/ofCompany.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const title = 'Schoolyards that stay cool';
const asked = 'Would Nordvatten be let onto the roofs in July?';
const neutral = 'May work on the roofs be done in July?';
const answer = 'Yes, from the second week on.';

const presses = ({ page }: Onlooker, key: string, inputs: Record<string, string | number> = {}): Promise<void> =>
  page.getByRole('button', { name: words(key, inputs), exact: true }).click();

/** One action of the city's plan, brought in from a file. */
const importsPlan = async (officer: Onlooker, workshop: string): Promise<void> => {
  const { page } = officer;
  await officer.opens(`/w/${workshop}/library`);
  await presses(officer, 'library_bring');
  const chooser = page.waitForEvent('filechooser');
  await presses(officer, 'library_choose');
  const rows = ['Number;Action;Goal;End year', `A-1;${title};40 yards;2030`].join('\r\n');
  await (await chooser).setFiles({ name: 'Plan.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await presses(officer, 'library_go', { count: 1, shown: '1' });
  await presses(officer, 'library_to_list');
};

const makesDraft = async (officer: Onlooker): Promise<void> => {
  const { page } = officer;
  await presses(officer, 'library_make_spoken', { title });
  await page.getByRole('radio', { name: words('library_make_draft') }).check();
  const sector = page.getByRole('dialog').getByLabel(words('library_sector'));
  await sector.selectOption({ label: words('sector_adaptation_water') });
  await presses(officer, 'library_make_go_draft');
  await see(words('library_drafted'), officer);
};

test('an action of a plan becomes a challenge, a company finds that it fits, and all have its question answered at one time', async ({
  sits,
}) => {
  const { host, workshop, code } = await begins(sits, server.url, 'Cool schoolyards');
  const officer = await sits(server.url);
  await officer.joinsAsGuest(code, { kind: 'city', name: 'Astrid', of: 'Malmö' });
  const colleague = await sits(server.url);
  await colleague.joinsAsGuest(code, { kind: 'city', name: 'Omar', of: 'Malmö' });
  const firm = await sits(server.url, { phone: true });
  await firm.joinsAsGuest(code, { kind: 'company', name: 'Kim', of: 'Nordvatten' });
  const rival = await sits(server.url, { phone: true });
  await rival.joinsAsGuest(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
  await boardIsOpen(host, officer);

  await test.step('the city imports its plan and takes one action', async () => {
    await importsPlan(officer, workshop);
    await makesDraft(officer);
    await officer.opens(`/w/${workshop}/drafts`);
    await officer.page.getByRole('link', { name: title }).click();
  });

  await test.step('two colleagues scope it in one brief until the check lets it go', async () => {
    await briefEditor(officer).click();
    await officer.page.keyboard.insertText(problem);
    await colleague.opens(new URL(officer.page.url()).pathname);
    await see('fewest trees', colleague);
    await scopes(colleague);
    await presses(officer, 'stages_move_to', { stage: words('stage_scoping') });
    await presses(colleague, 'stages_confirm');
    await expect(rival.page.getByText(title)).toHaveCount(0);
  });

  const brief = await test.step('it is published', async () => {
    await presses(officer, 'stages_publish');
    await officer.page.waitForURL('**/brief/*');
    return new URL(officer.page.url()).pathname;
  });

  await test.step('a company enters its profile on a phone and sees why it fits', async () => {
    await firm.opens(`/w/${workshop}/company`);
    await claims(firm, 'heat_shade', 2);
    const fits = firm.page.getByRole('article').filter({ hasText: title });
    await expect(fits.getByText(words('fit_reason_capability_2'))).toBeVisible();
    await fits.scrollIntoViewIfNeeded();
    await firm.page.screenshot({ path: test.info().outputPath('phone-fits.png') });
  });

  await test.step('from the brief it asks, in private', async () => {
    await firm.opens(brief);
    await firm.page.getByRole('link', { name: words('questions_ask_about') }).click();
    await expect(firm.page.getByLabel(words('questions_about'))).toHaveValue(brief.split('/').at(-1) ?? '');
    await firm.page.getByLabel(words('questions_question'), { exact: true }).fill(asked);
    await presses(firm, 'questions_ask_press');
    await see(words('questions_state_asked'), firm);
  });

  await test.step('it is made neutral, and answered by the city whose challenge it is', async () => {
    await host.opens(`/w/${workshop}/questions`);
    await host.page.getByLabel(words('questions_neutral'), { exact: true }).fill(neutral);
    await presses(host, 'questions_put_to', { city: 'Malmö' });
    await colleague.opens(`/w/${workshop}/questions`);
    await see(neutral, colleague);
    await colleague.page.getByLabel(words('questions_answer'), { exact: true }).fill(answer);
    await presses(colleague, 'questions_answer_press');
  });

  await test.step('all have the answer at one time', async () => {
    await rival.opens(`/w/${workshop}/questions`);
    await see(words('questions_told_none'), rival);
    await presses(host, 'questions_send', { count: 1 });
    await see(answer, firm);
    await see(answer, rival);
    await expect(rival.page.getByText('Nordvatten')).toHaveCount(0);
    expect(await complaints(rival.page)).toEqual([]);
  });
});
