import { startWorkshop } from '../world/startWorkshop.ts';
import type { BrowserUser } from '../world/browser.ts';
import { expectAccessible } from '../world/axe.ts';
import {
  waitForBoard,
  card,
  foundConsortium,
  openCard,
  panel,
  createChallenge,
  takeSeat,
  writeNote,
} from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const idea = 'Pipes that say where they leak';
const challenge = 'Dry cellars in the old town';

/** "First said by Aino (Nordvatten)", before the hour. */
const first = (who: string): string => message('trail_first', { who, time: '' }).replace(/, $/, '');

const steps = ({ page }: BrowserUser) => page.getByRole('list', { name: message('trail_title') });

test('a note becomes a concept, a need and a seat, and all can see who had it first when it is gone', async ({
  openBrowser,
}) => {
  const { code } = await startWorkshop(openBrowser, server.url, 'Dry cellars');
  const city = await openBrowser(server.url);
  await city.joinOverHttp(code, { kind: 'city', name: 'Per', of: 'Malmö' });
  const firm = await openBrowser(server.url);
  await firm.joinOverHttp(code, { kind: 'company', name: 'Aino', of: 'Nordvatten' });
  await waitForBoard(city, firm);
  const aino = message('trail_who', { name: 'Aino', organisation: 'Nordvatten' });

  await test.step('the company writes a note, and makes a concept of it by one key', async () => {
    await createChallenge(city, { title: challenge, sector: 'adaptation_water', needs: [] });
    await writeNote(firm, idea, { across: 0.3, down: 0.7 });
    await firm.page.keyboard.press('Escape');
    await expect(card(firm, new RegExp(`^${message('board_kind_note')}`))).toBeFocused();
    await firm.page.keyboard.press('c');
    const beside = panel(firm, 'concept');
    await expect(beside.getByLabel(message('concept_title'), { exact: true })).toHaveValue(idea);
    await beside.getByLabel(message('concept_title'), { exact: true }).fill('Listening pipes');
    await expect(beside.getByText(first(aino))).toBeVisible();
    await expectAccessible(firm.page, 'concept');
  });

  await test.step('the city makes the concept a need of its challenge, from the panel', async () => {
    await openCard(city, 'Listening pipes', 'concept');
    await panel(city, 'concept')
      .getByRole('button', { name: message('trail_make_need') })
      .click();
    const dialog = city.page.getByRole('dialog', { name: message('trail_need_title') });
    await dialog
      .getByRole('combobox', { name: message('trail_need_capability') })
      .fill(message('capability_leak_detection'));
    await city.page.keyboard.press('Enter');
    await expectAccessible(city.page, 'the dialog');
    await dialog.getByRole('button', { name: message('trail_need_put') }).click();
    const beside = panel(city, 'challenge');
    await beside.getByText(first(aino)).click();
    await expect(steps(city).getByRole('button', { name: new RegExp(idea) })).toBeVisible();
    await expectAccessible(city.page, 'a need');
  });

  await test.step('the company takes the seat, and the note tells of the whole way', async () => {
    await openCard(firm, challenge, 'challenge');
    await expect(panel(firm, 'challenge').getByText(first(aino))).toBeVisible();
    await foundConsortium(firm, 'Cellar watch', 'Nordvatten');
    await takeSeat(firm, 'Listening pipes', 'Nordvatten');
    await card(firm, new RegExp(idea)).click();
    await firm.page.keyboard.press('Control+Enter');
    const way = steps(firm);
    await expect(way.getByRole('listitem')).toHaveCount(4);
    await expect(way.getByText(message('trail_held', { company: 'Nordvatten' }))).toBeVisible();
    await expectAccessible(firm.page, 'trail');
    await way.getByRole('button', { name: /Cellar watch/ }).click();
    await expect(panel(firm, 'consortium')).toBeVisible();
  });

  await test.step('the note is deleted, and it is still told who had it first, on a phone, too', async () => {
    await card(firm, new RegExp(`^${message('board_kind_note')}`)).click();
    await firm.page.keyboard.press('Delete');
    await expect(card(city, new RegExp(`^${message('board_kind_note')}`))).toHaveCount(0);
    const rival = await openBrowser(server.url, { phone: true });
    await rival.joinOverHttp(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
    await rival.page.getByRole('button', { name: message('pages_tab_challenges'), exact: true }).click();
    await rival.page.getByRole('main').getByRole('button', { name: challenge }).click();
    await panel(rival, 'challenge').getByText(first(aino)).click();
    await expect(steps(rival).getByText(message('trail_gone_note'))).toBeVisible();
    await steps(rival)
      .getByRole('button', { name: /Listening pipes/ })
      .first()
      .click();
    await expect(panel(rival, 'concept')).toBeVisible();
    await expect(panel(rival, 'concept').getByText(first(aino))).toBeVisible();
    await expectAccessible(rival.page, 'trail');
  });
});
